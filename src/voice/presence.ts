/** Presence: where every avatar of the grid stands, as the regions tell it. Held in memory only. */

import { EventEmitter } from 'node:events'
import { headingRadians, type Pose, type Vector3 } from '../spatial/direction.js'
import type { Place } from './channels.js'
import { createRegionFeeds, type Feed, type FeedView } from './feeds.js'
import type { Stopwatch } from './ports.js'
import { createRegionCorners, type RegionCorner, type RegionCorners } from './region-corners.js'

/** Who said so. */
export type FeedSource = 'push' | 'remote-admin'

export interface AvatarReport {
  /** UUID in lower case. */
  readonly agentId: string
  readonly name: string
  /** Metres, region-local. */
  readonly position: Vector3
  /** (0,0,0) where the feed does not know: the last known direction stays. */
  readonly look: Vector3
  readonly parcelId: string | null
  /** No person, as far as the feed tells. */
  readonly npc?: boolean
}

/** A whole region at one moment: who is not listed is not in it. */
export interface RegionReport {
  readonly regionId: string
  readonly regionName: string
  readonly source: FeedSource
  readonly avatars: readonly AvatarReport[]
  /** Where the feed numbers or stamps its reports: an older one than the last is dropped. */
  readonly order?: number | undefined
  /** Where the region lies, if the feed says. */
  readonly corner?: RegionCorner | undefined
}

export interface AvatarState extends Pose, Place {
  readonly agentId: string
  readonly name: string
  readonly npc: boolean
  readonly source: FeedSource
  /** When the feed last listed it, by the stopwatch. */
  readonly seenAt: number
  /** When it came to this region, by the stopwatch. */
  readonly arrivedAt: number
}

interface PresenceEvents {
  /** Avatars that came, moved or were listed again. */
  seen: [agentIds: readonly string[]]
  /** A region's report was taken in, and all that follows from it was told. */
  reported: [regionId: string]
  /** Avatars that their region no longer lists, or of whose region nothing was heard for 5 minutes. */
  gone: [agentIds: readonly string[]]
  /** Nothing was heard of the region for 30 s; its avatars keep their last position. */
  feedLost: [regionId: string]
  feedBack: [regionId: string]
  /** Nothing was heard of that feed for 5 minutes: what it said is void. */
  feedForgotten: [regionId: string, source: FeedSource]
  /** Where a region lies is known now, or is another place. */
  cornerTold: [regionId: string]
}

export interface Presence {
  readonly events: EventEmitter<PresenceEvents>
  /** Takes a region's report; false when it is older than the last one and was dropped. */
  report(report: RegionReport): boolean
  find(agentId: string): AvatarState | undefined
  /** The same, while its region's feed is alive: where the avatar truly is. */
  seen(agentId: string): AvatarState | undefined
  list(): readonly AvatarState[]
  /** How many avatars are known. */
  count(): number
  /** Every feed that was heard of within the last 5 minutes. */
  feeds(): readonly FeedView[]
  isFeedLost(regionId: string): boolean
  /** Where regions lie, as far as feeds have said. */
  readonly corners: Pick<RegionCorners, 'get' | 'regionAt'>
  /** Notices what went silent; to be called every second or so. */
  sweep(): void
}

/** More than a large grid has at once; who comes on top of them is not taken in, and counted as refused. */
export const MAX_AVATARS = 10_000

const FACING_EAST: Vector3 = [1, 0, 0]

export function createPresence(stopwatch: Stopwatch): Presence {
  const events = new EventEmitter<PresenceEvents>()
  const avatars = new Map<string, AvatarState>()
  const inRegion = new Map<string, Set<string>>()
  const feeds = createRegionFeeds(stopwatch)
  const corners = createRegionCorners(feeds.isSilent)

  function place(avatar: AvatarReport, feed: Feed): void {
    const { agentId, name, position, parcelId } = avatar
    const { regionId, regionName, source, reportedAt } = feed
    const before = avatars.get(agentId)
    const stays = before?.regionId === regionId
    if (before && !stays) takeOut(before)
    const look = headingRadians(avatar.look) === undefined ? (before?.look ?? FACING_EAST) : avatar.look
    // A script cannot tell who is none; RemoteAdmin can.
    const npc = avatar.npc ?? before?.npc ?? false
    const arrivedAt = stays ? before.arrivedAt : stopwatch.now()
    const where = { position, look, regionId, regionName, parcelId }
    avatars.set(agentId, { agentId, name, npc, ...where, source, seenAt: reportedAt, arrivedAt })
    const here = inRegion.get(regionId)
    if (here) here.add(agentId)
    else inRegion.set(regionId, new Set([agentId]))
  }

  function takeOut({ agentId, regionId }: AvatarState): void {
    avatars.delete(agentId)
    const here = inRegion.get(regionId)
    here?.delete(agentId)
    if (here?.size === 0) inRegion.delete(regionId)
  }

  /**
   * Two regions may list one avatar for a while when it crosses, or for long when one of them is mistaken.
   * It is where it newly appeared: whoever merely goes on listing it does not get it back.
   */
  function isHere(agentId: string, regionId: string, previous: Feed | undefined): boolean {
    const before = avatars.get(agentId)
    if (!before || before.regionId === regionId) return true
    return !previous?.listed.has(agentId) || feeds.isSilent(previous) || feeds.isSilent(before.regionId)
  }

  /** Nobody lists it any more where it was: it is where another feed still lists it, or gone. */
  function loseSight(state: AvatarState): 'elsewhere' | 'gone' {
    const feed = feeds.latestWith(state)
    const listed = feed?.listed.get(state.agentId)
    if (!feed || !listed) {
      takeOut(state)
      return 'gone'
    }
    // The other feed of the same region: what it said is older than the position known.
    if (feed.regionId === state.regionId) avatars.set(state.agentId, { ...state, source: feed.source })
    else place(listed, feed)
    return 'elsewhere'
  }

  function loseAll(lost: readonly AvatarState[], alsoSeen: readonly string[] = []): void {
    const seen = [...alsoSeen]
    const gone: string[] = []
    for (const state of lost) (loseSight(state) === 'gone' ? gone : seen).push(state.agentId)
    if (seen.length > 0) events.emit('seen', seen)
    if (gone.length > 0) events.emit('gone', gone)
  }

  /** Who stands in a region because that feed said so. */
  function placedBy({ regionId, source }: Feed): AvatarState[] {
    return [...(inRegion.get(regionId) ?? [])]
      .flatMap((agentId) => avatars.get(agentId) ?? [])
      .filter((state) => state.source === source)
  }

  return {
    events,
    corners,
    report(report) {
      if (feeds.isLate(report)) return false
      const previous = feeds.of(report)
      const listed = new Map<string, AvatarReport>()
      let newcomers = 0
      for (const avatar of report.avatars) {
        const known = avatars.has(avatar.agentId) || listed.has(avatar.agentId)
        if (!known && avatars.size + newcomers >= MAX_AVATARS) continue
        if (!known) newcomers += 1
        listed.set(avatar.agentId, avatar)
      }
      const feed = feeds.take(report, listed)
      if (!feed) return false
      // Before those in it are told of: their places may depend on it.
      if (report.corner && corners.tell(feed.regionId, report.corner))
        events.emit('cornerTold', feed.regionId)
      const seen: string[] = []
      for (const avatar of listed.values()) {
        if (!isHere(avatar.agentId, feed.regionId, previous)) continue
        place(avatar, feed)
        seen.push(avatar.agentId)
      }
      // Where two feeds tell of one region, an avatar is gone when the one that listed it last says so.
      loseAll(
        placedBy(feed).filter(({ agentId }) => !listed.has(agentId)),
        seen,
      )
      if (feeds.found(feed.regionId)) events.emit('feedBack', feed.regionId)
      events.emit('reported', feed.regionId)
      return true
    },
    find: (agentId) => avatars.get(agentId),
    list: () => [...avatars.values()],
    count: () => avatars.size,
    feeds: () => feeds.view(),
    seen(agentId) {
      const state = avatars.get(agentId)
      return state && !feeds.isLost(state.regionId) ? state : undefined
    },
    isFeedLost: (regionId) => feeds.isLost(regionId),
    sweep() {
      const { lost, forgotten } = feeds.sweep()
      for (const regionId of lost) events.emit('feedLost', regionId)
      for (const feed of forgotten) {
        loseAll(placedBy(feed))
        events.emit('feedForgotten', feed.regionId, feed.source)
        if (!feeds.isKnown(feed.regionId)) corners.forget(feed.regionId)
      }
    },
  }
}
