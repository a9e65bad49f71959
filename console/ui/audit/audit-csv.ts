/** The audit log as a file for spreadsheets (RFC 4180), in the admin's language. */

import type { AuditView } from '../../../src/protocol/admin-api.js'
import { csvOf } from '../csv.js'
import { actWords, changeLines, type Language, lineWords, reasonOf } from './audit-words.js'

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
  return csvOf([texts.columns, ...rows])
}
