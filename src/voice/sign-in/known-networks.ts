/** From where avatars have signed in: what strangers elsewhere try and use up does not count there. */

import { networkOf } from '../limits/network-of.js'
import { remember } from '../limits/remember.js'

/** More avatars than a grid has at a time; the one unused for longest is forgotten. */
const MAX_AVATARS = 20_000

/** At home, at work, on the road. */
const NETWORKS_PER_AVATAR = 4

export interface KnownNetworks {
  /** That avatar has just proved itself from there. */
  note(agentId: string, address: string): void
  has(agentId: string, address: string): boolean
}

/** Held in memory only: after a restart nobody is known until they sign in again. */
export function createKnownNetworks(): KnownNetworks {
  const known = new Map<string, readonly string[]>()
  return {
    note(agentId, address) {
      const network = networkOf(address)
      const others = (known.get(agentId) ?? []).filter((one) => one !== network)
      remember(known, agentId, [network, ...others].slice(0, NETWORKS_PER_AVATAR), MAX_AVATARS)
    },
    has: (agentId, address) => known.get(agentId)?.includes(networkOf(address)) ?? false,
  }
}
