/** The residents who can be reached: those with a page open, in voice or not. */

import { type Avatar, avatarKey, type GridId } from '../grids/grid.js'
import type { ResidentEvent } from './resident-event.js'

/** One open page of a signed-in resident. */
export interface ResidentPage extends Avatar {
  readonly name: string
  readonly tell: (event: ResidentEvent) => void
}

export interface Resident extends Avatar {
  readonly name: string
}

export interface Residents {
  /** A page has opened. @returns to be called when it has closed */
  open(page: ResidentPage): () => void
  /** The open pages of a resident; empty for somebody who cannot be reached by page. */
  pagesOf(avatar: Avatar): readonly ResidentPage[]
  tell(avatar: Avatar, event: ResidentEvent): void
  /** All residents of a grid with a page open. */
  list(grid: GridId): readonly Resident[]
  /** Residents of a grid with a page open whose name contains that text, in the order of their names. */
  search(grid: GridId, text: string, limit: number): readonly Resident[]
  /** Whether the resident wants no calls and no sounds; holds while any of their pages is open. */
  setDoNotDisturb(avatar: Avatar, on: boolean): void
  wantsQuiet(avatar: Avatar): boolean
  /** Calls back for each page that opens. */
  onOpen(callback: (page: ResidentPage) => void): void
}

export function createResidents(): Residents {
  const pages = new Map<string, Set<ResidentPage>>()
  const quiet = new Set<string>()
  const openings: ((page: ResidentPage) => void)[] = []

  const pagesOf = (avatar: Avatar): readonly ResidentPage[] => [...(pages.get(avatarKey(avatar)) ?? [])]

  function list(grid: GridId): readonly Resident[] {
    return [...pages.values()].flatMap((own) => {
      const [page] = own
      return page?.grid === grid ? [{ grid, agentId: page.agentId, name: page.name }] : []
    })
  }

  return {
    pagesOf,
    open(page) {
      const key = avatarKey(page)
      const own = pages.get(key) ?? new Set()
      pages.set(key, own.add(page))
      for (const callback of openings) callback(page)
      return () => {
        if (!own.delete(page) || own.size > 0) return
        pages.delete(key)
        quiet.delete(key)
      }
    },
    tell(avatar, event) {
      for (const page of pagesOf(avatar)) page.tell(event)
    },
    list,
    search(grid, text, limit) {
      const wanted = text.toLowerCase()
      return list(grid)
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .sort((one, other) => one.name.localeCompare(other.name))
        .slice(0, limit)
    },
    setDoNotDisturb(avatar, on) {
      if (on) quiet.add(avatarKey(avatar))
      else quiet.delete(avatarKey(avatar))
    },
    wantsQuiet: (avatar) => quiet.has(avatarKey(avatar)),
    onOpen: (callback) => void openings.push(callback),
  }
}
