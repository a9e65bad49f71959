/** What avatars are called: as a feed says, else as a link or a session of theirs did; never by their UUID. */

import { MAIN_GRID } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import { NOTHING_KEPT, type Vouched } from '../storage/vouched.js'
import type { Presence } from './presence.js'

/** More than a grid has people in a week; who was not told of for longest is forgotten. */
export const MAX_NAMES = 50_000

export interface Names {
  /** Takes in what was kept from before. */
  load(): Promise<void>
  /** The name in-world, or a placeholder that a person can read. */
  of(agentId: string): string
  /** A region, or a session that it began, called that avatar so. */
  note(agentId: string, name: string): void
  /** Calls back when an avatar that had another name, or none, is called so. */
  onChange(listener: (agentId: string, name: string) => void): void
}

/** @param vouched keeps them over a restart */
export function createNames(
  presence: Pick<Presence, 'find' | 'events'>,
  vouched: Vouched = NOTHING_KEPT,
): Names {
  const names = new Map<string, string>()
  /** Who was told of since the start: written down once, so that those go first that nobody speaks of any more. */
  const told = new Map<string, true>()
  const listeners: ((agentId: string, name: string) => void)[] = []

  function note(agentId: string, name: string): void {
    if (name === '') return
    const isNews = names.get(agentId) !== name
    if (isNews || !told.has(agentId)) vouched.add({ grid: MAIN_GRID, agentId, value: name })
    remember(told, agentId, true, MAX_NAMES)
    if (!isNews) return
    remember(names, agentId, name, MAX_NAMES)
    for (const listener of listeners) listener(agentId, name)
  }

  // Kept for the time when no feed tells of them.
  presence.events.on('seen', (agentIds) => {
    for (const agentId of agentIds) note(agentId, presence.find(agentId)?.name ?? '')
  })

  return {
    async load() {
      for (const { grid, agentId, value } of await vouched.load()) {
        if (grid === MAIN_GRID && !told.has(agentId)) remember(names, agentId, value, MAX_NAMES)
      }
    },
    note,
    of: (agentId) => presence.find(agentId)?.name ?? names.get(agentId) ?? placeholder(agentId),
    onChange: (listener) => void listeners.push(listener),
  }
}

/** Short enough to be said, and the same for everybody who sees it. */
function placeholder(agentId: string): string {
  return `Resident ${agentId.slice(0, 4).toUpperCase()}`
}
