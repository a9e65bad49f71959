/**
 * What is known of each region by its feeds, as one table: what follows from a report and from silence, and whether a
 * viewer's own word counts there.
 *
 * A restarted simulator answers with an empty list, and lets people log in only later. Whoever is missing from its lists
 * after an outage has not left the world, as far as anybody can tell.
 */

import type { Region } from '../../grids/grid.js'
import { createRegionMap } from '../../grids/grid-map.js'
import { FEED_LOST_AFTER_MS, type Feed } from '../feeds.js'
import type { FeedSource } from '../region-report.js'

/**
 * | state   | what its feeds say                                           | an avatar's place is                     |
 * | ------- | ------------------------------------------------------------ | ---------------------------------------- |
 * | no-feed | there is none, or nothing was heard of any for 5 minutes     | what its viewer says                     |
 * | up      | who is there                                                 | what the feed says: nothing outranks it  |
 * | outage  | nothing for some seconds, or the simulator cannot be asked   | what the feed said last                  |
 * | silent  | nothing for 30 s                                             | the same, until its viewer says more     |
 */
export type RegionState = 'no-feed' | 'up' | 'outage' | 'silent'

export type RegionEvent = 'reported' | 'down' | 'silent' | 'forgotten'

/** By state and event, the next state; a missing pair changes nothing. */
export const REGION_STATES: {
  readonly [From in RegionState]: { readonly [On in RegionEvent]?: RegionState }
} = {
  'no-feed': { reported: 'up' },
  up: { reported: 'up', down: 'outage', forgotten: 'no-feed' },
  outage: { reported: 'up', silent: 'silent', forgotten: 'no-feed' },
  silent: { reported: 'up', forgotten: 'no-feed' },
}

/** Whether what a viewer reports about itself may count in a region: never against a live feed. */
export const VIEWERS_COUNT: Readonly<Record<RegionState, boolean>> = {
  'no-feed': true,
  up: false,
  outage: false,
  silent: true,
}

/** A feed without a report for this long tells nothing. A region where nobody talks is asked every 5 s only. */
const DOWN_AFTER_MS: Record<FeedSource, number> = { push: 6000, 'remote-admin': 12_000 }

export interface RegionStatesOptions {
  /** All feeds of a region. */
  readonly feedsOf: (region: Region) => readonly Feed[]
  /** Since its last report, in milliseconds. */
  readonly age: (feed: Feed) => number
}

export type RegionStates = ReturnType<typeof createRegionStates>

export function createRegionStates({ feedsOf, age }: RegionStatesOptions) {
  /** Of regions with a feed. */
  const states = createRegionMap<RegionState>()
  /** Last reports of feeds that have been asked in vain since. */
  const failed = new WeakSet<Feed>()
  const awayUntil = createRegionMap<number>()

  const of = (region: Region) => states.get(region) ?? 'no-feed'
  const isDown = (feed: Feed) => failed.has(feed) || age(feed) >= DOWN_AFTER_MS[feed.source]
  const isSilent = (feed: Feed) => age(feed) >= FEED_LOST_AFTER_MS

  function tell(region: Region, event: RegionEvent): RegionState | undefined {
    const next = REGION_STATES[of(region)][event]
    if (next === 'no-feed') states.delete(region)
    else if (next !== undefined) states.set(region, next)
    return next
  }

  return {
    of,
    /** The feed was asked in vain. */
    feedFailed: (feed: Feed) => void failed.add(feed),
    /**
     * To be called before a report counts.
     * @param now by the stopwatch
     * @returns the state until then
     */
    reported(region: Region, now: number): RegionState {
      const before = of(region)
      const feeds = feedsOf(region)
      const wasAway = before === 'outage' || before === 'silent' || (feeds.length > 0 && feeds.every(isDown))
      if (wasAway) awayUntil.set(region, now)
      tell(region, 'reported')
      return before
    },
    /** Notices silence. @returns the states that the region has come to since the last time, in their order */
    look(region: Region): readonly RegionState[] {
      const feeds = feedsOf(region)
      if (feeds.length === 0) return []
      const events = [feeds.every(isDown) && 'down', feeds.every(isSilent) && 'silent'] as const
      return events.flatMap((event) => (event && tell(region, event)) || [])
    },
    /** Whether an outage alone may explain that somebody who was last listed then is missing. */
    explains: (region: Region, seenAt: number) =>
      of(region) === 'outage' ||
      of(region) === 'silent' ||
      seenAt < (awayUntil.get(region) ?? Number.NEGATIVE_INFINITY),
    /** It has no feed any more. */
    forget(region: Region): void {
      tell(region, 'forgotten')
      awayUntil.delete(region)
    },
  }
}
