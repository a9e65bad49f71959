/** Groups, as their grid knows them: which members of a resident's groups are in voice or have a page open. */

import { type Avatar, avatarKey, type GridId } from '../../grids/grid.js'
import type { GroupSource, Membership, Timers } from '../../ports.js'
import type { GroupView } from '../resident-event.js'
import type { Resident } from '../residents.js'
import { createKeptAnswers } from './kept-answers.js'
import { inOrder, type Present, type ReachableList } from './reachable.js'

export interface GroupsOptions {
  readonly source: GroupSource
  /** Whose groups the source knows. */
  readonly grid: GridId
  /** Whether one may call the other: neither has blocked the other. */
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  /** The name of an avatar that can be reached. */
  readonly nameOf: (avatar: Avatar) => string
  /** As `ReachableOptions` has it. */
  readonly inVoice: () => ReadonlySet<string>
  readonly timers: Timers
  readonly onError: (error: unknown) => void
}

export interface Groups extends ReachableList {
  /** Who of a group is in voice and may be called by that member of it; nobody for whoever belongs to no such group. */
  callable(avatar: Avatar, groupId: string): readonly Resident[]
}

const KEPT_MS = 10 * 60_000
/** More than have a page open at a time. */
const MAX_KEPT = 10_000
/** Members of all groups together: about 100 bytes each. */
const MAX_MEMBERS = 200_000
/** Within two seconds, one after the other: a large group's answer has megabytes. */
const AT_ONCE = { residents: 10, groups: 2 }
/** OpenSimulator lets an avatar join 42 groups unless it is told otherwise. */
const MAX_GROUPS = 60
/** Of a group; as many as can be in a call, and some. */
const MAX_TOLD = 40

export function createGroups(options: GroupsOptions): Groups {
  const { source, grid, mayReach, nameOf, inVoice, timers, onError } = options
  const shared = { keptMs: KEPT_MS, timers, onError }
  const groupsOf = createKeptAnswers({
    ...shared,
    ask: async (avatar: Avatar) => (await source.of(avatar)).slice(0, MAX_GROUPS),
    keyOf: avatarKey,
    most: MAX_KEPT,
    atOnce: AT_ONCE.residents,
  })
  const membersOf = createKeptAnswers({
    ...shared,
    ask: source.membersOf,
    keyOf: ({ groupId }: Membership) => groupId,
    weigh: (members) => members.size,
    most: MAX_MEMBERS,
    atOnce: AT_ONCE.groups,
  })
  /** Those of a group's members who are present: found once for all who ask about the same moment. */
  const found = new WeakMap<Present, Map<string, readonly string[]>>()

  function presentIn(membership: Membership, present: Present): readonly string[] {
    const byGroup = found.get(present) ?? new Map<string, readonly string[]>()
    found.set(present, byGroup)
    const known = byGroup.get(membership.groupId)
    if (known) return known
    const members = membersOf.of(membership) ?? new Set()
    const here = new Set([...present.voices, ...present.pages])
    const [fewer, more] = members.size < here.size ? [members, here] : [here, members]
    const both = [...fewer].filter((agentId) => more.has(agentId))
    byGroup.set(membership.groupId, both)
    return both
  }

  function viewOf(membership: Membership, avatar: Avatar, present: Present): GroupView {
    const people = presentIn(membership, present)
      .filter((agentId) => agentId !== avatar.agentId && mayReach(avatar, { grid, agentId }))
      .map((agentId) => ({
        agentId,
        name: nameOf({ grid, agentId }),
        inVoice: present.voices.has(agentId),
      }))
    return { groupId: membership.groupId, name: membership.name, people: inOrder(people, MAX_TOLD) }
  }

  return {
    callable(avatar, groupId) {
      const membership = groupsOf.of(avatar)?.find((one) => one.groupId === groupId)
      if (!membership) return []
      const { people } = viewOf(membership, avatar, { voices: inVoice(), pages: new Set() })
      return people.map(({ agentId, name }) => ({ grid, agentId, name }))
    },
    askDue(open) {
      groupsOf.askDue(open)
      const groups = new Map(
        open.flatMap((avatar) => (groupsOf.of(avatar) ?? []).map((one) => [one.groupId, one])),
      )
      membersOf.askDue([...groups.values()])
    },
    eventFor(avatar, present) {
      const groups = (groupsOf.of(avatar) ?? [])
        .map((membership) => viewOf(membership, avatar, present))
        .filter(({ people }) => people.length > 0)
        .sort((one, other) => one.name.localeCompare(other.name))
      return { type: 'groups-changed', groups }
    },
    isEmpty: (event) => event.type === 'groups-changed' && event.groups.length === 0,
  }
}
