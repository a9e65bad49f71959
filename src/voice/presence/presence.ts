/** Presence: where every avatar of each grid stands, as the regions tell it, or its viewer. Held in memory only. */

import { EventEmitter } from 'node:events'
import type { Avatar, GridId, Region } from '../grids/grid.js'
import type { Stopwatch } from '../ports.js'
import type { AvatarState, GoneProof } from './avatar-state.js'
import { createAvatarStates } from './avatar-states.js'
import { type Claim, createClaims, type KnownClaim } from './claims.js'
import { createRegionFeeds, type Feed, type FeedView } from './feeds.js'
import { createRegionCorners } from './region-corners.js'
import { createRegionFrames, type RegionFrames } from './region-frames.js'
import type { AvatarReport, FeedSource, RegionReport } from './region-report.js'
import { CLAIMS_COUNT, createRegionStates, type RegionState } from './region-states.js'

/** What a viewer says of its avatar, where that counts. */
export interface ClaimState extends Claim {
  /** Its viewer has been gone for 30 s: it is the last known place. */
  readonly silent: boolean
}

interface PresenceEvents {
  /** Avatars that came, moved or were listed again. */
  seen: [avatars: readonly Avatar[]]
  /** A region's report was taken in, and all that follows from it was told. */
  reported: [region: Region]
  /** Avatars that their region no longer lists, or of whose region nothing was heard for 5 minutes. */
  gone: [avatars: readonly Avatar[], proof: GoneProof]
  /** Nothing tells of the region for some seconds, or its simulator cannot be asked. */
  outage: [region: Region]
  /** Nothing was heard of the region for 30 s; its avatars keep their last position. */
  feedLost: [region: Region]
  feedBack: [region: Region]
  /** Nothing was heard of that feed for 5 minutes: what it said is void. */
  feedForgotten: [region: Region, source: FeedSource]
  /** What the viewers of these avatars say counts, and is news. */
  claimed: [avatars: readonly Avatar[]]
  /** A region counts as lying in another place than before, or in one for the first time. */
  regionMoved: [region: Region]
}

export interface Presence {
  readonly events: EventEmitter<PresenceEvents>
  /** Takes a region's report; false when it is older than the last one and was dropped. */
  report(report: RegionReport): boolean
  /** That feed of a region was asked, and could not be. */
  feedFailed(region: Region, source: FeedSource): void
  /**
   * A viewer says where its avatar is. That is the third and weakest source: it counts only where no feed is alive that
   * lists the avatar, or tells of the region where it claims to be.
   */
  claim(claim: Claim): void
  /** That connection of its viewer is over: what it said last holds for 5 minutes more. */
  claimEnded(avatar: Avatar, by: string): void
  /** Where an avatar is by its viewer's word, as far as that counts. */
  claimed(avatar: Avatar): ClaimState | undefined
  /** Whether its viewer is connected, or was a moment ago, whatever its word counts for. */
  isClaimFresh(avatar: Avatar): boolean
  stateOf(region: Region): RegionState
  /** As its feeds say, also after they have fallen silent. */
  find(avatar: Avatar): AvatarState | undefined
  /** The same, while its region's feed is alive: where the avatar truly is. */
  seen(avatar: Avatar): AvatarState | undefined
  /** All of a grid. */
  list(grid: GridId): readonly AvatarState[]
  /** How many avatars are known, in every grid. */
  count(): number
  /** Every feed of every grid that was heard of within the last 5 minutes. */
  feeds(): readonly FeedView[]
  /** Whether any region of that grid tells where its avatars are. */
  isGridKnown(grid: GridId): boolean
  isFeedLost(region: Region): boolean
  /** Where regions lie. */
  readonly frames: RegionFrames
  /** Notices what went silent; to be called every second or so. */
  sweep(): void
}

/** More than any region holds. */
export const MAX_AVATARS_PER_REGION = 1000

export function createPresence(stopwatch: Stopwatch): Presence {
  const events = new EventEmitter<PresenceEvents>()
  const feeds = createRegionFeeds(stopwatch)
  const regions = createRegionStates({ feedsOf: feeds.ofRegion, age: feeds.age })
  const claims = createClaims(stopwatch)
  const corners = createRegionCorners(feeds.isSilent)
  const frames = createRegionFrames(corners, (region) => events.emit('regionMoved', region))
  const avatars = createAvatarStates(feeds, stopwatch)

  /**
   * Two regions may list one avatar for a while when it crosses, or for long when one of them is mistaken.
   * It is where it newly appeared: whoever merely goes on listing it does not get it back.
   */
  function isHere(before: AvatarState | undefined, feed: Feed, previous: Feed | undefined): boolean {
    if (!before || before.regionId === feed.regionId) return true
    return !previous?.listed.has(before.agentId) || feeds.isSilentFeed(previous) || feeds.isSilent(before)
  }

  /** Nobody lists it any more where it was: it is where another feed still lists it, or gone. */
  function loseSight(state: AvatarState): 'elsewhere' | 'gone' {
    const feed = feeds.latestWith(state)
    const listed = feed?.listed.get(state.agentId)
    if (!feed || !listed) {
      avatars.takeOut(state)
      return 'gone'
    }
    // The other feed of the same region: what it said is older than the position known.
    if (feed.regionId === state.regionId) avatars.update(state, { source: feed.source })
    else avatars.place(listed, feed)
    return 'elsewhere'
  }

  const proofOf = (region: Region, seenAt: number): GoneProof =>
    regions.explains(region, seenAt) ? 'outage' : 'left'

  /** Nothing outranks a feed that lives. */
  function counts(claim: KnownClaim): boolean {
    const listed = avatars.get(claim)
    if (!CLAIMS_COUNT[regions.of(claim)]) return false
    return !listed || (CLAIMS_COUNT[regions.of(listed)] && claim.at > listed.seenAt)
  }

  function claimed(avatar: Avatar): ClaimState | undefined {
    const claim = claims.get(avatar)
    return claim && counts(claim) ? { ...claim, silent: !claims.isFresh(claim) } : undefined
  }

  function tellClaims(news: readonly Avatar[]): void {
    const counting = news.filter(claimed)
    if (counting.length > 0) events.emit('claimed', counting)
  }

  /** A feed begins to tell of a region: what viewers said there, of whom it does not list, is void. */
  function voidClaims(region: Region): void {
    for (const claim of claims.in(region)) {
      if (!avatars.get(claim)) events.emit('gone', [claim], proofOf(region, claim.at))
    }
  }

  /** @param unlisted a report says that they are not there; else only nothing says any more that they are */
  function loseAll(lost: readonly AvatarState[], unlisted: boolean, alsoSeen: readonly Avatar[] = []): void {
    const seen = [...alsoSeen]
    const gone: Record<GoneProof, Avatar[]> = { left: [], outage: [] }
    for (const state of lost) {
      if (loseSight(state) === 'elsewhere') seen.push(state)
      else gone[unlisted ? proofOf(state, state.seenAt) : 'outage'].push(state)
    }
    if (seen.length > 0) events.emit('seen', seen)
    for (const proof of ['left', 'outage'] as const) {
      if (gone[proof].length > 0) events.emit('gone', gone[proof], proof)
    }
  }

  /** Nothing of that feed counts any more. */
  function forget(feed: Feed): void {
    loseAll(avatars.placedBy(feed), false)
    events.emit('feedForgotten', regionOf(feed), feed.source)
    if (feeds.isKnown(feed)) return
    corners.forget(feed)
    regions.forget(feed)
  }

  function lookAt(region: Region): void {
    for (const state of regions.look(region)) {
      if (state === 'outage') events.emit('outage', regionOf(region))
      if (state !== 'silent') continue
      events.emit('feedLost', regionOf(region))
      tellClaims(claims.in(region))
    }
  }

  /** Makes room for one more, where there is any to be had. */
  function admit(feed: Feed): boolean {
    const victim = avatars.victimFor(feed)
    if (victim === undefined) return true
    if (victim === 'refused') return false
    for (const { listed } of feeds.ofRegion(victim)) listed.delete(victim.agentId)
    loseAll([victim], false)
    // Another feed may list it, too: then it holds its place there.
    return avatars.get(victim) === undefined
  }

  /** Lists an avatar in a feed and, where that is where it is, puts it there; whether it did. */
  function take(avatar: AvatarReport, feed: Feed, previous: Feed | undefined): boolean {
    const { agentId } = avatar
    const known = avatars.get({ grid: feed.grid, agentId })
    if (avatar.name === '' && !known) return false
    const isFull = feed.listed.size >= MAX_AVATARS_PER_REGION && !feed.listed.has(agentId)
    if (isFull || !(known || admit(feed))) {
      feed.refused += 1
      return false
    }
    feed.listed.set(agentId, avatar)
    if (!isHere(known, feed, previous)) return false
    avatars.place(avatar, feed)
    return true
  }

  /** One whose place cannot be used stays where it was; whether that is in this region. */
  function keep(agentId: string, feed: Feed, previous: Feed | undefined): boolean {
    const state = avatars.get({ grid: feed.grid, agentId })
    const here = state?.regionId === feed.regionId ? state : undefined
    const last = here ?? previous?.listed.get(agentId)
    if (!last || feed.listed.has(agentId)) return false
    const { name, position, look, parcelId } = last
    feed.listed.set(agentId, { agentId, name, position, look, parcelId })
    if (here) avatars.update(here, { seenAt: feed.reportedAt })
    return here !== undefined
  }

  return {
    events,
    frames,
    report(report) {
      if (feeds.isLate(report)) return false
      const { grid, unplaced = [] } = report
      const region = regionOf(report)
      const previous = feeds.of(report)
      const before = regions.reported(region, stopwatch.now())
      const { feed, givenUp } = feeds.take(report)
      if (givenUp) forget(givenUp)
      // Before those in it are told of: their places may depend on it.
      if (report.corner && corners.tell(region, report.corner)) events.emit('regionMoved', region)
      const seen = [
        ...report.avatars
          .filter((avatar) => take(avatar, feed, previous))
          .map(({ agentId }) => ({ grid, agentId })),
        ...unplaced.filter((agentId) => keep(agentId, feed, previous)).map((agentId) => ({ grid, agentId })),
      ]
      // Where two feeds tell of one region, an avatar is gone when the one that listed it last says so.
      loseAll(
        avatars.placedBy(feed).filter(({ agentId }) => !feed.listed.has(agentId)),
        true,
        seen,
      )
      if (CLAIMS_COUNT[before]) voidClaims(region)
      if (before === 'silent') events.emit('feedBack', region)
      events.emit('reported', region)
      return true
    },
    feedFailed(region, source) {
      const feed = feeds.of({ ...regionOf(region), source })
      if (!feed) return
      regions.feedFailed(feed)
      lookAt(region)
    },
    claimed,
    claim(claim) {
      claims.say(claim)
      tellClaims([claim])
    },
    claimEnded: claims.end,
    isClaimFresh: claims.isFresh,
    stateOf: regions.of,
    find: avatars.get,
    list: avatars.list,
    count: avatars.count,
    feeds: () => feeds.view(),
    isGridKnown: feeds.isGridKnown,
    seen(avatar) {
      const state = avatars.get(avatar)
      return state && regions.of(state) !== 'silent' ? state : undefined
    },
    isFeedLost: (region) => regions.of(region) === 'silent',
    sweep() {
      for (const region of feeds.regions()) lookAt(region)
      for (const feed of feeds.sweep()) forget(feed)
      const { silent, forgotten } = claims.sweep()
      tellClaims(silent)
      const gone = forgotten.filter((claim) => !avatars.get(claim) && counts(claim))
      if (gone.length > 0) events.emit('gone', gone, 'outage')
    },
  }
}

/** No more of it than that: a feed, say, is a region. */
function regionOf({ grid, regionId }: Region): Region {
  return { grid, regionId }
}
