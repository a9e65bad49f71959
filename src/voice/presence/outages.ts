/**
 * Outages of regions. A simulator that was restarted answers with nobody in it, and lets people log in again only
 * later: who is missing from its lists has not left the world, as far as anybody can tell.
 */

import type { Feed } from './feeds.js'
import type { FeedSource } from './region-report.js'

/** Without a report for so long, a feed tells nothing; a region where nobody talks is asked every 5 s. */
const DOWN_AFTER_MS: Record<FeedSource, number> = { push: 6000, 'remote-admin': 12_000 }

export interface OutagesOptions {
  /** All feeds of a region. */
  readonly feedsOf: (regionId: string) => readonly Feed[]
  /** Since its last report, in milliseconds. */
  readonly age: (feed: Feed) => number
}

export type Outages = ReturnType<typeof createOutages>

export function createOutages({ feedsOf, age }: OutagesOptions) {
  /** Reports after which a feed was asked in vain. */
  const failed = new WeakSet<Feed>()
  const current = new Set<string>()
  const endedAt = new Map<string, number>()

  const isDown = (feed: Feed) => failed.has(feed) || age(feed) >= DOWN_AFTER_MS[feed.source]

  return {
    /** The feed was asked, and could not be. */
    feedFailed: (feed: Feed) => void failed.add(feed),
    /** Whether an outage of that region has begun since the last time. */
    hasBegun(regionId: string): boolean {
      const feeds = feedsOf(regionId)
      if (current.has(regionId) || feeds.length === 0 || !feeds.every(isDown)) return false
      current.add(regionId)
      return true
    },
    /** To be called before a report counts; @param now by the stopwatch */
    reported(regionId: string, now: number): void {
      const feeds = feedsOf(regionId)
      if (current.delete(regionId) || (feeds.length > 0 && feeds.every(isDown))) endedAt.set(regionId, now)
    },
    /** Whether somebody who was last listed then may be missing because of an outage only. */
    explains: (regionId: string, seenAt: number) =>
      current.has(regionId) || seenAt < (endedAt.get(regionId) ?? Number.NEGATIVE_INFINITY),
    /** Nothing is known of that region any more. */
    forget(regionId: string): void {
      current.delete(regionId)
      endedAt.delete(regionId)
    },
  }
}
