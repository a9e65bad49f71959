/**
 * Tokens that verify themselves. A simulator keeps its token for weeks and never signs in again on
 * channel calls, so an admin token survives our restart and is good for as long as the admin password.
 */

import { createHmac } from 'node:crypto'
import { sameText } from '../voice/accounts/accounts.js'
import type { Clock } from '../voice/ports.js'

export type TokenHolder =
  | { readonly kind: 'admin' }
  | { readonly kind: 'avatar'; readonly accountName: string }

export interface Tokens {
  issueAdmin(): string
  issueAvatar(accountName: string): string
  /** Whose it is; `undefined` when it is forged, void or over. Constant-time. */
  read(token: string): TokenHolder | undefined
  /** Ends an avatar's token; an admin's cannot be ended, another simulator may hold the same. */
  revoke(token: string): void
}

export interface TokensOptions {
  readonly secret: string
  readonly admin: { readonly user: string; readonly password: string }
  readonly clock: Clock
}

/** An avatar's token; a helper beside the viewer signs in again. */
const AVATAR_TTL_MS = 24 * 60 * 60 * 1000

/** Revoked tokens are remembered until they would have been over anyway, up to so many. */
const MAX_REVOKED = 10_000

/** `.` and base64url: the module puts tokens into URLs unescaped. */
export function createTokens({ secret, admin, clock }: TokensOptions): Tokens {
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const signed = (payload: string) => `${payload}.${mac(`token\0${payload}`)}`
  // One and the same for every simulator: it says no more than that its holder knew the password.
  // Made anew when an admin renews the password, and then every older one is void; not for every call.
  let made: { readonly password: string; readonly token: string } | undefined
  const adminToken = (): string => {
    const { user, password } = admin
    if (made?.password !== password) {
      made = { password, token: signed(`a.${mac(`admin\0${user}\0${password}`)}`) }
    }
    return made.token
  }
  const revoked = new Map<string, number>()

  function payloadOf(token: string): readonly string[] | undefined {
    const end = token.lastIndexOf('.')
    const payload = token.slice(0, Math.max(0, end))
    return sameText(token, signed(payload)) ? payload.split('.') : undefined
  }

  return {
    issueAdmin: adminToken,
    issueAvatar: (accountName) =>
      signed(`v.${Buffer.from(accountName).toString('base64url')}.${clock() + AVATAR_TTL_MS}`),
    read(token) {
      if (sameText(token, adminToken())) return { kind: 'admin' }
      const [kind, name, expires] = payloadOf(token) ?? []
      if (kind !== 'v' || name === undefined || expires === undefined) return undefined
      if (Number(expires) <= clock() || revoked.has(token)) return undefined
      return { kind: 'avatar', accountName: Buffer.from(name, 'base64url').toString() }
    },
    revoke(token) {
      const [kind, , expires] = payloadOf(token) ?? []
      if (kind !== 'v') return
      for (const [old, until] of revoked) if (until <= clock()) revoked.delete(old)
      if (revoked.size < MAX_REVOKED) revoked.set(token, Number(expires))
    },
  }
}
