/**
 * What each grid uses by day: people, time in voice, and what the hub does. Counted in memory, and written
 * once a minute. Whoever was in voice is kept under a name made from a secret and the day, until the day is over.
 */

import { createHmac, randomUUID } from 'node:crypto'
import { dayAfter, dayOf, NO_USAGE, type UsageAmount, type UsageAmounts } from '../../pure/grids/usage.js'
import type { Avatar, GridId } from '../grids/grid.js'
import type { HubWork } from '../grids/use/grid-use.js'
import type { Clock, Stopwatch } from '../ports.js'
import type { GridUsageDay, UsageCount, UsageStore } from './usage-ports.js'

export const USAGE_WRITE_INTERVAL_MS = 60_000
export const USAGE_DAYS = 400

/** Nodes that were late, or without their database, add to a day that long after its end. */
const OPEN_AFTER_MIDNIGHT_MS = 15 * 60_000
/** People who could not be written yet; whoever comes beyond that is not counted. */
const MAX_WAITING = 200_000
const PERSON_LENGTH = 22

export interface UsageOptions {
  readonly store: UsageStore
  /** Only these can be written. */
  readonly grids: () => readonly GridId[]
  /** Everybody who is in a room, in each room. */
  readonly present: () => Iterable<Avatar>
  /** Makes the names of people; all nodes have the same. */
  readonly secret: string
  readonly clock: Clock
  readonly stopwatch: Stopwatch
}

export interface Usage {
  /** An avatar comes into a room, of a place or of a call. */
  entered(avatar: Avatar): void
  left(avatar: Avatar): void
  /** What a process of the hub did for a grid since it told last. */
  hubWorked(grid: GridId, work: Pick<HubWork, 'busyMs' | 'bytes'>): void
  /** Writes what was counted; to be called every `USAGE_WRITE_INTERVAL_MS`. What cannot be written is written with the next. */
  write(): Promise<void>
  /** The last days of a grid, or of all grids, as they are written. @param days 1 for today alone */
  read(filter: { readonly grid?: GridId; readonly days: number }): Promise<readonly GridUsageDay[]>
  /** The day that it is, in UTC. */
  today(): string
}

interface Count extends Pick<UsageCount, 'grid' | 'day' | 'countId'> {
  changed: boolean
  readonly amounts: Record<UsageAmount, number>
}

export function createUsage(options: UsageOptions): Usage {
  const { store, secret, clock, stopwatch } = options
  /** By grid and day, each from its beginning in this process. */
  const counts = new Map<string, Count>()
  /** How many are in voice in each grid, and since when that is counted. */
  const inVoice = new Map<GridId, { people: number; since: number }>()
  /** Written: one day's. Waiting: whatever was not written yet, by grid, day and name. */
  const waiting = new Map<string, Avatar & { readonly day: string }>()
  let written = new Set<string>()
  let writtenOf = ''
  let writing: Promise<void> | undefined

  const today = () => dayOf(clock())

  function add(grid: GridId, amount: UsageAmount, value: number): void {
    if (value <= 0) return
    const day = today()
    const key = `${day}/${grid}`
    const count = counts.get(key) ?? newCount(grid, day)
    counts.set(key, count)
    count.amounts[amount] += value
    count.changed = true
  }

  function meet({ grid, agentId }: Avatar): void {
    const day = today()
    const key = `${day}/${grid}/${agentId}`
    if (!written.has(key) && waiting.size < MAX_WAITING) waiting.set(key, { grid, agentId, day })
  }

  /** Counts the time since the last call. */
  function countTime(grid: GridId): { people: number } {
    const now = stopwatch.now()
    const known = inVoice.get(grid) ?? { people: 0, since: now }
    inVoice.set(grid, known)
    add(grid, 'voiceSeconds', (known.people * (now - known.since)) / 1000)
    known.since = now
    return known
  }

  function personOf({ grid, agentId, day }: Avatar & { readonly day: string }): string {
    return createHmac('sha256', secret)
      .update(`usage\0${day}\0${grid}\0${agentId}`)
      .digest('base64url')
      .slice(0, PERSON_LENGTH)
  }

  async function writeAll(): Promise<void> {
    for (const [grid, { people }] of inVoice) {
      countTime(grid)
      if (people === 0) inVoice.delete(grid)
    }
    for (const avatar of options.present()) meet(avatar)
    const known = new Set(options.grids())
    forgetOthers(known)
    const changed = [...counts.values()].filter((count) => count.changed)
    const people = [...waiting]
    for (const count of changed) count.changed = false
    try {
      await store.save(
        changed.map(({ grid, day, countId, amounts }) => ({ grid, day, countId, ...whole(amounts) })),
        people.map(([, { grid, agentId, day }]) => ({ grid, day, person: personOf({ grid, agentId, day }) })),
      )
    } catch (error) {
      for (const count of changed) count.changed = true
      throw error
    }
    const now = clock()
    if (writtenOf !== today()) written = new Set()
    writtenOf = today()
    for (const [key, { day }] of people) {
      waiting.delete(key)
      if (day === writtenOf) written.add(key)
    }
    // The clocks of nodes may differ a little; a day of a far future was never one.
    const to = dayAfter(writtenOf)
    await store.closeDays({ from: dayOf(now - OPEN_AFTER_MIDNIGHT_MS), to })
    await store.keepOnly({ from: dayAfter(writtenOf, 1 - USAGE_DAYS), to })
  }

  /** A grid that is gone is not counted any more, nor are days that are long over. */
  function forgetOthers(known: ReadonlySet<GridId>): void {
    const oldest = dayAfter(today(), -2)
    for (const [key, { grid, day, changed }] of counts) {
      if (!known.has(grid) || (!changed && day < oldest)) counts.delete(key)
    }
    for (const [key, { grid }] of waiting) if (!known.has(grid)) waiting.delete(key)
  }

  return {
    today,
    entered(avatar) {
      countTime(avatar.grid).people += 1
      meet(avatar)
    },
    left(avatar) {
      // It may have been here over midnight.
      meet(avatar)
      const known = countTime(avatar.grid)
      known.people = Math.max(0, known.people - 1)
    },
    hubWorked(grid, { busyMs, bytes }) {
      add(grid, 'hubSeconds', busyMs / 1000)
      add(grid, 'hubBytes', bytes)
    },
    write() {
      writing ??= writeAll().finally(() => {
        writing = undefined
      })
      return writing
    },
    read: ({ grid, days }) =>
      store.list({ ...(grid !== undefined && { grid }), from: dayAfter(today(), 1 - days) }),
  }
}

function newCount(grid: GridId, day: string): Count {
  return { grid, day, countId: randomUUID(), changed: true, amounts: { ...NO_USAGE } }
}

function whole(amounts: UsageAmounts): UsageAmounts {
  return {
    voiceSeconds: Math.round(amounts.voiceSeconds),
    hubSeconds: Math.round(amounts.hubSeconds),
    hubBytes: Math.round(amounts.hubBytes),
  }
}
