/** Bans from channels, stored over a restart. */

import type { Ban, BanStore } from '../admins/admin-ports.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import type { ChannelRef } from '../channels/channel.js'
import { type GridId, gridKey } from '../grids/grid.js'
import type { Clock } from '../ports.js'
import { createInTurn } from '../storage/in-turn.js'

export interface Bans {
  /** Loads the stored bans: before the service listens, and again where messages of other nodes were lost. */
  load(): Promise<void>
  isBanned(channel: ChannelRef, agentId: string): boolean
  /** The ban on an avatar in force now. */
  find(channel: ChannelRef, agentId: string): Ban | undefined
  add(ban: Ban): void
  remove(channel: ChannelRef, agentId: string): void
  /** The bans of a grid in force now. */
  list(grid: GridId): readonly Ban[]
}

/** @param onError called when a ban could not be stored; it holds all the same until a restart */
export function createBans(
  store: BanStore | undefined,
  clock: Clock,
  onError: (error: unknown) => void,
  bus: Bus = createLoopbackBus(),
): Bans {
  const bans = new Map<string, Ban>()
  const inTurn = createInTurn()
  const keyOf = ({ grid, id }: ChannelRef, agentId: string) => gridKey(grid, `${id} ${agentId}`)
  const keyOfBan = ({ grid, channelId, agentId }: Pick<Ban, 'grid' | 'channelId' | 'agentId'>) =>
    keyOf({ grid, id: channelId }, agentId)

  bus.subscribe('ban-added', (ban) => bans.set(keyOfBan(ban), ban))
  bus.subscribe('ban-lifted', (lifted) => bans.delete(keyOfBan(lifted)))

  function write(work: (kept: BanStore) => Promise<void>): void {
    // In turn, so that the last decision is the one stored.
    if (store) inTurn(() => work(store)).catch(onError)
  }

  function remove({ grid, id }: ChannelRef, agentId: string): void {
    if (!bans.has(keyOf({ grid, id }, agentId))) return
    const lifted = { grid, channelId: id, agentId }
    bus.publish('ban-lifted', lifted)
    write((kept) => kept.delete(lifted))
  }

  function list(grid: GridId): readonly Ban[] {
    const listed = [...bans.values()].filter((ban) => ban.grid === grid)
    const isOver = ({ until }: Ban) => until <= clock()
    for (const { channelId, agentId } of listed.filter(isOver)) remove({ grid, id: channelId }, agentId)
    return listed.filter((ban) => !isOver(ban))
  }

  function find(channel: ChannelRef, agentId: string): Ban | undefined {
    // Asked for everybody at every turn, and mostly there are none.
    const ban = bans.size === 0 ? undefined : bans.get(keyOf(channel, agentId))
    return ban && ban.until > clock() ? ban : undefined
  }

  return {
    async load() {
      const told = new Set<string>()
      const note = (ban: Parameters<typeof keyOfBan>[0]) => told.add(keyOfBan(ban))
      const ends = [bus.subscribe('ban-added', note), bus.subscribe('ban-lifted', note)]
      // After what is being written: that is in force already.
      const stored = await inTurn(async () => (await store?.list()) ?? [])
      const kept = new Set(stored.map(keyOfBan))
      for (const key of bans.keys()) if (store && !kept.has(key) && !told.has(key)) bans.delete(key)
      for (const ban of stored) if (!told.has(keyOfBan(ban))) bans.set(keyOfBan(ban), ban)
      for (const end of ends) end()
    },
    isBanned: (channel, agentId) => find(channel, agentId) !== undefined,
    find,
    add(ban) {
      bus.publish('ban-added', ban)
      write((kept) => kept.save(ban))
    },
    remove,
    list,
  }
}
