/** Networks from which avatars have signed in: limits that strangers use up elsewhere do not count there. */

import { createHmac } from 'node:crypto'
import { type Avatar, avatarKey, forgetGrid, type GridId } from '../grids/grid.js'
import { networkOf } from '../limits/network-of.js'
import { remember } from '../limits/remember.js'
import { NOTHING_KEPT, type Vouched } from '../storage/vouched.js'

/** More avatars than are in a grid at a time; the one unused for longest is forgotten. */
const MAX_AVATARS = 20_000

/** Home, work, and on the road. */
const NETWORKS_PER_AVATAR = 4

export const MAX_KNOWN_NETWORKS = MAX_AVATARS * NETWORKS_PER_AVATAR

export interface KnownNetworks {
  /** Loads what was stored before a restart. */
  load(): Promise<void>
  /** Notes that an avatar has just signed in from that address. */
  note(avatar: Avatar, address: string): void
  has(avatar: Avatar, address: string): boolean
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

/**
 * @param secret hashes networks, so that the stored entries give away no address
 * @param vouched stores them over a restart
 */
export function createKnownNetworks(secret: string, vouched: Vouched = NOTHING_KEPT): KnownNetworks {
  const known = new Map<string, readonly string[]>()
  const hashOf = (address: string) =>
    createHmac('sha256', secret)
      .update(`network ${networkOf(address)}`)
      .digest('base64url')
      .slice(0, 22)

  function keep(avatar: Avatar, networkHash: string): void {
    const key = avatarKey(avatar)
    const others = (known.get(key) ?? []).filter((one) => one !== networkHash)
    remember(known, key, [networkHash, ...others].slice(0, NETWORKS_PER_AVATAR), MAX_AVATARS)
  }

  return {
    async load() {
      for (const { value, ...avatar } of await vouched.load()) keep(avatar, value)
    },
    note(avatar, address) {
      const { grid, agentId } = avatar
      const networkHash = hashOf(address)
      keep(avatar, networkHash)
      vouched.add({ grid, agentId, value: networkHash })
    },
    has: (avatar, address) => known.get(avatarKey(avatar))?.includes(hashOf(address)) ?? false,
    forgetGrid: (grid) => forgetGrid(known, grid),
  }
}
