/** Where each avatar is at the moment, put together from its region's feeds. */

import { headingRadians, NO_LOOK } from '../../spatial/direction.js'
import { type Avatar, avatarKey, avatarOfKey, type GridId } from '../grids/grid.js'
import { createAvatarMap, createRegionMap } from '../grids/grid-map.js'
import { createFairSpace } from '../limits/fair-space.js'
import type { Stopwatch } from '../ports.js'
import type { AvatarState } from './avatar-state.js'
import { type Feed, holderOf, type RegionFeeds } from './feeds.js'
import type { AvatarReport } from './region-report.js'

/** More avatars than a large grid has at once. When it is full, a new one is taken in only if another sender holds more. */
export const MAX_AVATARS = 10_000

/** As it is kept: each report writes into it, because thousands of new ones a second would have to be swept up again. */
type KeptState = { -readonly [Key in keyof AvatarState]: AvatarState[Key] }

export type AvatarStates = ReturnType<typeof createAvatarStates>

/** @param onNamed called when an avatar gets a name, or another name than before */
export function createAvatarStates(
  feeds: Pick<RegionFeeds, 'deciding'>,
  stopwatch: Stopwatch,
  onNamed: (avatar: Avatar, name: string) => void,
) {
  const avatars = createAvatarMap<KeptState>()
  /** By region, who is there, by agent id. */
  const inRegion = createRegionMap<Set<string>>()
  /** The oldest entries stay: invented avatars come later. */
  const space = createFairSpace({ max: MAX_AVATARS, givesUp: 'newest' })

  function takeOut(state: AvatarState): void {
    avatars.delete(state)
    space.remove(avatarKey(state))
    const here = inRegion.get(state)
    here?.delete(state.agentId)
    if (here?.size === 0) inRegion.delete(state)
  }

  return {
    get: avatars.get,
    list: (grid: GridId) => [...avatars.values(grid)],
    count: () => avatars.size,
    takeOut,
    /** Changes what is known about an avatar that stays where it is. */
    update(avatar: Avatar, change: Partial<Pick<AvatarState, 'source' | 'seenAt'>>): void {
      const state = avatars.get(avatar)
      if (state) Object.assign(state, change)
    },
    /**
     * Puts an avatar where a feed says that it is; the feed lists it already.
     * @param deciding the feeds that decide about that region at the moment, as `RegionFeeds.deciding` tells
     */
    place(avatar: AvatarReport, feed: Feed, deciding = feeds.deciding(feed)): AvatarState {
      const { agentId, position } = avatar
      const { grid, regionId, regionName, source, reportedAt } = feed
      const before = avatars.get({ grid, agentId })
      const stays = before?.regionId === regionId
      if (before && !stays) takeOut(before)
      // Mostly there is no other feed.
      const isOnly = deciding.length === 1 && deciding[0] === feed
      const fresh = isOnly ? deciding : deciding.filter(({ listed }) => listed.has(agentId))
      const decider = fresh[0] ?? feed
      // What the deciding feed does not know, the other one decides.
      const decided = decider.listed.get(agentId) ?? avatar
      const name = decided.name || avatar.name || before?.name || ''
      const parcelId = isOnly ? decided.parcelId : parcelAsToldBy([decider, feed, ...fresh], agentId)
      // A script cannot tell NPCs from people; RemoteAdmin can.
      const npc = avatar.npc ?? before?.npc ?? false
      const lookSource = stays ? before.lookSource : undefined
      const looks = decider.source === source || lookSource !== decider.source
      const turned = looks && headingRadians(avatar.look) !== undefined
      const isRenamed = name !== '' && name !== before?.name
      const told = {
        name,
        npc,
        position,
        regionName,
        parcelId,
        look: turned ? avatar.look : (before?.look ?? NO_LOOK),
        lookSource: turned ? source : lookSource,
        source,
        seenAt: reportedAt,
      }
      const state: KeptState = stays
        ? Object.assign(before, told)
        : { grid, agentId, regionId, arrivedAt: stopwatch.now(), ...told }
      if (!stays) avatars.set(state, state)
      if (isRenamed) onNamed({ grid, agentId }, name)
      if (stays) return state
      space.add(avatarKey(state), holderOf(feed))
      const here = inRegion.get(feed)
      if (here) here.add(agentId)
      else inRegion.set(feed, new Set([agentId]))
      return state
    },
    /** The avatars that stand in a region according to that feed, and are not in its last report. */
    unlistedBy(feed: Feed): readonly AvatarState[] {
      const { grid, source, listed } = feed
      const unlisted: AvatarState[] = []
      for (const agentId of inRegion.get(feed) ?? []) {
        if (listed.has(agentId)) continue
        const state = avatars.get({ grid, agentId })
        if (state?.source === source) unlisted.push(state)
      }
      return unlisted
    },
    /** The avatars that stand in a region according to that feed. */
    placedBy(feed: Feed): AvatarState[] {
      const { grid, source } = feed
      return [...(inRegion.get(feed) ?? [])]
        .flatMap((agentId) => avatars.get({ grid, agentId }) ?? [])
        .filter((state) => state.source === source)
    },
    /** The avatar that must give way to one more of this feed: `undefined` if there is room, `refused` if nobody has to. */
    victimFor(feed: Feed): AvatarState | undefined | 'refused' {
      const victim = space.victimFor(holderOf(feed))
      return victim === undefined || victim === 'refused' ? victim : avatars.get(avatarOfKey(victim))
    },
  }
}

/** The first that says one. */
function parcelAsToldBy(feeds: readonly Feed[], agentId: string): string | null {
  for (const { listed } of feeds) {
    const parcelId = listed.get(agentId)?.parcelId
    if (typeof parcelId === 'string') return parcelId
  }
  return null
}
