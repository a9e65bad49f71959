/** The audit log as a file for spreadsheets (RFC 4180), in the admin's language. */

import type { AuditView } from '../../../src/protocol/admin-api.js'
import { actWords, changeLines, type Language, lineWords, reasonOf } from './audit-words.js'

/** Programs take what begins so for a formula, and a resident may choose any name. */
const FORMULA = /^[=+\-@\t\r]/

const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

export function auditCsv(entries: readonly AuditView[], language: Language): string {
  const { texts } = language
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    entry.actor,
    entry.address,
    actWords(entry, language),
    entry.subject,
    changeLines(entry, language).map(lineWords).join('; '),
    reasonOf(entry),
  ])
  return [texts.columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}
