/** Recovery codes: for an admin whose telephone is lost. Each counts once. */

import { createHash, randomInt } from 'node:crypto'

export const RECOVERY_CODES = 10
/** No letter that looks like a digit. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** 79 bits, in groups that people can copy. */
export function newRecoveryCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Codes are random enough that a fast hash hides them. Hyphens, spaces and capitals do not count. */
export function recoveryHash(code: string): string {
  return createHash('sha256').update(code.toLowerCase().replace(/[\s-]/g, '')).digest('base64url')
}
