/** Presence: where every avatar of the grid stands, as the regions tell it, or its viewer. Held in memory only. */

import { EventEmitter } from 'node:events'
import type { Stopwatch } from '../ports.js'
import type { AvatarState, GoneProof } from './avatar-state.js'
import { createAvatarStates } from './avatar-states.js'
import { type Claim, createClaims, type KnownClaim } from './claims.js'
import { createRegionFeeds, type Feed, type FeedView } from './feeds.js'
import { createRegionCorners, type RegionCorners } from './region-corners.js'
import type { AvatarReport, FeedSource, RegionReport } from './region-report.js'
import { CLAIMS_COUNT, createRegionStates, type RegionState } from './region-states.js'

/** What a viewer says of its avatar, where that counts. */
export interface ClaimState extends Claim {
  /** Its viewer has been gone for 30 s: it is the last known place. */
  readonly silent: boolean
}

interface PresenceEvents {
  /** Avatars that came, moved or were listed again. */
  seen: [agentIds: readonly string[]]
  /** A region's report was taken in, and all that follows from it was told. */
  reported: [regionId: string]
  /** Avatars that their region no longer lists, or of whose region nothing was heard for 5 minutes. */
  gone: [agentIds: readonly string[], proof: GoneProof]
  /** Nothing tells of the region for some seconds, or its simulator cannot be asked. */
  outage: [regionId: string]
  /** Nothing was heard of the region for 30 s; its avatars keep their last position. */
  feedLost: [regionId: string]
  feedBack: [regionId: string]
  /** Nothing was heard of that feed for 5 minutes: what it said is void. */
  feedForgotten: [regionId: string, source: FeedSource]
  /** What the viewers of these avatars say counts, and is news. */
  claimed: [agentIds: readonly string[]]
  /** Where a region lies is known now, or is another place. */
  cornerTold: [regionId: string]
}

export interface Presence {
  readonly events: EventEmitter<PresenceEvents>
  /** Takes a region's report; false when it is older than the last one and was dropped. */
  report(report: RegionReport): boolean
  /** That feed of a region was asked, and could not be. */
  feedFailed(regionId: string, source: FeedSource): void
  /**
   * A viewer says where its avatar is. That is the third and weakest source: it counts only where no feed is alive that
   * lists the avatar, or tells of the region where it claims to be.
   */
  claim(claim: Claim): void
  /** That connection of its viewer is over: what it said last holds for 5 minutes more. */
  claimEnded(agentId: string, by: string): void
  /** Where an avatar is by its viewer's word, as far as that counts. */
  claimed(agentId: string): ClaimState | undefined
  /** Whether its viewer is connected, or was a moment ago, whatever its word counts for. */
  isClaimFresh(agentId: string): boolean
  stateOf(regionId: string): RegionState
  /** As its feeds say, also after they have fallen silent. */
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

/** More than any region holds. */
export const MAX_AVATARS_PER_REGION = 1000

export function createPresence(stopwatch: Stopwatch): Presence {
  const events = new EventEmitter<PresenceEvents>()
  const feeds = createRegionFeeds(stopwatch)
  const regions = createRegionStates({ feedsOf: feeds.ofRegion, age: feeds.age })
  const claims = createClaims(stopwatch)
  const corners = createRegionCorners(feeds.isSilent)
  const avatars = createAvatarStates(feeds, stopwatch)

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
      avatars.takeOut(state)
      return 'gone'
    }
    // The other feed of the same region: what it said is older than the position known.
    if (feed.regionId === state.regionId) avatars.update(state, { source: feed.source })
    else avatars.place(listed, feed)
    return 'elsewhere'
  }

  const proofOf = (regionId: string, seenAt: number): GoneProof =>
    regions.explains(regionId, seenAt) ? 'outage' : 'left'

  /** Nothing outranks a feed that lives. */
  function counts({ agentId, regionId, at }: KnownClaim): boolean {
    const listed = avatars.get(agentId)
    if (!CLAIMS_COUNT[regions.of(regionId)]) return false
    return !listed || (CLAIMS_COUNT[regions.of(listed.regionId)] && at > listed.seenAt)
  }

  function claimed(agentId: string): ClaimState | undefined {
    const claim = claims.get(agentId)
    return claim && counts(claim) ? { ...claim, silent: !claims.isFresh(agentId) } : undefined
  }

  function tellClaims(agentIds: readonly string[]): void {
    const counting = agentIds.filter((agentId) => claimed(agentId))
    if (counting.length > 0) events.emit('claimed', counting)
  }

  /** A feed begins to tell of a region: what viewers said there, of whom it does not list, is void. */
  function voidClaims(regionId: string): void {
    for (const { agentId, at } of claims.in(regionId)) {
      if (!avatars.get(agentId)) events.emit('gone', [agentId], proofOf(regionId, at))
    }
  }

  /** @param unlisted a report says that they are not there; else only nothing says any more that they are */
  function loseAll(lost: readonly AvatarState[], unlisted: boolean, alsoSeen: readonly string[] = []): void {
    const seen = [...alsoSeen]
    const gone: Record<GoneProof, string[]> = { left: [], outage: [] }
    for (const state of lost) {
      if (loseSight(state) === 'elsewhere') seen.push(state.agentId)
      else gone[unlisted ? proofOf(state.regionId, state.seenAt) : 'outage'].push(state.agentId)
    }
    if (seen.length > 0) events.emit('seen', seen)
    for (const proof of ['left', 'outage'] as const) {
      if (gone[proof].length > 0) events.emit('gone', gone[proof], proof)
    }
  }

  /** Nothing of that feed counts any more. */
  function forget(feed: Feed): void {
    loseAll(avatars.placedBy(feed), false)
    events.emit('feedForgotten', feed.regionId, feed.source)
    if (feeds.isKnown(feed.regionId)) return
    corners.forget(feed.regionId)
    regions.forget(feed.regionId)
  }

  function lookAt(regionId: string): void {
    for (const state of regions.look(regionId)) {
      if (state === 'outage') events.emit('outage', regionId)
      if (state !== 'silent') continue
      events.emit('feedLost', regionId)
      tellClaims(claims.in(regionId).map(({ agentId }) => agentId))
    }
  }

  /** Makes room for one more, where there is any to be had. */
  function admit(feed: Feed): boolean {
    const victim = avatars.victimFor(feed)
    if (victim === undefined) return true
    const state = avatars.get(victim)
    if (!state) return false
    for (const { listed } of feeds.ofRegion(state.regionId)) listed.delete(state.agentId)
    loseAll([state], false)
    // Another feed may list it, too: then it holds its place there.
    return avatars.get(victim) === undefined
  }

  /** Lists an avatar in a feed and, where that is where it is, puts it there; whether it did. */
  function take(avatar: AvatarReport, feed: Feed, previous: Feed | undefined): boolean {
    const { agentId } = avatar
    const known = avatars.get(agentId)
    if (avatar.name === '' && !known) return false
    const isFull = feed.listed.size >= MAX_AVATARS_PER_REGION && !feed.listed.has(agentId)
    if (isFull || !(known || admit(feed))) {
      feed.refused += 1
      return false
    }
    feed.listed.set(agentId, avatar)
    if (!isHere(agentId, feed.regionId, previous)) return false
    avatars.place(avatar, feed)
    return true
  }

  /** One whose place cannot be used stays where it was; whether that is in this region. */
  function keep(agentId: string, feed: Feed, previous: Feed | undefined): boolean {
    const state = avatars.get(agentId)
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
    corners,
    report(report) {
      if (feeds.isLate(report)) return false
      const { regionId, unplaced = [] } = report
      const previous = feeds.of(report)
      const before = regions.reported(regionId, stopwatch.now())
      const { feed, givenUp } = feeds.take(report)
      if (givenUp) forget(givenUp)
      // Before those in it are told of: their places may depend on it.
      if (report.corner && corners.tell(regionId, report.corner)) events.emit('cornerTold', regionId)
      const seen = [
        ...report.avatars.filter((avatar) => take(avatar, feed, previous)).map(({ agentId }) => agentId),
        ...unplaced.filter((agentId) => keep(agentId, feed, previous)),
      ]
      // Where two feeds tell of one region, an avatar is gone when the one that listed it last says so.
      loseAll(
        avatars.placedBy(feed).filter(({ agentId }) => !feed.listed.has(agentId)),
        true,
        seen,
      )
      if (CLAIMS_COUNT[before]) voidClaims(regionId)
      if (before === 'silent') events.emit('feedBack', regionId)
      events.emit('reported', regionId)
      return true
    },
    feedFailed(regionId, source) {
      const feed = feeds.of({ regionId, source })
      if (!feed) return
      regions.feedFailed(feed)
      lookAt(regionId)
    },
    claimed,
    claim(claim) {
      claims.say(claim)
      tellClaims([claim.agentId])
    },
    claimEnded: claims.end,
    isClaimFresh: claims.isFresh,
    stateOf: regions.of,
    find: avatars.get,
    list: avatars.list,
    count: avatars.count,
    feeds: () => feeds.view(),
    seen(agentId) {
      const state = avatars.get(agentId)
      return state && regions.of(state.regionId) !== 'silent' ? state : undefined
    },
    isFeedLost: (regionId) => regions.of(regionId) === 'silent',
    sweep() {
      for (const regionId of feeds.regionIds()) lookAt(regionId)
      for (const feed of feeds.sweep()) forget(feed)
      const { silent, forgotten } = claims.sweep()
      tellClaims(silent)
      const unknown = forgotten.filter((claim) => !avatars.get(claim.agentId) && counts(claim))
      const gone = unknown.map(({ agentId }) => agentId)
      if (gone.length > 0) events.emit('gone', gone, 'outage')
    },
  }
}
