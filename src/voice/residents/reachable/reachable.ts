/** Tells residents with a page open which of the people whom their grid connects them with can be reached: friends, groups. */

import { type Avatar, avatarKey, type GridId } from '../../grids/grid.js'
import type { Timers } from '../../ports.js'
import { every } from '../../time/timers.js'
import type { ReachableView, ResidentEventOf } from '../resident-event.js'
import type { Residents } from '../residents.js'

/** The agents who can be reached. */
export interface Present {
  readonly voices: ReadonlySet<string>
  readonly pages: ReadonlySet<string>
}

export type ReachableEvent = ResidentEventOf<'friends-changed' | 'groups-changed'>

/** One list of such people. */
export interface ReachableList {
  /** Asks the grid about whoever is due. @param open everybody with a page open */
  askDue(open: readonly Avatar[]): void
  /** What the pages of an avatar are told. */
  eventFor(avatar: Avatar, present: Present): ReachableEvent
  /** Whether an event tells of nobody. */
  isEmpty(event: ReachableEvent): boolean
}

export interface ReachableOptions {
  readonly lists: readonly ReachableList[]
  readonly grid: GridId
  readonly residents: Pick<Residents, 'list' | 'tell' | 'onOpen'>
  /** The agents who are in the room of a place, by page or by viewer, on any node. */
  readonly inVoice: () => ReadonlySet<string>
  readonly timers: Timers
}

/** Who comes or goes is told within this time. */
const TICK_MS = 2000

/** @returns stops it */
export function tellOfReachable({ lists, grid, residents, inVoice, timers }: ReachableOptions): () => void {
  /** What the pages of each resident were told last, by list. */
  const told = lists.map((list) => ({ list, last: new Map<string, string>() }))

  const presentNow = (): Present => ({
    voices: inVoice(),
    pages: new Set(residents.list(grid).map(({ agentId }) => agentId)),
  })

  let isStopped = false
  residents.onOpen((page) => {
    if (isStopped || page.grid !== grid) return
    const present = presentNow()
    for (const list of lists) {
      const event = list.eventFor(page, present)
      if (!list.isEmpty(event)) page.tell(event)
    }
  })

  const stopTicking = every(timers, TICK_MS, () => {
    const open = residents.list(grid)
    if (open.length === 0) return
    const present = presentNow()
    const here = new Set(open.map(avatarKey))
    for (const { list, last } of told) {
      list.askDue(open)
      for (const key of last.keys()) if (!here.has(key)) last.delete(key)
      for (const avatar of open) {
        const key = avatarKey(avatar)
        const event = list.eventFor(avatar, present)
        const now = list.isEmpty(event) ? '' : JSON.stringify(event)
        if (now === (last.get(key) ?? '')) continue
        last.set(key, now)
        residents.tell(avatar, event)
      }
    }
  })
  return () => {
    isStopped = true
    stopTicking()
  }
}

/** Whoever is in voice comes first, then by name; nobody reads a longer list. */
export function inOrder(people: readonly ReachableView[], most: number): readonly ReachableView[] {
  return [...people]
    .sort((one, other) => Number(other.inVoice) - Number(one.inVoice) || one.name.localeCompare(other.name))
    .slice(0, most)
}
