/** The data of the overview: counts now and over the last hour, regions, callers, the service's own health. */

import type { Overview, RegionView, Sample } from '../../protocol/admin-api.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { RegionCaller } from '../../voice/presence/region-calls.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import { regionFinder, speaksIn } from '../live/live-views.js'
import type { MediaSource } from '../live/media-source.js'

export const SAMPLE_INTERVAL_MS = 15_000
const KEPT_SAMPLES = 240

/** Most odd entries shown for each feed. */
const MAX_ODD = 5

/** A region that is asked over RemoteAdmin. */
export interface AskedRegion {
  readonly grid: GridId
  readonly name: string
  readonly url: string
  readonly regionId: string | null
  readonly state: string
  readonly error: string | null
  readonly lastOkAt: number | null
}

export interface OverviewOptions {
  readonly rooms: Rooms
  readonly presence: Presence
  readonly channels: Channels
  readonly reports: VoiceReports
  readonly media: MediaSource
  readonly regionStatus: () => readonly AskedRegion[]
  readonly callers: () => readonly RegionCaller[]
  /** How many sign-ins were refused since the start. */
  readonly refusedSignIns: () => number
  /** What is wrong with the store, in words for an operator; `undefined`: nothing. */
  readonly storeFault: () => Promise<string | undefined>
  readonly clock: Clock
  readonly stopwatch: Stopwatch
}

export interface OverviewSource {
  /** Keeps the counts of this moment; to be called every `SAMPLE_INTERVAL_MS`. */
  sample(): void
  /** The overview of a grid. */
  read(grid: GridId): Promise<Overview>
}

export function createOverview(options: OverviewOptions): OverviewSource {
  const { rooms, presence, channels, reports, media, regionStatus, callers, refusedSignIns, storeFault } =
    options
  const { clock, stopwatch } = options
  const history: Sample[] = []
  const startedAt = stopwatch.now()

  function now(): Sample {
    const ages = newestOfRegions(presence.feeds()).map(({ ageMs }) => ageMs / 1000)
    return {
      at: clock(),
      people: rooms.participantCount(),
      rooms: rooms.list().length,
      avatars: presence.count(),
      speaking: speakingIn(rooms, reports),
      refusedSignIns: refusedSignIns(),
      joinFailures: sum(reports.failures().values()),
      timeToVoiceMs: reports.medianTimeToVoiceMs(),
      viewers: media.viewers().length,
      hubCores: media.load()?.cores ?? null,
      droppedTurns: media.load()?.droppedTurns ?? 0,
      relayedShare: relayedShare(reports),
      oldestFeedSeconds: Math.max(0, ...ages),
    }
  }

  function regions(grid: GridId): RegionView[] {
    const feeds = presence.feeds().filter((feed) => feed.grid === grid)
    const polled = regionStatus().filter((region) => region.grid === grid)
    const viewers = media.viewers()
    const regionOf = regionFinder(grid, presence, viewers)
    const inVoice = new Map<string, number>()
    for (const agentId of rooms.list().flatMap((room) => room.agentIds())) {
      const regionId = regionOf(agentId)
      if (regionId !== undefined) inVoice.set(regionId, (inVoice.get(regionId) ?? 0) + 1)
    }
    const ids = new Set([
      ...feeds.map(({ regionId }) => regionId),
      ...polled.flatMap(({ regionId }) => regionId ?? []),
      ...viewers.map(({ regionId }) => regionId),
    ])
    const known = [...ids].map((regionId) => {
      const own = feeds.filter((feed) => feed.regionId === regionId)
      const asked = polled.find((region) => region.regionId === regionId)
      return {
        regionId,
        name: own[0]?.regionName ?? asked?.name ?? nameBySession(viewers, regionId),
        feeds: own.map(({ source, ageMs, avatars, silent, refused, odd }) => ({
          source,
          ageSeconds: ageMs / 1000,
          avatars,
          silent,
          refused,
          odd: odd.slice(0, MAX_ODD).map(({ agentId, what }) => ({ agentId: agentId ?? null, what })),
        })),
        inVoice: inVoice.get(regionId) ?? 0,
        remoteAdmin: asked ? askedView(asked) : null,
      }
    })
    const unknown = polled.filter(({ regionId }) => regionId === null)
    return [
      ...known,
      ...unknown.map((asked) => ({
        regionId: null,
        name: asked.name,
        feeds: [],
        inVoice: 0,
        remoteAdmin: askedView(asked),
      })),
    ]
  }

  return {
    sample() {
      history.push(now())
      if (history.length > KEPT_SAMPLES) history.shift()
    },
    async read(grid) {
      const fault = await storeFault()
      return {
        now: now(),
        history: [...history],
        regions: regions(grid),
        callers: callers().slice(0, 200),
        joinFailures: [...reports.failures()].map(([reason, count]) => ({ reason, count })),
        health: {
          store: fault === undefined,
          storeFault: fault ?? null,
          uptimeSeconds: (stopwatch.now() - startedAt) / 1000,
          memoryMegabytes: Math.round(process.memoryUsage.rss() / 1_048_576),
          channels: (await channels.search({ grid })).length,
        },
      }
    },
  }
}

/** The name of a region that is known from its viewers' sessions only. */
function nameBySession(viewers: ReturnType<MediaSource['viewers']>, regionId: string): string {
  return viewers.find((viewer) => viewer.regionId === regionId)?.channelName || regionId
}

function askedView({ url, state, error, lastOkAt }: AskedRegion) {
  return { url, state, error, lastOkAt }
}

/** How many people are heard to speak, as their pages say. */
export function speakingIn(rooms: Rooms, reports: VoiceReports): number {
  return sum(rooms.list().map((room) => room.agentIds().filter((id) => speaksIn(room, id, reports)).length))
}

function relayedShare(reports: VoiceReports): number | null {
  const { p2p, relay, hub } = reports.routes()
  const all = p2p + relay + hub
  return all === 0 ? null : relay / all
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}
