/** The feeds that tell where avatars are: each one's last report and its time, and which have fallen silent. */

import { type Avatar, type GridId, type Region, regionKey } from '../grids/grid.js'
import { createFairSpace, type Holder } from '../limits/fair-space.js'
import type { Stopwatch } from '../ports.js'
import type { RegionAuthority } from '../region-keys/authority.js'
import type { AvatarReport, FeedSource, OddEntry, RegionReport } from './region-report.js'
import type { RegionCorner } from './regions/region-corners.js'

/** A region that has been silent for this long is shown as silent. */
export const FEED_LOST_AFTER_MS = 30_000
/** After this silence its avatars are taken out. */
export const FEED_FORGOTTEN_AFTER_MS = 5 * 60_000

/** An order that falls by more than this, or after this long, is a feed that started afresh. */
const RESTART_ORDER_GAP = 10_000
const RESTART_AFTER_MS = 30_000
/** So are this many older reports in a row: the sender's clock was set back a little. */
const RESTART_REPORTS = 3

/** One for each region, or two where both ways are in use. Anybody with the region secret could invent more. */
export const MAX_FEEDS = 10_000

/** The first decides what only one feed may decide. It is heard late: a region where nobody talks is asked every 5 s. */
const SOURCES: readonly FeedSource[] = ['remote-admin', 'push']
const DECIDES_FOR_MS = 8000

/** A feed's last report. */
export interface Feed extends Region {
  readonly regionName: string
  readonly source: FeedSource
  readonly sender: string | undefined
  readonly authority: RegionAuthority | undefined
  readonly order: number | undefined
  /** By the stopwatch. */
  readonly reportedAt: number
  /** By agent id. */
  readonly listed: Map<string, AvatarReport>
  /** Avatars that were not taken in, because there are too many. */
  refused: number
  /** Entries that could not be used in full. */
  readonly odd: readonly OddEntry[]
  /** Where the region lies, if it says so and no other one lies there. */
  corner?: RegionCorner
}

/** A feed as admins see it. */
export interface FeedView
  extends Pick<Feed, 'grid' | 'regionId' | 'regionName' | 'source' | 'refused' | 'odd'> {
  readonly ageMs: number
  readonly avatars: number
  /** Nothing was heard of it for 30 s. */
  readonly silent: boolean
}

export type RegionFeeds = ReturnType<typeof createRegionFeeds>

export function createRegionFeeds(stopwatch: Stopwatch) {
  const feeds = new Map<string, Feed>()
  const space = createFairSpace({ max: MAX_FEEDS, givesUp: stalestOf })
  /** The last late report of each feed, and how many late ones came before it in order. */
  const lateOnes = new Map<string, { readonly order: number; readonly count: number }>()

  const age = ({ reportedAt }: Feed) => stopwatch.now() - reportedAt
  const isSilentFeed = (feed: Feed) => age(feed) >= FEED_LOST_AFTER_MS
  const isOlder = (order: number, last: Feed | undefined) =>
    last?.order !== undefined &&
    order <= last.order &&
    last.order - order < RESTART_ORDER_GAP &&
    age(last) < RESTART_AFTER_MS
  const ofRegion = ({ grid, regionId }: Region) =>
    SOURCES.flatMap((source) => feeds.get(keyOf({ grid, regionId, source })) ?? [])

  /** The feed that has not been heard of for longest. */
  function stalestOf(keys: Iterable<string>): string | undefined {
    const reportedAt = (key: string) => feeds.get(key)?.reportedAt ?? Number.NEGATIVE_INFINITY
    let stalest: string | undefined
    for (const key of keys) if (stalest === undefined || reportedAt(key) < reportedAt(stalest)) stalest = key
    return stalest
  }

  function forget(key: string): Feed | undefined {
    const feed = feeds.get(key)
    feeds.delete(key)
    lateOnes.delete(key)
    space.remove(key)
    return feed
  }

  return {
    /** Whether a report is older than the last one of its feed; reports of different senders are not compared. */
    isLate(report: RegionReport): boolean {
      const key = keyOf(report)
      const { order, sender } = report
      const last = feeds.get(key)
      if (order === undefined || last?.sender !== sender || !isOlder(order, last)) {
        lateOnes.delete(key)
        return false
      }
      const before = lateOnes.get(key)
      const count = before && order > before.order ? before.count + 1 : 1
      lateOnes.set(key, { order, count })
      return count < RESTART_REPORTS
    },
    of: (key: FeedKey) => feeds.get(keyOf(key)),
    /** Drops a feed. @returns what it said last */
    end: (key: FeedKey) => forget(keyOf(key)),
    /** Drops every feed of a grid. @returns what each said last */
    endAllOf(grid: GridId): readonly Feed[] {
      const own = [...feeds].filter(([, feed]) => feed.grid === grid)
      return own.flatMap(([key]) => forget(key) ?? [])
    },
    ofRegion,
    age,
    /**
     * Keeps a report as the last one of its feed; the caller fills in whom it lists.
     * @returns the feed, and the one that had to give way to it
     */
    take(report: RegionReport): { readonly feed: Feed; readonly givenUp: Feed | undefined } {
      const key = keyOf(report)
      const { grid, regionId, regionName, source, sender, authority, order, odd = [] } = report
      const holder = { ...holderOf(report), region: '' }
      const known = feeds.get(key)
      const victim = known ? undefined : space.victimFor(holder)
      const stalest = victim === 'refused' ? space.victim() : victim
      const givenUp = stalest === undefined ? undefined : forget(stalest)
      const facts = { grid, regionId, regionName, source, sender, authority, order, odd }
      const feed: Feed = { ...facts, reportedAt: stopwatch.now(), listed: new Map(), refused: 0 }
      feeds.set(key, feed)
      if (!known || holderOf(known).sender !== holder.sender) space.add(key, holder)
      return { feed, givenUp }
    },
    /**
     * A region's feeds that were heard just now. The first one that lists an avatar decides what must not alternate
     * between them: the direction (one tells the camera's, the other the body's), the parcel and the name.
     */
    deciding: (region: Region): readonly Feed[] =>
      ofRegion(region).filter((feed) => age(feed) < DECIDES_FOR_MS),
    /** Whether nothing was heard of that region for 30 s, over any feed. */
    isSilent: (region: Region): boolean => ofRegion(region).every(isSilentFeed),
    isSilentFeed,
    /**
     * Which other feed lists an avatar that its own feed no longer lists: the newest one heard after the avatar came to
     * its region. An older report only tells where it was before.
     * @param mayHave whether that feed may have the avatar
     */
    latestWith(
      state: Avatar & Region & { readonly source: FeedSource; readonly arrivedAt: number },
      mayHave: (feed: Feed) => boolean,
    ) {
      const own = keyOf(state)
      let latest: Feed | undefined
      for (const [key, feed] of feeds) {
        if (key === own || feed.grid !== state.grid) continue
        if (!feed.listed.has(state.agentId) || isSilentFeed(feed) || !mayHave(feed)) continue
        if (feed.regionId !== state.regionId && feed.reportedAt < state.arrivedAt) continue
        if (!latest || feed.reportedAt > latest.reportedAt) latest = feed
      }
      return latest
    },
    /** Whether anything was heard of that region within the last 5 minutes. */
    isKnown: (region: Region) => ofRegion(region).length > 0,
    /** Whether any region of that grid tells where its avatars are. */
    isGridKnown: (grid: GridId) => [...feeds.values()].some((feed) => feed.grid === grid),
    /** Drops feeds that were silent for too long. */
    sweep(): readonly Feed[] {
      const forgotten = [...feeds].filter(([, feed]) => age(feed) >= FEED_FORGOTTEN_AFTER_MS)
      return forgotten.map(([key, feed]) => {
        forget(key)
        return feed
      })
    },
    /** Each region with a feed, once. */
    regions: (): readonly Region[] => [
      ...new Map([...feeds.values()].map((feed) => [regionKey(feed), feed])).values(),
    ],
    view(): readonly FeedView[] {
      return [...feeds.values()].map((feed) => {
        const { grid, regionId, regionName, source, refused, odd } = feed
        const [ageMs, silent] = [age(feed), isSilentFeed(feed)]
        return { grid, regionId, regionName, source, refused, odd, ageMs, avatars: feed.listed.size, silent }
      })
    },
  }
}

/** The newest feed of each region: where a region has two, it does no harm that the other one was given up. */
export function newestOfRegions(feeds: readonly FeedView[]): readonly FeedView[] {
  const newest = new Map<string, FeedView>()
  for (const feed of feeds) {
    const other = newest.get(regionKey(feed))
    if (!other || feed.ageMs < other.ageMs) newest.set(regionKey(feed), feed)
  }
  return [...newest.values()]
}

/** Who is charged for the space that a feed takes up: its sender, or the region if the sender is not known. */
export function holderOf(feed: Region & { readonly sender?: string | undefined }): Holder {
  const region = regionKey(feed)
  return { sender: feed.sender ?? region, region }
}

type FeedKey = Pick<Feed, 'grid' | 'regionId' | 'source'>

function keyOf(feed: FeedKey): string {
  return `${regionKey(feed)} ${feed.source}`
}
