/** From where avatars have signed in: what strangers elsewhere try and use up does not count there. */

import { createHmac } from 'node:crypto'
import { type Avatar, avatarKey } from '../grids/grid.js'
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
  note(avatar: Avatar, address: string): void
  has(avatar: Avatar, address: string): boolean
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

  function keep(avatar: Avatar, mark: string): void {
    const key = avatarKey(avatar)
    const others = (known.get(key) ?? []).filter((one) => one !== mark)
    remember(known, key, [mark, ...others].slice(0, NETWORKS_PER_AVATAR), MAX_AVATARS)
  }

  return {
    async load() {
      for (const { value, ...avatar } of await vouched.load()) keep(avatar, value)
    },
    note(avatar, address) {
      const { grid, agentId } = avatar
      const mark = markOf(address)
      keep(avatar, mark)
      vouched.add({ grid, agentId, value: mark })
    },
    has: (avatar, address) => known.get(avatarKey(avatar))?.includes(markOf(address)) ?? false,
  }
}
