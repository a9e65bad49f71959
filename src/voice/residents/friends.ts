/** Friends, as their grid knows them: a resident with a page open is told which of theirs are in voice or have a page open, too. */

import { type Avatar, avatarKey, type GridId } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { FriendSource, NamedAgent, Timers } from '../ports.js'
import { every } from '../time/timers.js'
import type { FriendView } from './resident-event.js'
import type { Residents } from './residents.js'

export interface FriendsOptions {
  readonly source: FriendSource
  /** Whose friends the source knows. */
  readonly grid: GridId
  readonly residents: Pick<Residents, 'list' | 'tell' | 'onOpen'>
  /** The agents who are in the room of a place, by page or by viewer. */
  readonly inVoice: () => ReadonlySet<string>
  /** Whether one may call the other: neither has blocked the other. */
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  readonly timers: Timers
  readonly onError: (error: unknown) => void
}

/** Who comes or goes is told within this time. */
const TICK_MS = 2000
const KEPT_MS = 5 * 60_000
/** After an answer that did not come. */
const RETRY_MS = 30_000
/** More than have a page open at a time. */
const MAX_KEPT = 10_000
/** Residents who are asked for at each tick, one after the other. */
const AT_ONCE = 20
/** Nobody reads a longer list. */
const MAX_TOLD = 100

/** The agents who can be reached. */
interface Present {
  readonly voices: ReadonlySet<string>
  readonly pages: ReadonlySet<string>
}

interface Known {
  readonly friends: readonly NamedAgent[]
  /** When they are to be asked for again. */
  readonly until: number
}

/** @returns stops it */
export function createFriends(options: FriendsOptions): () => void {
  const { source, grid, residents, inVoice, mayReach, timers, onError } = options
  const known = new Map<string, Known>()
  /** What the pages of each resident were told last. */
  const told = new Map<string, string>()
  let isAsking = false

  async function ask(avatar: Avatar): Promise<void> {
    const key = avatarKey(avatar)
    try {
      const friends = await source.of(avatar)
      remember(known, key, { friends, until: timers.now() + KEPT_MS }, MAX_KEPT)
    } catch (error) {
      // Those that were known stay.
      const friends = known.get(key)?.friends ?? []
      remember(known, key, { friends, until: timers.now() + RETRY_MS }, MAX_KEPT)
      onError(error)
    }
  }

  const dueAt = (avatar: Avatar) => known.get(avatarKey(avatar))?.until ?? Number.NEGATIVE_INFINITY

  /** Whoever has waited for longest comes first. */
  async function askDue(open: readonly Avatar[]): Promise<void> {
    if (isAsking) return
    isAsking = true
    const due = open.filter((avatar) => timers.now() >= dueAt(avatar))
    due.sort((one, other) => dueAt(one) - dueAt(other) || 0)
    for (const avatar of due.slice(0, AT_ONCE)) await ask(avatar)
    isAsking = false
  }

  function viewOf(avatar: Avatar, present: Present): readonly FriendView[] {
    const friends = known.get(avatarKey(avatar))?.friends ?? []
    return friends
      .filter(({ agentId }) => present.voices.has(agentId) || present.pages.has(agentId))
      .filter(({ agentId }) => mayReach(avatar, { grid, agentId }))
      .map(({ agentId, name }) => ({ agentId, name, inVoice: present.voices.has(agentId) }))
      .sort((one, other) => Number(other.inVoice) - Number(one.inVoice) || one.name.localeCompare(other.name))
      .slice(0, MAX_TOLD)
  }

  const presentNow = (): Present => ({
    voices: inVoice(),
    pages: new Set(residents.list(grid).map(({ agentId }) => agentId)),
  })

  residents.onOpen((page) => {
    if (page.grid !== grid) return
    const friends = viewOf(page, presentNow())
    if (friends.length > 0) page.tell({ type: 'friends-changed', friends })
  })

  return every(timers, TICK_MS, () => {
    const open = residents.list(grid)
    askDue(open).catch(onError)
    const present = presentNow()
    const here = new Set(open.map(avatarKey))
    for (const key of told.keys()) if (!here.has(key)) told.delete(key)
    for (const avatar of open) {
      const key = avatarKey(avatar)
      const friends = viewOf(avatar, present)
      const now = JSON.stringify(friends)
      if (now === (told.get(key) ?? '[]')) continue
      told.set(key, now)
      residents.tell(avatar, { type: 'friends-changed', friends })
    }
  })
}
