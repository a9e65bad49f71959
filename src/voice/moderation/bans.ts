/** Who may not come into a channel for a while; kept over a restart. */

import type { Ban, BanStore } from '../admins/admin-ports.js'
import type { Clock } from '../ports.js'
import { createWriteQueue } from '../storage/write-queue.js'

export interface Bans {
  /** Reads what is kept; to be called once, before the service listens. */
  load(): Promise<void>
  isBanned(channelId: number, agentId: string): boolean
  /** What holds for an avatar now. */
  find(channelId: number, agentId: string): Ban | undefined
  add(ban: Ban): void
  remove(channelId: number, agentId: string): void
  list(): readonly Ban[]
}

/** @param onError what went wrong while a ban was written down; it holds all the same until a restart */
export function createBans(
  store: BanStore | undefined,
  clock: Clock,
  onError: (error: unknown) => void,
): Bans {
  const bans = new Map<string, Ban>()
  const inTurn = createWriteQueue(onError)
  const keyOf = (channelId: number, agentId: string) => `${channelId} ${agentId}`

  function write(work: (kept: BanStore) => Promise<void>): void {
    if (store) inTurn(() => work(store))
  }

  function remove(channelId: number, agentId: string): void {
    if (!bans.delete(keyOf(channelId, agentId))) return
    write((kept) => kept.delete({ channelId, agentId }))
  }

  function list(): readonly Ban[] {
    for (const { channelId, agentId, until } of [...bans.values()]) {
      if (until <= clock()) remove(channelId, agentId)
    }
    return [...bans.values()]
  }

  function find(channelId: number, agentId: string): Ban | undefined {
    const ban = bans.get(keyOf(channelId, agentId))
    return ban && ban.until > clock() ? ban : undefined
  }

  return {
    async load() {
      for (const ban of (await store?.list()) ?? []) bans.set(keyOf(ban.channelId, ban.agentId), ban)
    },
    isBanned: (channelId, agentId) => find(channelId, agentId) !== undefined,
    find,
    add(ban) {
      bans.set(keyOf(ban.channelId, ban.agentId), ban)
      write((kept) => kept.save(ban))
    },
    remove,
    list,
  }
}
