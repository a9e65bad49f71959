/** What the service answered with codes, in words. */

import type { AdminFault } from '../../src/protocol/admin-api.js'
import type { Finding } from '../../src/protocol/service-codes.js'
import { texts } from '../texts/texts.js'

/** Why the service did not do what it was asked for. */
export function refusalWords({ error }: Pick<AdminFault, 'error'>): string {
  const words: Readonly<Record<string, string>> = texts.refusals
  return words[error] ?? texts.refusals.internal
}

/** What it found, with whom or what it is about. */
export function findingWords({ code, about }: Finding): string {
  return [about, texts.findings[code]].filter(Boolean).join(': ')
}
