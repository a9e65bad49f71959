/** Sign-ins with a right password that wait for the second factor: in memory only, for a few minutes. */

import { randomBytes } from 'node:crypto'
import { VoiceError } from '../../../errors.js'
import { remember } from '../../limits/remember.js'
import type { Stopwatch } from '../../ports.js'
import type { SecondChallenge } from './second-factors.js'

const WAIT_MS = 5 * 60_000
/** The passwords of all of these were right. */
const MAX_WAITING = 1000

export interface HalfSignIn {
  readonly adminName: string
  /** Which browser signs in. */
  readonly label: string
  readonly challenge: SecondChallenge
}

export interface HalfSignIns {
  /** @returns the secret that names it */
  add(half: HalfSignIn): string
  /** @throws VoiceError `code-expired` */
  find(secret: string): HalfSignIn
  /** False if somebody else has taken it meanwhile. */
  take(secret: string): boolean
}

export function createHalfSignIns(stopwatch: Stopwatch): HalfSignIns {
  const waiting = new Map<string, HalfSignIn & { readonly since: number }>()
  return {
    add(half) {
      const secret = randomBytes(32).toString('base64url')
      remember(waiting, secret, { ...half, since: stopwatch.now() }, MAX_WAITING)
      return secret
    },
    find(secret) {
      const half = waiting.get(secret)
      if (half && stopwatch.now() - half.since < WAIT_MS) return half
      waiting.delete(secret)
      throw new VoiceError('code-expired', 'This took too long: sign in again.')
    },
    take: (secret) => waiting.delete(secret),
  }
}
