/** The data of the overview: what is bad, counts now and an hour ago, regions, simulators, the service's own health. */

import type {
  CallerView,
  HubProcessView,
  Overview,
  RegionView,
  Sample,
  Setup,
} from '../../protocol/admin-api.js'
import type { FindingCode } from '../../protocol/service-codes.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { GridId, Region } from '../../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { KnownSimulator } from '../../voice/reports/region-requests.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { HubProcessStatus } from '../../voice/rooms/hub.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import { regionFinder, speaksIn } from '../live/live-views.js'
import type { MediaSource } from '../live/media-source.js'
import { type NodeOverview, type OtherNodes, together } from '../live/other-nodes.js'
import { problemsOf } from './problems.js'
import { refusalCode } from './refusal-code.js'

export const SAMPLE_INTERVAL_MS = 15_000
const KEPT_SAMPLES = 240

/** Most odd entries shown for each feed. */
const MAX_ODD = 5

const MAX_SIMULATORS = 200

/** A region that is asked over RemoteAdmin. */
export interface AskedRegion {
  readonly grid: GridId
  readonly name: string
  readonly url: string
  readonly regionId: string | null
  readonly state: string
  readonly reason: FindingCode | null
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
  /** Those of every grid that reached the service. */
  readonly simulators: () => readonly KnownSimulator[]
  /** How many sign-ins were refused since the start. */
  readonly refusedSignIns: () => number
  /** What is wrong with the store, in words for an operator; `undefined`: nothing. */
  readonly storeFault: () => Promise<string | undefined>
  /** Whether the store is a database that all nodes share. */
  readonly storeIsShared: boolean
  /** The checks of the set-up. */
  readonly checks: () => Setup['checks']
  /** What other nodes have, where there are any. */
  readonly others?: OtherNodes
  /** Share of the media hub's packets lost in the last full minute, 0..1. */
  readonly lossShare: () => number | undefined
  readonly clock: Clock
  readonly stopwatch: Stopwatch
}

export interface OverviewSource {
  /** Keeps the counts of this moment; to be called every `SAMPLE_INTERVAL_MS`. */
  sample(): void
  /** What this node alone has of it. */
  own(grid: GridId): NodeOverview
  /** All regions that feeds tell of or that are asked, on all nodes. */
  regions(grid: GridId): Promise<Overview['regions']>
  /** The overview of a grid, with the service itself. */
  read(grid: GridId): Promise<Overview>
  /** What an admin of that grid alone sees of it. */
  readOfGrid(grid: GridId): Promise<Overview>
}

export function createOverview(options: OverviewOptions): OverviewSource {
  const { rooms, presence, channels, reports, media, regionStatus, simulators, refusedSignIns, storeFault } =
    options
  const { checks, lossShare, clock, stopwatch } = options
  const lastHour: Sample[] = []
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
      hubCores: media.load()?.busiestCores ?? null,
      droppedTurns: media.load()?.droppedTurns ?? 0,
      relayedShare: relayedShare(reports),
      oldestFeedSeconds: Math.max(0, ...ages),
    }
  }

  function regions(grid: GridId): RegionView[] {
    const feeds = presence.feeds().filter((feed) => feed.grid === grid)
    const polled = regionStatus().filter((region) => region.grid === grid)
    const viewers = media.viewers().filter((viewer) => viewer.grid === grid)
    const ownRooms = rooms.list().filter(({ channel }) => channel.grid === grid)
    const regionOf = regionFinder(grid, presence, viewers)
    const inVoice = new Map<string, number>()
    for (const agentId of ownRooms.flatMap((room) => room.agentIds())) {
      const regionId = regionOf(agentId)
      if (regionId !== undefined) inVoice.set(regionId, (inVoice.get(regionId) ?? 0) + 1)
    }
    const ids = new Set([
      ...feeds.map(({ regionId }) => regionId),
      ...polled.flatMap(({ regionId }) => regionId ?? []),
      ...viewers.map(({ regionId }) => regionId),
    ])
    const { others } = options
    const address = others?.address() ?? null
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
        corner: cornerOf({ grid, regionId }),
        node: others?.owns({ grid, regionId }) ? address : null,
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

  function cornerOf(region: Region): [number, number] | null {
    const [west, south] = presence.frames.cornerOf(region) ?? []
    return west === undefined || south === undefined ? null : [west, south]
  }

  /** What is not counted by grid stays out. */
  function ofGrid(grid: GridId): Sample {
    const ownRooms = rooms.list().filter(({ channel }) => channel.grid === grid)
    const feeds = newestOfRegions(presence.feeds().filter((feed) => feed.grid === grid))
    return {
      at: clock(),
      people: sum(ownRooms.map((room) => room.agentIds().length)),
      rooms: ownRooms.length,
      avatars: presence.list(grid).length,
      speaking: speakingIn({ list: () => ownRooms }, reports),
      viewers: media.viewers().filter((viewer) => viewer.grid === grid).length,
      oldestFeedSeconds: Math.max(0, ...feeds.map(({ ageMs }) => ageMs / 1000)),
      refusedSignIns: 0,
      joinFailures: 0,
      timeToVoiceMs: null,
      hubCores: null,
      droppedTurns: 0,
      relayedShare: null,
    }
  }

  const callersOf = (grid: GridId) =>
    simulators()
      .filter((simulator) => simulator.grid === grid)
      .slice(0, MAX_SIMULATORS)
      .map(callerView)
  const uptimeSeconds = () => (stopwatch.now() - startedAt) / 1000

  const own = (grid: GridId): NodeOverview => ({ now: now(), regions: regions(grid), ofGrid: ofGrid(grid) })

  return {
    own,
    sample() {
      lastHour.push(now())
      if (lastHour.length > KEPT_SAMPLES) lastHour.shift()
    },
    async readOfGrid(grid) {
      const others = (await options.others?.overviews(grid)) ?? []
      const { ofGrid: present = ofGrid(grid), regions } = together(own(grid), others)
      return {
        nodes: [],
        problems: [],
        now: present,
        hourAgo: null,
        regions,
        callers: callersOf(grid),
        hubProcesses: [],
        joinFailures: [],
        health: {
          store: true,
          storeFault: null,
          uptimeSeconds: uptimeSeconds(),
          memoryMegabytes: 0,
          channels: (await channels.search({ grid })).length,
        },
      }
    },
    regions: async (grid) => together(own(grid), (await options.others?.overviews(grid)) ?? []).regions,
    async read(grid) {
      const fault = await storeFault()
      // What is kept is this node's alone.
      const hourAgo = lastHour.length === KEPT_SAMPLES && !options.others ? lastHour[0] : undefined
      const others = (await options.others?.overviews(grid)) ?? []
      const { now: present, regions } = together(own(grid), others)
      return {
        nodes: options.others?.all() ?? [],
        problems: problemsOf({
          storeFault: fault,
          storeIsShared: options.storeIsShared,
          checks: checks(),
          now: present,
          hourAgo,
          lossShare: lossShare(),
        }),
        now: present,
        hourAgo: hourAgo ?? null,
        regions,
        callers: callersOf(grid),
        hubProcesses: media.processes().map(processView),
        joinFailures: [...reports.failures()].map(([reason, count]) => ({ reason, count })),
        health: {
          store: fault === undefined,
          storeFault: fault ?? null,
          uptimeSeconds: uptimeSeconds(),
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

/** The console's words are older than ours: its API keeps them. */
function callerView({ address, path, at, generation, requests, refused }: KnownSimulator): CallerView {
  return {
    address,
    call: path,
    at,
    generation,
    calls: requests,
    refused: refused && {
      call: refused.path,
      reason: refused.reason,
      finding: { code: refusalCode(refused.way), about: '' },
      at: refused.at,
      calls: refused.requests,
      over: refused.over,
    },
  }
}

function processView({ ports, load, ...process }: HubProcessStatus): HubProcessView {
  const [begin, end] = ports
  return {
    ...{ portBegin: begin, portEnd: end },
    ...{ state: process.state, closed: process.closed },
    ...{ rooms: process.rooms, peers: process.peers, restarts: process.restarts },
    cores: load?.cores ?? null,
    medianTurnMs: load?.medianTurnMs ?? null,
    turnMs: load?.turnMs ?? null,
    droppedTurns: load?.droppedTurns ?? 0,
  }
}

function askedView({ name, url, state, reason, error, lastOkAt }: AskedRegion) {
  return { url, state, error, finding: reason && { code: reason, about: name }, lastOkAt }
}

/** How many people are heard to speak, as their pages say. */
export function speakingIn(rooms: Pick<Rooms, 'list'>, reports: VoiceReports): number {
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
