/**
 * Self-verifying tokens. A simulator keeps its token for weeks and does not sign in again for channel requests, so an
 * admin token survives our restart and is valid for as long as the admin password, or the secret of its region key.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { VoiceError } from '../errors.js'
import type { Account } from '../voice/accounts/account.js'
import { type GridId, MAIN_GRID } from '../voice/grids/grid.js'
import type { GridMaster } from '../voice/grids/masters.js'
import type { Clock } from '../voice/ports.js'
import { masterOf, type RegionAuthority } from '../voice/region-keys/authority.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'

export type TokenHolder =
  | { readonly kind: 'admin'; readonly authority: RegionAuthority }
  | { readonly kind: 'avatar'; readonly grid: GridId; readonly accountName: string }

export interface Tokens {
  /** For a region that has signed in. */
  issueAdmin(authority: RegionAuthority): string
  issueAvatar(account: Pick<Account, 'grid' | 'name'>): string
  /** The holder of a token; `undefined` if it is forged, void or expired. Constant-time. */
  read(token: string): TokenHolder | undefined
  /** Ends an avatar's token. An admin's cannot be ended, because other simulators may hold the same one. */
  revoke(token: string): void
}

export interface TokensOptions {
  readonly secret: string
  readonly gate: Pick<RegionGate, 'master' | 'ofSecretId'>
  readonly clock: Clock
}

/** A grid's, and what it was made of. */
interface AdminToken {
  readonly user: string
  readonly mark: string
  readonly text: string
  readonly bytes: Buffer
  /** What is compared with it is written here: a buffer for each request would take longer than comparing. */
  readonly given: Buffer
}

/** Lifetime of an avatar's token; the voice client beside the viewer then signs in again. */
const AVATAR_TTL_MS = 24 * 60 * 60 * 1000

/** Revoked tokens are remembered until they would have expired anyway, up to this number. */
const MAX_REVOKED = 10_000

/** The grid part of a token's payload; empty for the main grid, as in tokens from before there were grids. */
const suffixOf = (grid: GridId): string => (grid === MAIN_GRID ? '' : `.${grid}`)

/** `.` and base64url: the module puts tokens into URLs unescaped. */
export function createTokens({ secret, gate, clock }: TokensOptions): Tokens {
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const signed = (payload: string) => `${payload}.${mac(`token\0${payload}`)}`
  // All simulators of a grid get the same token: it only proves that its holder knew the password.
  // It is made once for each password, not for each request; a new password makes older tokens void.
  const made = new Map<GridId, AdminToken>()
  const adminToken = ({ grid, adminUser, adminPasswordMark }: GridMaster): AdminToken => {
    const mark = adminPasswordMark()
    const known = made.get(grid)
    if (known?.user === adminUser && known.mark === mark) return known
    const text = signed(`a.${mac(`admin\0${adminUser}\0${mark}`)}${suffixOf(grid)}`)
    const bytes = Buffer.from(text)
    const token = { user: adminUser, mark, text, bytes, given: Buffer.alloc(bytes.length) }
    made.set(grid, token)
    return token
  }
  const isOf = (token: string, grid: GridId): boolean => {
    const master = gate.master(grid)
    if (!master) return false
    const { bytes, given } = adminToken(master)
    return (
      given.write(token) === bytes.length && token.length === bytes.length && timingSafeEqual(given, bytes)
    )
  }
  const revoked = new Map<string, number>()

  function payloadOf(token: string): readonly string[] | undefined {
    const end = token.lastIndexOf('.')
    const payload = token.slice(0, Math.max(0, end))
    return isSame(token, Buffer.from(signed(payload))) ? payload.split('.') : undefined
  }

  return {
    issueAdmin({ grid, key }) {
      if (key) return signed(`k.${key.secretId}`)
      const master = gate.master(grid)
      if (!master) throw new VoiceError('wrong-credentials', 'The account name or password is wrong.')
      return adminToken(master).text
    },
    issueAvatar: ({ grid, name }) =>
      signed(`v.${Buffer.from(name).toString('base64url')}.${clock() + AVATAR_TTL_MS}${suffixOf(grid)}`),
    read(token) {
      if (isOf(token, MAIN_GRID)) return { kind: 'admin', authority: masterOf(MAIN_GRID) }
      const payload = payloadOf(token)
      if (payload?.[0] === 'a') {
        const [, , grid = MAIN_GRID] = payload
        return isOf(token, grid) ? { kind: 'admin', authority: masterOf(grid) } : undefined
      }
      if (payload?.[0] === 'k') {
        // Void as soon as the secret is.
        const authority = gate.ofSecretId(payload[1] ?? '')
        return authority && { kind: 'admin', authority }
      }
      const [kind, name, expires, grid = MAIN_GRID] = payload ?? []
      if (kind !== 'v' || name === undefined || expires === undefined) return undefined
      if (Number(expires) <= clock() || revoked.has(token)) return undefined
      return { kind: 'avatar', grid, accountName: Buffer.from(name, 'base64url').toString() }
    },
    revoke(token) {
      const [kind, , expires] = payloadOf(token) ?? []
      if (kind !== 'v') return
      for (const [old, until] of revoked) if (until <= clock()) revoked.delete(old)
      if (revoked.size < MAX_REVOKED) revoked.set(token, Number(expires))
    },
  }
}

/** Constant-time but for the length, which is no secret: it follows from the name of the grid or the account. */
function isSame(given: string, token: Buffer): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === token.length && timingSafeEqual(bytes, token)
}
