/** From where avatars have signed in: what strangers elsewhere try and use up does not count there. */

import { createHmac } from 'node:crypto'
import { networkOf } from '../limits/network-of.js'
import { remember } from '../limits/remember.js'
import { NOTHING_KEPT, type Vouched } from '../storage/vouched.js'

/** More avatars than a grid has at a time; the one unused for longest is forgotten. */
const MAX_AVATARS = 20_000

/** At home, at work, on the road. */
const NETWORKS_PER_AVATAR = 4

export const MAX_KNOWN_NETWORKS = MAX_AVATARS * NETWORKS_PER_AVATAR

export interface KnownNetworks {
  /** Takes in what was kept from before. */
  load(): Promise<void>
  /** That avatar has just proved itself from there. */
  note(agentId: string, address: string): void
  has(agentId: string, address: string): boolean
}

/**
 * @param secret what is kept tells nobody an address
 * @param vouched keeps them over a restart
 */
export function createKnownNetworks(secret: string, vouched: Vouched = NOTHING_KEPT): KnownNetworks {
  const known = new Map<string, readonly string[]>()
  const markOf = (address: string) =>
    createHmac('sha256', secret)
      .update(`network ${networkOf(address)}`)
      .digest('base64url')
      .slice(0, 22)

  function keep(agentId: string, mark: string): void {
    const others = (known.get(agentId) ?? []).filter((one) => one !== mark)
    remember(known, agentId, [mark, ...others].slice(0, NETWORKS_PER_AVATAR), MAX_AVATARS)
  }

  return {
    async load() {
      for (const { agentId, value } of await vouched.load()) keep(agentId, value)
    },
    note(agentId, address) {
      const mark = markOf(address)
      keep(agentId, mark)
      vouched.add({ agentId, value: mark })
    },
    has: (agentId, address) => known.get(agentId)?.includes(markOf(address)) ?? false,
  }
}
