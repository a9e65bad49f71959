/** Where each avatar is at the moment, put together from its region's feeds. */

import { headingRadians, type Vector3 } from '../../spatial/direction.js'
import { type Avatar, avatarKey, type GridId, regionKey } from '../grids/grid.js'
import { createFairSpace } from '../limits/fair-space.js'
import type { Stopwatch } from '../ports.js'
import type { AvatarState } from './avatar-state.js'
import { type Feed, holderOf, type RegionFeeds } from './feeds.js'
import type { AvatarReport } from './region-report.js'

/** More than a large grid has at once; beyond it a new avatar is taken in only if another sender holds more. */
export const MAX_AVATARS = 10_000

const FACING_EAST: Vector3 = [1, 0, 0]

export type AvatarStates = ReturnType<typeof createAvatarStates>

export function createAvatarStates(feeds: Pick<RegionFeeds, 'freshWith'>, stopwatch: Stopwatch) {
  const avatars = new Map<string, AvatarState>()
  const inRegion = new Map<string, Set<string>>()
  /** Avatars that were known first stay: invented ones come later. */
  const space = createFairSpace({ max: MAX_AVATARS, givesUp: 'newest' })

  function takeOut(state: AvatarState): void {
    const key = avatarKey(state)
    const region = regionKey(state)
    avatars.delete(key)
    space.remove(key)
    const here = inRegion.get(region)
    here?.delete(key)
    if (here?.size === 0) inRegion.delete(region)
  }

  return {
    get: (avatar: Avatar) => avatars.get(avatarKey(avatar)),
    list: (grid: GridId) => [...avatars.values()].filter((state) => state.grid === grid),
    count: () => avatars.size,
    takeOut,
    /** Changes what is known about an avatar that stays where it is. */
    update(state: AvatarState, change: Partial<Pick<AvatarState, 'source' | 'seenAt'>>): void {
      avatars.set(avatarKey(state), { ...state, ...change })
    },
    /** Puts an avatar where a feed says that it is; the feed lists it already. */
    place(avatar: AvatarReport, feed: Feed): void {
      const { agentId, position } = avatar
      const { grid, regionId, regionName, source, reportedAt } = feed
      const key = avatarKey({ grid, agentId })
      const before = avatars.get(key)
      const stays = before?.regionId === regionId
      if (before && !stays) takeOut(before)
      const fresh = feeds.freshWith(feed, agentId)
      const decider = fresh[0] ?? feed
      // One that decides and does not know leaves it to the other one.
      const decided = decider.listed.get(agentId) ?? avatar
      const name = decided.name || avatar.name || before?.name || ''
      const parcels = [decider, feed, ...fresh].map(({ listed }) => listed.get(agentId)?.parcelId)
      const parcelId = parcels.find((id) => typeof id === 'string') ?? null
      // A script cannot tell who is none; RemoteAdmin can.
      const npc = avatar.npc ?? before?.npc ?? false
      const arrivedAt = stays ? before.arrivedAt : stopwatch.now()
      const lookSource = stays ? before.lookSource : undefined
      const looks = decider.source === source || lookSource !== decider.source
      const turned = looks && headingRadians(avatar.look) !== undefined
      const look = turned
        ? { look: avatar.look, lookSource: source }
        : { look: before?.look ?? FACING_EAST, lookSource }
      const where = { position, regionId, regionName, parcelId }
      avatars.set(key, { grid, agentId, name, npc, ...where, ...look, source, seenAt: reportedAt, arrivedAt })
      if (stays) return
      space.add(key, holderOf(feed))
      const here = inRegion.get(regionKey(feed))
      if (here) here.add(key)
      else inRegion.set(regionKey(feed), new Set([key]))
    },
    /** The avatars that stand in a region according to that feed. */
    placedBy(feed: Feed): AvatarState[] {
      return [...(inRegion.get(regionKey(feed)) ?? [])]
        .flatMap((key) => avatars.get(key) ?? [])
        .filter((state) => state.source === feed.source)
    },
    /** Who has to go so that a feed can bring one more: `undefined` nobody, `refused` there is no room for it. */
    victimFor(feed: Feed): AvatarState | undefined | 'refused' {
      const victim = space.victimFor(holderOf(feed))
      return victim === undefined || victim === 'refused' ? victim : avatars.get(victim)
    },
  }
}
