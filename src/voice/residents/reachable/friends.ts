/** Friends, as their grid knows them: which of a resident's are in voice or have a page open. */

import { type Avatar, avatarKey, type GridId } from '../../grids/grid.js'
import type { FriendSource, Timers } from '../../ports.js'
import { createKeptAnswers } from './kept-answers.js'
import { inOrder, type ReachableList } from './reachable.js'

export interface FriendsOptions {
  readonly source: FriendSource
  /** Whose friends the source knows. */
  readonly grid: GridId
  /** Whether one may call the other: neither has blocked the other. */
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  readonly timers: Timers
  readonly onError: (error: unknown) => void
}

const KEPT_MS = 5 * 60_000
/** More than have a page open at a time. */
const MAX_KEPT = 10_000
/** Residents who are asked for within two seconds, one after the other. */
const AT_ONCE = 20
const MAX_TOLD = 100

export function createFriends({ source, grid, mayReach, timers, onError }: FriendsOptions): ReachableList {
  const known = createKeptAnswers({
    ask: source.of,
    keyOf: avatarKey,
    most: MAX_KEPT,
    keptMs: KEPT_MS,
    atOnce: AT_ONCE,
    timers,
    onError,
  })
  return {
    askDue: known.askDue,
    eventFor(avatar, { voices, pages }) {
      const friends = (known.of(avatar) ?? [])
        .filter(({ agentId }) => voices.has(agentId) || pages.has(agentId))
        .filter(({ agentId }) => mayReach(avatar, { grid, agentId }))
        .map(({ agentId, name }) => ({ agentId, name, inVoice: voices.has(agentId) }))
      return { type: 'friends-changed', friends: inOrder(friends, MAX_TOLD) }
    },
    isEmpty: (event) => event.type === 'friends-changed' && event.friends.length === 0,
  }
}
