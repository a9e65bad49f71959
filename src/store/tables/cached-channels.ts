/** Caches channels by grid and name: they are looked up at every parcel change of every avatar, and hardly ever change. */

import type { Channel } from '../../voice/channels/channel.js'
import { gridKey } from '../../voice/grids/grid.js'
import type { ChannelStore } from '../../voice/ports.js'

/** Beyond this number of names the cache starts over; most grids have fewer parcels. */
const MAX_NAMES = 20_000

export interface CachedChannelStore extends ChannelStore {
  /** To be called when somebody else changed that channel. */
  forget(channel: Pick<Channel, 'grid' | 'name'>): void
  /** To be called when somebody else deleted channels. */
  forgetAll(): void
}

/** Any other writer to that store has to call `forget` or `forgetAll`. */
export function cacheChannelNames(store: ChannelStore): CachedChannelStore {
  const byName = new Map<string, readonly Channel[]>()
  /** Counts changes, so that an answer from before a change is not cached. */
  let changes = 0

  function forget({ grid, name }: Pick<Channel, 'grid' | 'name'>): void {
    changes += 1
    byName.delete(gridKey(grid, name))
  }

  function forgetAll(): void {
    changes += 1
    byName.clear()
  }

  return {
    forget,
    forgetAll,
    find: (key) => store.find(key),
    async search(filter) {
      const { grid, name, parentId } = filter
      if (name === undefined || parentId !== undefined) return store.search(filter)
      const key = gridKey(grid, name)
      const known = byName.get(key)
      if (known) return known
      const before = changes
      const found = await store.search(filter)
      if (byName.size >= MAX_NAMES) byName.clear()
      // Missing channels are not cached: strangers' names would fill the memory.
      if (before === changes && found.length > 0) byName.set(key, found)
      return found
    },
    async create(channel) {
      const result = await store.create(channel)
      if (result.created) forget(channel)
      return result
    },
    async update(patches) {
      const channels = await store.update(patches)
      for (const channel of channels ?? []) forget(channel)
      return channels
    },
    async delete(channel) {
      const deleted = await store.delete(channel)
      if (deleted.length > 0) forgetAll()
      return deleted
    },
    async deleteUnused(before) {
      const deleted = await store.deleteUnused(before)
      if (deleted.length > 0) forgetAll()
      return deleted
    },
  }
}
