/** What viewers report of where their own avatars are. It counts only where no feed is alive. */

import { type Avatar, avatarKey, forgetGrid, type GridId, isSameRegion, type Region } from '../grids/grid.js'
import type { Stopwatch } from '../ports.js'
import { FEED_FORGOTTEN_AFTER_MS, FEED_LOST_AFTER_MS } from './feeds.js'
import type { RegionPose } from './region-pose.js'

/** More viewers than one service has; beyond it the oldest report is forgotten. */
const MAX_VIEWERS = 10_000

/** Where an avatar is, according to its viewer. */
export interface ViewerReport extends Avatar, RegionPose {
  /** The viewer's connection that made the report. */
  readonly by: string
  /** The parcel whose channel its viewer is in; `null`: the region's channel, or one known by its number only. */
  readonly parcelId: string | null
  readonly channelId: number
}

export interface KnownViewerReport extends ViewerReport {
  /** By the stopwatch. */
  readonly at: number
  /** When that connection ended; while it lasts, a viewer reports only when its avatar moves. */
  readonly endedAt: number | undefined
}

export type ViewerReports = ReturnType<typeof createViewerReports>

export function createViewerReports(stopwatch: Stopwatch) {
  const reports = new Map<string, KnownViewerReport>()
  /** Viewers whose silence was noticed. */
  const silent = new Set<string>()

  const silentMs = ({ endedAt }: KnownViewerReport) => (endedAt === undefined ? 0 : stopwatch.now() - endedAt)

  function forget(key: string): void {
    reports.delete(key)
    silent.delete(key)
  }

  return {
    // Mostly a feed tells, and there are none.
    get: (avatar: Avatar) => (reports.size === 0 ? undefined : reports.get(avatarKey(avatar))),
    in: (region: Region) => [...reports.values()].filter((report) => isSameRegion(report, region)),
    /** Whether an avatar's viewer is connected, or was a moment ago. */
    isFresh(avatar: Avatar): boolean {
      const report = reports.get(avatarKey(avatar))
      return report !== undefined && silentMs(report) < FEED_LOST_AFTER_MS
    },
    take(report: ViewerReport): void {
      const key = avatarKey(report)
      forget(key)
      reports.set(key, { ...report, at: stopwatch.now(), endedAt: undefined })
      const [oldest] = reports.keys()
      if (reports.size > MAX_VIEWERS && oldest !== undefined) forget(oldest)
    },
    /** The grid is served no more. */
    forgetGrid(grid: GridId): void {
      forgetGrid(reports, grid)
      forgetGrid(silent, grid)
    },
    /** To be called when a connection has ended: its last report holds for as long as a feed's last report. */
    end(avatar: Avatar, by: string): void {
      const key = avatarKey(avatar)
      const report = reports.get(key)
      if (report?.by === by) reports.set(key, { ...report, endedAt: stopwatch.now() })
    },
    /** The reports of viewers that fell silent since the last time, and of those that were silent for too long. */
    sweep(): {
      readonly silent: readonly KnownViewerReport[]
      readonly forgotten: readonly KnownViewerReport[]
    } {
      const newlySilent: KnownViewerReport[] = []
      const forgotten: KnownViewerReport[] = []
      for (const [key, report] of reports) {
        if (silentMs(report) < FEED_LOST_AFTER_MS) continue
        if (!silent.has(key)) newlySilent.push(report)
        silent.add(key)
        if (silentMs(report) < FEED_FORGOTTEN_AFTER_MS) continue
        forget(key)
        forgotten.push(report)
      }
      return { silent: newlySilent, forgotten }
    },
  }
}
