/** What the owner of a grid keeps in Redis, and what the node that follows it takes over before it serves the grid. Part of the composition. */

import { areaOfGrid, gridOfArea } from '../../cluster/area.js'
import type { Leases } from '../../cluster/leases/leases.js'
import type { Redis } from '../../cluster/redis/connection.js'
import { createRedisJournal, type RedisJournal } from '../../cluster/redis/redis-journal.js'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'

/**
 * @param kept by key, as the journal was told
 * @param grids those whose owner this node has become
 */
export type Restore = (kept: ReadonlyMap<string, unknown>, grids: ReadonlySet<GridId>) => void

export interface TakingOverOptions {
  readonly redis: Redis
  readonly leases: Pick<Leases, 'events' | 'owns'>
  readonly timers: Timers
  readonly onError: (error: unknown) => void
}

export function createTakingOver({ redis, leases, timers, onError }: TakingOverOptions) {
  const journals = new Map<string, RedisJournal>()
  const restores = new Map<string, Restore>()
  /** By area of a grid: resolves when this node, as its owner, knows what its predecessor knew. */
  const takenOver = new Map<string, Promise<void>>()

  async function restore(kind: string, grids: ReadonlySet<GridId>): Promise<void> {
    const kept = await journals.get(kind)?.read()
    if (kept) restores.get(kind)?.(kept, grids)
  }
  const takeOver = together<GridId>(async (grids) => {
    for (const kind of restores.keys()) await restore(kind, grids)
  })

  leases.events.on('gained', (area) => {
    const grid = gridOfArea(area)
    // What cannot be read is lost, and everything else goes on.
    if (grid !== undefined) takenOver.set(area, takeOver(grid).catch(onError))
  })
  leases.events.on('lost', (area) => void takenOver.delete(area))

  return {
    /** Resolves when this node, as the owner of an area, can serve it; `undefined`: it can. */
    ready: (area: string) => takenOver.get(area),
    /** Keeps what belongs to grids, for the node that follows this one. */
    journal(kind: string) {
      const journal = createRedisJournal(redis, kind, timers)
      journals.set(kind, journal)
      return journal
    },
    /** What was kept under that kind is to be taken over whenever this node becomes the owner of a grid. */
    onTakenOver: (kind: string, take: Restore): void => void restores.set(kind, take),
    /** Takes over what is kept under that kind now, if this node is the main grid's owner. @throws Error when Redis does not answer */
    async takeOver(kind: string): Promise<void> {
      if (leases.owns(areaOfGrid(MAIN_GRID))) await restore(kind, new Set([MAIN_GRID]))
    },
  }
}

/** Does work for many things at a time: what comes while it is under way waits for the next time, together. */
function together<Thing>(work: (things: ReadonlySet<Thing>) => Promise<void>) {
  let last = Promise.resolve()
  let next: { readonly things: Set<Thing>; readonly done: Promise<void> } | undefined
  return (thing: Thing): Promise<void> => {
    if (!next) {
      const things = new Set<Thing>()
      const done = last.then(() => {
        next = undefined
        return work(things)
      })
      next = { things, done }
      last = done.catch(() => undefined)
    }
    next.things.add(thing)
    return next.done
  }
}
