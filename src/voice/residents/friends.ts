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
  readonly residents: Pick<Residents, 'list' | 'pagesOf' | 'tell' | 'onOpen'>
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
/** Residents who are asked for at a time. */
const AT_ONCE = 2
/** Nobody reads a longer list. */
const MAX_TOLD = 100

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
  const asking = new Set<string>()

  async function ask(avatar: Avatar): Promise<void> {
    const key = avatarKey(avatar)
    asking.add(key)
    try {
      const friends = await source.of(avatar)
      remember(known, key, { friends, until: timers.now() + KEPT_MS }, MAX_KEPT)
    } catch (error) {
      // Those that were known stay.
      const friends = known.get(key)?.friends ?? []
      remember(known, key, { friends, until: timers.now() + RETRY_MS }, MAX_KEPT)
      onError(error)
    } finally {
      asking.delete(key)
    }
  }

  function viewOf(avatar: Avatar, voices: ReadonlySet<string>): readonly FriendView[] {
    const friends = known.get(avatarKey(avatar))?.friends ?? []
    return friends
      .filter((friend) => mayReach(avatar, { grid, agentId: friend.agentId }))
      .map(({ agentId, name }) => ({ agentId, name, inVoice: voices.has(agentId) }))
      .filter(({ agentId, inVoice: talks }) => talks || residents.pagesOf({ grid, agentId }).length > 0)
      .sort((one, other) => Number(other.inVoice) - Number(one.inVoice) || one.name.localeCompare(other.name))
      .slice(0, MAX_TOLD)
  }

  residents.onOpen((page) => {
    if (page.grid !== grid) return
    const friends = viewOf(page, inVoice())
    if (friends.length > 0) page.tell({ type: 'friends-changed', friends })
  })

  return every(timers, TICK_MS, () => {
    const open = residents.list(grid)
    const voices = inVoice()
    const here = new Set(open.map(avatarKey))
    for (const key of told.keys()) if (!here.has(key)) told.delete(key)
    for (const avatar of open) {
      const key = avatarKey(avatar)
      const isDue = timers.now() >= (known.get(key)?.until ?? Number.NEGATIVE_INFINITY)
      if (isDue && !asking.has(key) && asking.size < AT_ONCE) ask(avatar).catch(onError)
      const friends = viewOf(avatar, voices)
      const now = JSON.stringify(friends)
      if (now === (told.get(key) ?? '[]')) continue
      told.set(key, now)
      residents.tell(avatar, { type: 'friends-changed', friends })
    }
  })
}
