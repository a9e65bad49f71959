/** Whom residents have blocked: no calls, no lines and no voice between the two, whichever of them did it. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import { type Avatar, avatarKey } from '../grids/grid.js'
import type { Block, BlockStore, Clock } from '../ports.js'
import { createInTurn } from '../storage/in-turn.js'

/** Most residents whom one blocks. */
export const MAX_BLOCKS = 500

export interface Blocks {
  /** Loads the stored blocks: before the service listens, and again where messages of other nodes were lost. */
  load(): Promise<void>
  /** @param name what the other is called. @throws VoiceError `not-allowed` for oneself, and beyond `MAX_BLOCKS` */
  add(avatar: Avatar, blockedId: string, name: string): void
  lift(avatar: Avatar, blockedId: string): void
  /** What another node could not write down is told and stored, whatever is known here. */
  addAgain(block: Block): void
  liftAgain(lifted: BlockedPair): void
  /** Whom an avatar has blocked, in the order it did. */
  of(avatar: Avatar): readonly Block[]
  /** How many an avatar blocks, and by how many it is blocked. */
  countsOf(avatar: Avatar): { readonly blocks: number; readonly blockedBy: number }
  /** The agents whom an avatar has blocked or who have blocked it. */
  apartFrom(avatar: Avatar): readonly string[]
  /** Whether either of two avatars has blocked the other; avatars of two grids are always apart. */
  areApart(one: Avatar, other: Avatar): boolean
  readonly events: EventEmitter<BlockEvents>
}

export interface BlockEvents {
  /** An avatar has blocked another one, or no longer does; perhaps in another process. */
  changed: [avatar: Avatar, blockedId: string]
}

/** Who has blocked whom. */
export type BlockedPair = Pick<Block, 'grid' | 'agentId' | 'blockedId'>

/** @param onError called when a block could not be stored; it holds all the same until a restart */
export function createBlocks(
  store: BlockStore | undefined,
  clock: Clock,
  onError: (error: unknown) => void,
  bus: Bus = createLoopbackBus(),
): Blocks {
  /** By the avatar who blocks, then by the blocked agent id. */
  const blocks = new Map<string, Map<string, Block>>()
  /** By avatar, the agents apart from it, with how many of the two have blocked the other. */
  const apart = new Map<string, Map<string, number>>()
  const events = new EventEmitter<BlockEvents>()
  const inTurn = createInTurn()
  const has = (avatar: Avatar, agentId: string) => blocks.get(avatarKey(avatar))?.has(agentId) ?? false

  function count({ grid, agentId, blockedId }: BlockedPair, change: 1 | -1): void {
    for (const [one, other] of [
      [agentId, blockedId],
      [blockedId, agentId],
    ] as const) {
      const key = avatarKey({ grid, agentId: one })
      const others = apart.get(key) ?? new Map<string, number>()
      const now = (others.get(other) ?? 0) + change
      if (now > 0) apart.set(key, others.set(other, now))
      else others.delete(other)
      if (others.size === 0) apart.delete(key)
    }
  }

  function keep(block: Block): void {
    const own = blocks.get(avatarKey(block)) ?? new Map<string, Block>()
    if (!own.has(block.blockedId)) count(block, 1)
    blocks.set(avatarKey(block), own.set(block.blockedId, block))
  }

  bus.subscribe('block-added', (block) => {
    keep(block)
    events.emit('changed', block, block.blockedId)
  })
  function forget(lifted: BlockedPair): boolean {
    const own = blocks.get(avatarKey(lifted))
    if (!own?.delete(lifted.blockedId)) return false
    count(lifted, -1)
    if (own.size === 0) blocks.delete(avatarKey(lifted))
    return true
  }

  bus.subscribe('block-lifted', (lifted) => {
    if (!forget(lifted)) return
    events.emit('changed', lifted, lifted.blockedId)
  })

  function write(work: (kept: BlockStore) => Promise<void>): void {
    // In turn, so that the last decision is the one stored.
    if (store) inTurn(() => work(store)).catch(onError)
  }

  function addAgain(block: Block): void {
    bus.publish('block-added', block)
    write((kept) => kept.save(block))
  }

  function liftAgain(lifted: BlockedPair): void {
    bus.publish('block-lifted', lifted)
    write((kept) => kept.delete(lifted))
  }

  return {
    events,
    addAgain,
    liftAgain,
    async load() {
      const told = new Set<string>()
      const keyOf = (pair: BlockedPair) => `${avatarKey(pair)} ${pair.blockedId}`
      const note = (pair: BlockedPair) => told.add(keyOf(pair))
      const ends = [bus.subscribe('block-added', note), bus.subscribe('block-lifted', note)]
      // After what is being written: that is in force already.
      const stored = await inTurn(async () => (await store?.list()) ?? [])
      const kept = new Set(stored.map(keyOf))
      for (const block of [...blocks.values()].flatMap((own) => [...own.values()])) {
        if (store && !kept.has(keyOf(block)) && !told.has(keyOf(block))) forget(block)
      }
      for (const block of stored) if (!told.has(keyOf(block))) keep(block)
      for (const end of ends) end()
    },
    add({ grid, agentId }, blockedId, name) {
      if (agentId === blockedId) throw new VoiceError('not-allowed', 'You cannot block yourself.')
      const own = blocks.get(avatarKey({ grid, agentId }))
      if (own?.has(blockedId)) return
      if ((own?.size ?? 0) >= MAX_BLOCKS) {
        throw new VoiceError('not-allowed', `You block ${MAX_BLOCKS} people already: unblock somebody first.`)
      }
      addAgain({ grid, agentId, blockedId, name, createdAt: clock() })
    },
    lift({ grid, agentId }, blockedId) {
      if (has({ grid, agentId }, blockedId)) liftAgain({ grid, agentId, blockedId })
    },
    of: (avatar) => [...(blocks.get(avatarKey(avatar))?.values() ?? [])],
    countsOf({ grid, agentId }) {
      const others = [...(apart.get(avatarKey({ grid, agentId }))?.keys() ?? [])]
      return {
        blocks: blocks.get(avatarKey({ grid, agentId }))?.size ?? 0,
        blockedBy: others.filter((other) => has({ grid, agentId: other }, agentId)).length,
      }
    },
    // Asked of everybody at every step: mostly nobody has blocked anybody.
    apartFrom: (avatar) => (apart.size === 0 ? [] : [...(apart.get(avatarKey(avatar))?.keys() ?? [])]),
    areApart: (one, other) =>
      one.grid !== other.grid || (apart.size > 0 && (apart.get(avatarKey(one))?.has(other.agentId) ?? false)),
  }
}
