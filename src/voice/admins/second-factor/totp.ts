/** Codes of authenticator apps: RFC 6238, six digits, thirty seconds, one step of drift either way. */

import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
const DRIFT_STEPS = 1
/** RFC 4226 §4 asks for 160 bits. */
const SECRET_BYTES = 20

const totpOf = (secret: string, issuer = '', label = '') =>
  new TOTP({ secret: Secret.fromBase32(secret), issuer, label, digits: 6, period: PERIOD_SECONDS })

/** In base 32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** What an authenticator app reads: `otpauth://totp/…`. */
export const totpAddress = (secret: string, issuer: string, label: string): string =>
  totpOf(secret, issuer, label).toString()

/** The step that a code belongs to, if it is a right one at this time; compared in constant time. */
export function totpStep(secret: string, code: string, now: number): number | undefined {
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, timestamp: now, window: DRIFT_STEPS })
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta
}
