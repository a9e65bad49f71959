/** What viewers say about their own avatars, as far as it counts: the third and weakest source, after both kinds of feeds. */

import type { EventEmitter } from 'node:events'
import type { Avatar, Region } from '../grids/grid.js'
import type { Stopwatch } from '../ports.js'
import type { GoneProof } from './avatar-state.js'
import type { AvatarStates } from './avatar-states.js'
import type { PresenceEvents } from './presence-events.js'
import { type RegionStates, VIEWERS_COUNT } from './regions/region-states.js'
import { createViewerReports, type KnownViewerReport, type ViewerReport } from './viewer-reports.js'

/** What a viewer says of its avatar, where that counts. */
export interface ViewerReportState extends ViewerReport {
  /** When it was made, by the stopwatch. */
  readonly at: number
  /** Its viewer has been gone for 30 s: it is the last known place. */
  readonly silent: boolean
}

export interface ViewerWordsOptions {
  readonly events: EventEmitter<PresenceEvents>
  readonly avatars: Pick<AvatarStates, 'get'>
  readonly regions: Pick<RegionStates, 'of'>
  /** Why an avatar of that region, last told of at that time, is missing now. */
  readonly proofOf: (region: Region, seenAt: number) => GoneProof
  readonly stopwatch: Stopwatch
}

export type ViewerWords = ReturnType<typeof createViewerWords>

export function createViewerWords({ events, avatars, regions, proofOf, stopwatch }: ViewerWordsOptions) {
  const reports = createViewerReports(stopwatch)

  /** Nothing outranks a live feed. */
  function counts(report: KnownViewerReport): boolean {
    const listed = avatars.get(report)
    if (!VIEWERS_COUNT[regions.of(report)]) return false
    return !listed || (VIEWERS_COUNT[regions.of(listed)] && report.at > listed.seenAt)
  }

  function get(avatar: Avatar): ViewerReportState | undefined {
    const report = reports.get(avatar)
    return report && counts(report) ? { ...report, silent: !reports.isFresh(report) } : undefined
  }

  function tell(news: readonly Avatar[]): void {
    const counting = news.filter(get)
    if (counting.length > 0) events.emit('viewerReported', counting)
  }

  return {
    /** Where an avatar is according to its viewer, if that counts. */
    get,
    isFresh: reports.isFresh,
    take(report: ViewerReport): void {
      reports.take(report)
      tell([report])
    },
    end: reports.end,
    forgetGrid: reports.forgetGrid,
    /** The region's feeds have fallen silent: what viewers say there may count from now on. */
    feedLost: (region: Region) => tell(reports.in(region)),
    /** A feed begins to tell of a region: what viewers said there is void, and whom it does not list is gone. */
    feedBegan(region: Region): void {
      for (const report of reports.in(region)) {
        if (!avatars.get(report)) events.emit('gone', [report], proofOf(region, report.at))
      }
    },
    /** Notices which viewers fell silent, and forgets those that were silent for too long. */
    sweep(): void {
      const { silent, forgotten } = reports.sweep()
      tell(silent)
      const gone = forgotten.filter((report) => !avatars.get(report) && counts(report))
      if (gone.length > 0) events.emit('gone', gone, 'outage')
    },
  }
}
