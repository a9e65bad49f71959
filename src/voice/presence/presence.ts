/** Presence: where every avatar of each grid stands, as the regions tell it, or its viewer. Held in memory only. */

import { EventEmitter } from 'node:events'
import { type Avatar, type GridId, isSameRegion, type Region } from '../grids/grid.js'
import type { Stopwatch } from '../ports.js'
import { createConfinedFeeds } from '../region-keys/confined-feeds.js'
import type { AvatarState, GoneProof } from './avatar-state.js'
import { createAvatarStates } from './avatar-states.js'
import { type AvatarWatches, createAvatarWatches } from './avatar-watches.js'
import { createDepartures } from './departures.js'
import { createRegionFeeds, type Feed, type FeedView } from './feeds.js'
import { createGridWords, type GridWord, type KnownGridWord } from './grid-words.js'
import { createParcelRegions, type ParcelRegions } from './land/parcel-regions.js'
import type { PresenceEvents } from './presence-events.js'
import type { AvatarReport, FeedSource, RegionReport } from './region-report.js'
import { createGridRegions, type GridRegion, type GridRegions } from './regions/grid-regions.js'
import { createRegionCorners, type RegionCorner } from './regions/region-corners.js'
import { createRegionFrames, type RegionFrames } from './regions/region-frames.js'
import { createRegionStates, type RegionState, VIEWERS_COUNT } from './regions/region-states.js'
import type { ViewerReport } from './viewer-reports.js'
import { createViewerWords, type ViewerReportState } from './viewer-words.js'

export interface Presence extends AvatarWatches {
  /** For all avatars and regions; whoever waits for single ones watches them. */
  readonly events: EventEmitter<PresenceEvents>
  /** Takes a region's report; false when it is older than the last one and was dropped. */
  report(report: RegionReport): boolean
  /** A feed was asked for a report, and its simulator did not answer. */
  feedFailed(region: Region, source: FeedSource): void
  /** That region is not asked any more: what its feed said is void. */
  feedEnded(region: Region, source: FeedSource): void
  /**
   * A viewer says where its avatar is. This is the third and weakest source: it counts only while no live feed lists the
   * avatar or tells of the region that the viewer names.
   */
  reportByViewer(report: ViewerReport): void
  /** That connection of its viewer is over: its last word holds for 5 more minutes. */
  viewerEnded(avatar: Avatar, by: string): void
  /** Where an avatar is according to its viewer, if that counts. */
  viewerReport(avatar: Avatar): ViewerReportState | undefined
  /** Whether its viewer is connected, or was a moment ago, even if its word does not count. */
  isViewerFresh(avatar: Avatar): boolean
  /** Takes the list of all regions from the grid itself. */
  gridListed(grid: GridId, regions: readonly GridRegion[]): void
  readonly gridRegions: GridRegions
  /**
   * Takes the grid's own answer of who is in which region.
   * @param answers by agent id, for everybody who was asked for; `undefined`: the grid does not know them
   */
  gridLocated(grid: GridId, answers: ReadonlyMap<string, GridWord | undefined>): void
  /** The region in which the grid says that an avatar is, if that counts: nobody knows more. */
  gridWord(avatar: Avatar): KnownGridWord | undefined
  /** The regions in which the grid says that somebody with a page is, by id. */
  regionsByGrid(grid: GridId): ReadonlySet<string>
  /** The region in which the grid says that an avatar is, whoever knows more. */
  gridSays(avatar: Avatar): Region | undefined
  /** Whether the grid itself tells who is where. */
  isToldByGrid(grid: GridId): boolean
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
  /** Whether the grid itself, or any region of it, tells where its avatars are. */
  isGridKnown(grid: GridId): boolean
  isFeedLost(region: Region): boolean
  /** What the feeds of a region told last, about those who are still there: for the node that takes the region over. */
  lastReports(region: Region): readonly RegionReport[]
  /** Where regions lie. */
  readonly frames: RegionFrames
  /** Notices what went silent; to be called every second or so. */
  sweep(): void
  /** The grid is served no more: nobody is in it, and nobody told anything of it. */
  forgetGrid(grid: GridId): void
}

/** More than any region holds. */
export const MAX_AVATARS_PER_REGION = 1000

export interface PresenceOptions {
  /** Whether a grid itself tells where its regions lie. */
  readonly gridTells?: (grid: GridId) => boolean
  /** Whether this node has that region; where it is the only one, it has all. */
  readonly isOurs?: (region: Region) => boolean
  /** To which region each parcel belongs. */
  readonly parcelRegions?: Pick<ParcelRegions, 'claim'>
  /** The region that lists an avatar on another node. */
  readonly listedElsewhere?: (avatar: Avatar) => Region | undefined
}

export function createPresence(
  stopwatch: Stopwatch,
  {
    gridTells = () => false,
    isOurs = () => true,
    parcelRegions = createParcelRegions(),
    listedElsewhere = () => undefined,
  }: PresenceOptions = {},
): Presence {
  const events = new EventEmitter<PresenceEvents>()
  const feeds = createRegionFeeds(stopwatch)
  const regions = createRegionStates({ feedsOf: feeds.ofRegion, age: feeds.age })
  const corners = createRegionCorners(feeds.isSilent)
  const gridRegions = createGridRegions(stopwatch)
  const gridWords = createGridWords(stopwatch)
  const frames = createRegionFrames(
    {
      ...corners,
      // What the grid says outranks its regions, and a region that it does not list lies nowhere.
      get: (region) =>
        gridRegions.isTold(region.grid) ? gridRegions.get(region)?.corner : corners.get(region),
    },
    (grid) => !gridTells(grid),
    (region) => events.emit('regionMoved', region),
  )
  const avatars = createAvatarStates(feeds, stopwatch, (avatar, name) => events.emit('named', avatar, name))
  const proofOf = (region: Region, seenAt: number): GoneProof =>
    regions.explains(region, seenAt) ? 'outage' : 'left'
  const { mayTake, mayFollow } = createConfinedFeeds({
    listedIn(avatar) {
      const state = avatars.get(avatar)
      if (!state) return listedElsewhere(avatar)
      return regions.of(state) === 'silent' ? undefined : state
    },
    gridSays: gridWords.get,
    gridDenies: gridWords.denies,
  })
  const departures = createDepartures({ events, avatars, feeds, proofOf, mayFollow })
  const viewers = createViewerWords({ events, avatars, regions, proofOf, stopwatch })
  const { watch, watchRegion } = createAvatarWatches(events)

  /**
   * Two regions may list one avatar: for a moment when it crosses, or for long when one of them is wrong. The avatar is
   * where it newly appeared; a region that merely goes on listing it does not get it back.
   */
  function isHere(
    agentId: string,
    before: AvatarState | undefined,
    feed: Feed,
    previous: Feed | undefined,
  ): boolean {
    if (before?.regionId === feed.regionId) return true
    if (!before) return !isCarriedOff(agentId, feed, previous)
    return !previous?.listed.has(agentId) || feeds.isSilentFeed(previous) || feeds.isSilent(before)
  }

  /** The grid has said that the avatar left for another region, and this one merely goes on listing it. */
  function isCarriedOff(agentId: string, feed: Feed, previous: Feed | undefined): boolean {
    if (!previous?.listed.has(agentId)) return false
    const word = gridWords.get({ grid: feed.grid, agentId })
    return word !== undefined && word.regionId !== feed.regionId
  }

  /** What a region's feed said last is older than the grid's word, or there is no feed. */
  function isUntold(word: KnownGridWord): boolean {
    const state = regions.of(word)
    if (state === 'no-feed') return true
    return state === 'silent' && feeds.ofRegion(word).every(({ reportedAt }) => reportedAt < word.changedAt)
  }

  function gridWord(avatar: Avatar): KnownGridWord | undefined {
    const word = gridWords.get(avatar)
    if (!word || avatars.get(avatar) || !isOurs(word) || !isUntold(word)) return undefined
    const byViewer = viewers.get(avatar)
    const isViewerNewer = byViewer && (isSameRegion(byViewer, word) || byViewer.at > word.changedAt)
    return isViewerNewer ? undefined : word
  }

  /** Whether a feed of an avatar's region may say what the grid does not. */
  function maySay(state: AvatarState): boolean {
    return feeds.ofRegion(state).some((feed) => mayFollow(state.agentId, feed))
  }

  /** The grid says that an avatar is in another region than before. */
  function carryOff(avatar: Avatar, isFirst: boolean): void {
    const word = gridWords.get(avatar)
    const state = avatars.get(avatar)
    if (!word || state?.regionId === word.regionId) return
    // The first word may be older than what a live feed says.
    const isOlder = isFirst && state && !VIEWERS_COUNT[regions.of(state)] && maySay(state)
    if (state && !isOlder) departures.unlisted([state], [])
    if (gridWord(avatar)) events.emit('gridLocated', [avatar])
  }

  /** In a parcel of another region nobody can stand here. */
  function inOwnParcel(avatar: AvatarReport, { grid, regionId, authority }: RegionReport): AvatarReport {
    const { parcelId } = avatar
    if (parcelId === null || parcelRegions.claim({ grid, regionId, parcelId }, authority)) return avatar
    return { ...avatar, parcelId: null }
  }

  /** Lists an avatar in a feed, and puts it there if that is where it is. @returns what is known of it then */
  function take(
    avatar: AvatarReport,
    feed: Feed,
    previous: Feed | undefined,
    deciding: readonly Feed[],
  ): AvatarState | undefined {
    const { agentId } = avatar
    const known = avatars.get({ grid: feed.grid, agentId })
    if ((avatar.name === '' && !known) || !mayTake(agentId, feed)) return undefined
    const isFull = feed.listed.size >= MAX_AVATARS_PER_REGION && !feed.listed.has(agentId)
    if (isFull || !(known || departures.makeRoom(feed))) {
      feed.refused += 1
      return undefined
    }
    feed.listed.set(agentId, avatar)
    return isHere(agentId, known, feed, previous) ? avatars.place(avatar, feed, deciding) : undefined
  }

  /** An avatar whose position cannot be used stays where it was. @returns whether that is in this region */
  function keep(agentId: string, feed: Feed, previous: Feed | undefined): boolean {
    const state = avatars.get({ grid: feed.grid, agentId })
    const here = state?.regionId === feed.regionId ? state : undefined
    const last = here ?? previous?.listed.get(agentId)
    if (!last || feed.listed.has(agentId) || !mayTake(agentId, feed)) return false
    const { name, position, look, parcelId } = last
    feed.listed.set(agentId, { agentId, name, position, look, parcelId })
    if (here) avatars.update(here, { seenAt: feed.reportedAt })
    return here !== undefined
  }

  /** A region says where it lies. Only a silent region can lose its place, so what it repeats needs no look at others. */
  function layDown(feed: Feed, [x, y]: RegionCorner, previous: Feed | undefined): void {
    const before = previous && !feeds.isSilentFeed(previous) ? previous.corner : undefined
    if (before?.[0] === x && before[1] === y) feed.corner = before
    else {
      const region = regionOf(feed)
      const { holder, isNews } = corners.tell(region, [x, y])
      if (holder.regionId === region.regionId) feed.corner = [x, y]
      else events.emit('cornerTaken', region, holder, [x, y])
      if (isNews) events.emit('regionMoved', region)
    }
  }

  /** Nothing of that feed counts any more. */
  function forget(feed: Feed): void {
    departures.unknown(avatars.placedBy(feed))
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
      viewers.feedLost(region)
    }
  }

  return {
    events,
    frames,
    watch,
    watchRegion,
    report(report) {
      if (feeds.isLate(report)) return false
      const { grid, unplaced = [], authority } = report
      const region = regionOf(report)
      // A region's own channel is named after it: nobody else can name that as a parcel.
      parcelRegions.claim({ ...region, parcelId: region.regionId }, authority)
      const previous = feeds.of(report)
      const before = regions.reported(region, stopwatch.now())
      const { feed, givenUp } = feeds.take(report)
      if (givenUp) forget(givenUp)
      // Before those in it are told of: their places may depend on it.
      if (report.corner) layDown(feed, report.corner, previous)
      const deciding = feeds.deciding(feed)
      const seen: Avatar[] = []
      for (const avatar of report.avatars) {
        const state = take(inOwnParcel(avatar, report), feed, previous, deciding)
        if (state) seen.push(state)
      }
      for (const agentId of unplaced) if (keep(agentId, feed, previous)) seen.push({ grid, agentId })
      // Where two feeds tell of one region, an avatar is gone when the one that listed it last says so.
      const unlisted = avatars.unlistedBy(feed)
      if (unlisted.length > 0) departures.unlisted(unlisted, seen)
      else if (seen.length > 0) events.emit('seen', seen)
      if (VIEWERS_COUNT[before]) {
        viewers.feedBegan(region)
        for (const word of gridWords.in(region)) {
          if (!avatars.get(word)) events.emit('gone', [word], proofOf(region, word.changedAt))
        }
      }
      if (before === 'no-feed') events.emit('feedFound', region)
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
    feedEnded(region, source) {
      const feed = feeds.end({ ...regionOf(region), source })
      if (feed) forget(feed)
    },
    gridRegions,
    gridListed(grid, listed) {
      for (const { regionId } of listed)
        parcelRegions.claim({ grid, regionId, parcelId: regionId }, undefined)
      for (const region of gridRegions.take(grid, listed)) events.emit('regionMoved', region)
    },
    gridWord,
    regionsByGrid: (grid) => new Set([...gridWords.list(grid)].map(({ regionId }) => regionId)),
    gridSays: gridWords.get,
    isToldByGrid: gridWords.isTold,
    gridLocated(grid, answers) {
      const isFirst = !gridWords.isTold(grid)
      for (const news of gridWords.take(grid, answers)) {
        if (news.type === 'moved') carryOff(news.avatar, news.isFirst)
        // Where a feed tells, the feed says it, too.
        else if (!avatars.get(news.word) && isUntold(news.word)) events.emit('gone', [news.word], 'left')
      }
      if (isFirst) events.emit('gridTold', grid)
      // A word may count from now on that did not before: this node has the region now, or its feed has ended.
      const counting = [...answers.keys()].map((agentId) => ({ grid, agentId })).filter(gridWord)
      if (counting.length > 0) events.emit('gridLocated', counting)
    },
    viewerReport(avatar) {
      if (gridWord(avatar)) return undefined
      const listed = avatars.get(avatar)
      return listed && !VIEWERS_COUNT[regions.of(listed)] ? undefined : viewers.get(avatar)
    },
    reportByViewer: viewers.take,
    viewerEnded: viewers.end,
    isViewerFresh: viewers.isFresh,
    stateOf: regions.of,
    find: avatars.get,
    list: avatars.list,
    count: avatars.count,
    feeds: () => feeds.view(),
    isGridKnown: (grid) => gridWords.isTold(grid) || feeds.isGridKnown(grid),
    seen(avatar) {
      const state = avatars.get(avatar)
      return state && regions.of(state) !== 'silent' ? state : undefined
    },
    isFeedLost: (region) => regions.of(region) === 'silent',
    lastReports: (region) =>
      feeds
        .ofRegion(region)
        .filter((feed) => !feeds.isSilentFeed(feed))
        .map(({ regionName, source, sender, authority, order, listed, corner }) => ({
          ...regionOf(region),
          regionName,
          source,
          sender,
          authority,
          order,
          corner,
          avatars: [...listed.values()].flatMap((avatar) => {
            const state = avatars.get({ grid: region.grid, agentId: avatar.agentId })
            return state && isSameRegion(state, region) ? { ...avatar, name: state.name } : []
          }),
        })),
    sweep() {
      for (const region of feeds.regions()) lookAt(region)
      for (const feed of feeds.sweep()) forget(feed)
      viewers.sweep()
    },
    forgetGrid(grid) {
      gridRegions.forgetGrid(grid)
      gridWords.forgetGrid(grid)
      viewers.forgetGrid(grid)
      for (const feed of feeds.endAllOf(grid)) forget(feed)
    },
  }
}

/** Its region alone: a feed, say, is a region with more to it. */
function regionOf({ grid, regionId }: Region): Region {
  return { grid, regionId }
}
