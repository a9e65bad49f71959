/** Channels by name, remembered: what every parcel change of every avatar asks for hardly ever changes. */

import type { Channel } from '../../voice/channels/channel.js'
import type { ChannelStore } from '../../voice/ports.js'

/** Beyond so many names it starts over; more than the parcels of most grids. */
const MAX_NAMES = 20_000

/** Over a store that nobody else writes to, which SQLite's file is while this process has it open. */
export function cacheChannelNames(store: ChannelStore): ChannelStore {
  const byName = new Map<string, readonly Channel[]>()
  /** Counts changes, so that an answer that a change overtook is not remembered. */
  let changes = 0

  function forget(name: string): void {
    changes += 1
    byName.delete(name)
  }

  function forgetAll(): void {
    changes += 1
    byName.clear()
  }

  return {
    find: (key) => store.find(key),
    async search(filter) {
      const { name, parentId } = filter
      if (name === undefined || parentId !== undefined) return store.search(filter)
      const known = byName.get(name)
      if (known) return known
      const before = changes
      const found = await store.search(filter)
      if (byName.size >= MAX_NAMES) byName.clear()
      // That there is none is not remembered: strangers' names would fill the memory.
      if (before === changes && found.length > 0) byName.set(name, found)
      return found
    },
    async create(channel) {
      const result = await store.create(channel)
      if (result.created) forget(channel.name)
      return result
    },
    async update(patches) {
      const channels = await store.update(patches)
      for (const { name } of channels ?? []) forget(name)
      return channels
    },
    async delete(id) {
      const ids = await store.delete(id)
      if (ids.length > 0) forgetAll()
      return ids
    },
    async deleteUnused(before) {
      const ids = await store.deleteUnused(before)
      if (ids.length > 0) forgetAll()
      return ids
    },
  }
}
