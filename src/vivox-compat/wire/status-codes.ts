/** Vivox' numbers for what went wrong. */

import type { ErrorCode } from '../../errors.js'

const INTERNAL_ERROR = 500

/** Codes that are not listed count as an internal error in `/api2`. */
const statusCodes: Partial<Record<ErrorCode, number>> = {
  'wrong-credentials': 200,
  'rate-limited': 200,
  'token-expired': 201,
  'missing-credentials': 202,
  'not-allowed': 212,
  'parameter-missing': 300,
  'parameter-invalid': 302,
  'bad-request': 302,
  'not-found': 301,
  'unknown-mode': 301,
  'account-exists': 400,
  'account-not-found': 403,
  'account-disabled': 404,
  'channel-not-found': 807,
}

/** At sign-in some faults have other numbers. */
const signInCodes: Partial<Record<ErrorCode, number>> = {
  'account-not-found': 1600,
  'account-disabled': 1603,
}

/** If making an account fails, the module only needs to know that it failed. */
const newAccountCodes: Partial<Record<ErrorCode, number>> = {
  'account-disabled': 400,
  internal: 400,
}

export type CodeContext = 'sign-in' | 'new-account' | 'other'

export function statusCodeOf(code: ErrorCode, context: CodeContext): number {
  const special = context === 'sign-in' ? signInCodes : context === 'new-account' ? newAccountCodes : {}
  return special[code] ?? statusCodes[code] ?? INTERNAL_ERROR
}
