/** Caches channels by grid and name: they are looked up at every parcel change of every avatar, and hardly ever change. */

import type { Bus } from '../../voice/bus.js'
import type { Channel } from '../../voice/channels/channel.js'
import { type GridId, gridKey } from '../../voice/grids/grid.js'
import { remember } from '../../voice/limits/remember.js'
import type { ChannelFilter, ChannelStore } from '../../voice/ports.js'
import { isUnwritable } from '../health.js'
import { createKnownRows } from './known-rows.js'

/** Most grids have fewer parcels. */
const MAX_NAMES = 20_000

export interface CachedChannelStore extends ChannelStore {
  /** Reads the channels of these grids, so that they are known while the database is away. */
  preload(grids: readonly GridId[]): Promise<void>
}

/**
 * @param bus tells what others changed: any other writer to that store has to publish it
 * @param maxAgeMs when a channel is read again although nobody told of a change
 */
export function cacheChannels(
  store: ChannelStore,
  bus: Pick<Bus, 'subscribe'>,
  maxAgeMs: number,
): CachedChannelStore {
  /** All channels of a name, in the order of their ids. Names without a channel are not kept: strangers would fill the memory. */
  const named = createKnownRows<readonly Channel[]>({ most: MAX_NAMES, maxAgeMs })
  const names = new Map<string, string>()

  const idKey = (grid: GridId, id: number) => gridKey(grid, String(id))
  const forget = ({ grid, name }: Pick<Channel, 'grid' | 'name'>) => named.outdate(grid, name)

  function rememberNames(channels: readonly Channel[]): void {
    for (const { grid, id, name } of channels) remember(names, idKey(grid, id), name, MAX_NAMES)
  }

  function byName(grid: GridId, name: string): Promise<readonly Channel[]> | readonly Channel[] {
    return named.fresh(grid, name) ?? readByName(grid, name)
  }

  async function readByName(grid: GridId, name: string): Promise<readonly Channel[]> {
    const found = await named.read(grid, name, async () => {
      const channels = await store.search({ grid, name })
      rememberNames(channels)
      return channels.length > 0 ? channels : undefined
    })
    return found ?? []
  }

  /** What is known of a search, for the time in which the database cannot be asked. */
  const known = ({ grid, parentId }: ChannelFilter) =>
    named
      .all()
      .flat()
      .filter((one) => one.grid === grid && (parentId === undefined || one.parentId === parentId))
      .toSorted((one, other) => one.id - other.id)

  async function searchStore(filter: ChannelFilter): Promise<readonly Channel[]> {
    try {
      return await store.search(filter)
    } catch (error) {
      if (!isUnwritable(error)) throw error
      return known(filter).filter(({ name }) => filter.name === undefined || name === filter.name)
    }
  }

  bus.subscribe('channel-created', forget)
  bus.subscribe('channel-changed', forget)
  bus.subscribe('channels-deleted', named.outdateAll)

  /** A write that failed may have arrived. */
  async function written<T>(work: Promise<T>, outdate: (result: T) => void): Promise<T> {
    try {
      const result = await work
      outdate(result)
      return result
    } catch (error) {
      named.outdateAll()
      throw error
    }
  }
  const forgetDeleted = (deleted: readonly unknown[]) => void (deleted.length > 0 && named.outdateAll())

  return {
    async preload(grids) {
      for (const grid of grids) {
        const channels = await store.search({ grid })
        rememberNames(channels)
        const byName = new Map<string, Channel[]>()
        for (const one of channels) byName.set(one.name, [...(byName.get(one.name) ?? []), one])
        for (const [name, own] of byName) named.keep(grid, name, own)
      }
    },
    async find(key) {
      if ('name' in key) {
        const found = await byName(key.grid, key.name)
        return key.parentId === undefined ? found[0] : found.find(({ parentId }) => parentId === key.parentId)
      }
      const name = names.get(idKey(key.grid, key.id))
      const channel =
        name === undefined ? undefined : (await byName(key.grid, name)).find(({ id }) => id === key.id)
      if (channel) return channel
      const read = await store.find(key)
      if (read) rememberNames([read])
      return read
    },
    search(filter) {
      const { grid, name, parentId } = filter
      const isByName = name !== undefined && parentId === undefined
      return isByName ? Promise.resolve(byName(grid, name)) : searchStore(filter)
    },
    async create(channel) {
      const ofName = named.fresh(channel.grid, channel.name)
      const there = ofName?.find(({ parentId }) => parentId === channel.parentId)
      if (there) return { channel: there, created: false }
      return written(store.create(channel), () => forget(channel))
    },
    update: (patches, additions) =>
      written(store.update(patches, additions), (channels) => channels?.forEach(forget)),
    delete: (channel) => written(store.delete(channel), forgetDeleted),
    deleteUnused: (before) => written(store.deleteUnused(before), forgetDeleted),
  }
}
