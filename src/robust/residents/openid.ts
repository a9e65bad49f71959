/**
 * Sign-in at the grid's own page by OpenID 2.0, as far as the grid's provider needs it: stateless (the provider itself checks its
 * signature), and with one provider, so that no address that a stranger names is ever fetched.
 * https://openid.net/specs/openid-authentication-2_0.html
 */

import { post } from '../../outgoing/http-post.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import type { MakeLimit } from '../../voice/limits/limits.js'
import type { Clock, GridPage, Timers } from '../../voice/ports.js'
import type { GridAccounts } from './accounts.js'
import { gridUnavailable } from './unavailable.js'

export interface OpenIdOptions {
  /** Where browsers reach the grid's public services, without a trailing slash. */
  readonly publicUrl: string
  readonly accounts: Pick<GridAccounts, 'byName'>
  readonly makeLimit: MakeLimit
  /** To which addresses `publicUrl` may lead; everywhere where it is `undefined`. */
  readonly mayReach: MayReach | undefined
  readonly clock: Clock
  readonly timers: Timers
}

const NAMESPACE = 'http://specs.openid.net/auth/2.0'
const PREFIX = 'openid.'

/** What the provider must have signed (§10.1), and we look at. */
const SIGNED = ['op_endpoint', 'return_to', 'response_nonce', 'assoc_handle', 'claimed_id', 'identity']

/** The provider's clock may be wrong by as much. */
const NONCE_MS = 10 * 60_000
const TIMEOUT_MS = 4000
const MAX_ANSWER_BYTES = 64 * 1024

export function createOpenId(options: OpenIdOptions): GridPage {
  const { publicUrl, accounts, makeLimit, mayReach, clock, timers } = options
  const endpoint = `${publicUrl}/openid/server/`
  const people = `${publicUrl}/users/`
  // Remembered on all nodes for as long as the time in them is accepted.
  const nonces = makeLimit({ name: 'openid-nonces', count: 1, windowMs: 2 * NONCE_MS })

  /** Whether the provider says that it has signed this very answer. */
  async function isSigned(answer: URLSearchParams): Promise<boolean> {
    const asked = new URLSearchParams(answer)
    asked.set(`${PREFIX}mode`, 'check_authentication')
    const text = await post(new URL(endpoint), asked.toString(), {
      contentType: 'application/x-www-form-urlencoded',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      timers,
      mayReach,
    })
    return /^is_valid:true$/m.test(text.replaceAll('\r', ''))
  }

  return {
    addressFor({ firstName, lastName }, returnTo) {
      const identity = `${people}${encodeURIComponent(`${firstName}_${lastName}`)}`
      const fields = {
        ns: NAMESPACE,
        mode: 'checkid_setup',
        claimed_id: identity,
        identity,
        return_to: returnTo,
        realm: `${new URL(returnTo).origin}/`,
      }
      return `${endpoint}?${new URLSearchParams(prefixed(fields))}`
    },
    async identify(query, returnTo) {
      const given = new URLSearchParams(query)
      const answer = new URLSearchParams([...given].filter(([name]) => name.startsWith(PREFIX)))
      const said = (name: string) => answer.get(PREFIX + name) ?? ''
      const isDoubled = [...new Set(answer.keys())].length !== [...answer.keys()].length
      const signed = said('signed').split(',')
      const fits =
        !isDoubled &&
        said('ns') === NAMESPACE &&
        said('mode') === 'id_res' &&
        said('op_endpoint') === endpoint &&
        said('return_to') === returnTo &&
        said('identity') === said('claimed_id') &&
        SIGNED.every((name) => signed.includes(name)) &&
        isRecent(said('response_nonce'), clock())
      const name = fits ? personAt(said('claimed_id'), people) : undefined
      if (!name || !(await nonces.take(`${publicUrl} ${said('response_nonce')}`))) return undefined
      try {
        const account = (await isSigned(answer)) ? await accounts.byName(name) : undefined
        // The grid's page lets in disabled accounts, too.
        if (!account || account.disabled) return undefined
        const { grid, agentId } = account
        return { grid, agentId, name: account.name }
      } catch (error) {
        throw gridUnavailable(error)
      }
    },
  }
}

function prefixed(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [PREFIX + name, value]))
}

/** A nonce begins with when it was made (§10.1). */
function isRecent(nonce: string, now: number): boolean {
  const [, time = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)[\x21-\x7e]{0,235}$/.exec(nonce) ?? []
  const madeAt = Date.parse(time)
  return Number.isFinite(madeAt) && Math.abs(now - madeAt) <= NONCE_MS
}

/** The provider's addresses of people are `/users/First_Last`; it serves no names with an underscore. */
function personAt(claimedId: string, people: string): string | undefined {
  if (!claimedId.startsWith(people)) return undefined
  try {
    const [first, last, ...more] = decodeURIComponent(claimedId.slice(people.length)).split('_')
    if (!first || !last || more.length > 0 || /[/?#\s]/.test(first + last)) return undefined
    return `${first} ${last}`
  } catch {
    return undefined
  }
}
