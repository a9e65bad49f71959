/** Avatars' names: from a feed, else from a link or a session; never the UUID. */

import { type Avatar, avatarKey, forgetGrid, type GridId } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import { NOTHING_KEPT, type Vouched } from '../storage/vouched.js'
import type { Presence } from './presence.js'

/** More names than a grid has residents in a week; the one that was not told for longest is forgotten. */
export const MAX_NAMES = 50_000

export interface Names {
  /** Loads what was stored before a restart. */
  load(): Promise<void>
  /** Avatars of a grid whose name contains that text, in the order of their names. */
  search(grid: GridId, text: string, limit: number): readonly (Avatar & { readonly name: string })[]
  /** The name in-world, or a readable placeholder. */
  of(avatar: Avatar): string
  /** To be called when a region, or a session that it began, told an avatar's name. */
  note(avatar: Avatar, name: string): void
  /** Calls back when an avatar gets a name or another name. */
  onChange(listener: (avatar: Avatar, name: string) => void): void
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

/** @param vouched stores them over a restart */
export function createNames(
  presence: Pick<Presence, 'find' | 'events'>,
  vouched: Vouched = NOTHING_KEPT,
): Names {
  const names = new Map<string, Avatar & { readonly name: string }>()
  /** Whose names were told since the start. Each is stored once, so that names nobody tells any more are forgotten first. */
  const told = new Map<string, true>()
  const listeners: ((avatar: Avatar, name: string) => void)[] = []

  function note(avatar: Avatar, name: string): void {
    if (name === '') return
    const key = avatarKey(avatar)
    const isNews = names.get(key)?.name !== name
    const { grid, agentId } = avatar
    if (isNews || !told.has(key)) {
      vouched.add({ grid, agentId, value: name })
      remember(told, key, true, MAX_NAMES)
    }
    if (!isNews) return
    remember(names, key, { grid, agentId, name }, MAX_NAMES)
    for (const listener of listeners) listener(avatar, name)
  }

  // Kept for the time when no feed lists the avatar.
  presence.events.on('named', note)

  return {
    async load() {
      for (const entry of await vouched.load()) {
        const key = avatarKey(entry)
        const { grid, agentId, value: name } = entry
        if (!told.has(key)) remember(names, key, { grid, agentId, name }, MAX_NAMES)
      }
    },
    note,
    search(grid, text, limit) {
      const wanted = text.trim().toLowerCase()
      return [...names.values()]
        .filter((known) => known.grid === grid && known.name.toLowerCase().includes(wanted))
        .sort((one, other) => one.name.localeCompare(other.name))
        .slice(0, limit)
    },
    of: (avatar) => presence.find(avatar)?.name ?? names.get(avatarKey(avatar))?.name ?? placeholder(avatar),
    onChange: (listener) => void listeners.push(listener),
    forgetGrid(grid) {
      forgetGrid(names, grid)
      forgetGrid(told, grid)
    },
  }
}

/** A placeholder: short enough to say aloud, and the same for everybody. */
function placeholder({ agentId }: Avatar): string {
  return `Resident ${agentId.slice(0, 4).toUpperCase()}`
}
