/** `/healthz`, `/readyz` and `/metrics`: whether the service is alive and can serve, and how much is going on. */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { VoiceError } from '../../errors.js'
import type { GridUses } from '../../voice/grids/use/grid-use.js'
import type { Stopwatch } from '../../voice/ports.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import { JOIN_FAILURES, type VoiceReports } from '../../voice/reports/voice-reports.js'
import type { HubProcessStatus } from '../../voice/rooms/hub.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import { isSameSecret } from '../../voice/sign-in/same-secret.js'
import { isLocal } from '../connections/requester.js'
import { registerGridUses } from './grid-metrics.js'
import { registerHubProcesses } from './hub-process-metrics.js'
import { type MachineFacts, registerMachine } from './machine-metrics.js'

export interface HealthOptions {
  readonly rooms: Rooms
  readonly presence: Presence
  readonly reports: VoiceReports
  /** How many residents speak, as their pages report. */
  readonly speaking: () => number
  /** How many sign-ins were refused since the start. */
  readonly refusedSignIns: () => number
  /** What is wrong with the store, in words for an operator; `undefined`: nothing. */
  readonly storeFault: () => Promise<string | undefined>
  /** Whether the store is a database that all nodes share. */
  readonly storeIsShared: boolean
  /** The results of trying the TURN servers; voice goes on without them where possible. */
  readonly turnServers: () => readonly TurnServer[]
  /** The grid's own services; `undefined`: they are not asked. */
  readonly grid: (() => GridState) | undefined
  readonly media: MediaState
  /** Which library encodes the hub's mixes; `undefined` without a hub. */
  readonly opusEncoder: string | undefined
  readonly machine: Omit<MachineFacts, 'isReady'>
  readonly uses: Pick<GridUses, 'grids' | 'useOf' | 'limitsOf'>
  /** The token with which other machines may read the metrics; `undefined`: only this machine may. */
  readonly metricsToken: string | undefined
  /** This node among others; `undefined` where it is the only one. */
  readonly cluster: ClusterState | undefined
  readonly stopwatch: Stopwatch
}

/** The nodes, as this one knows them. */
interface ClusterState {
  isRedisUp(): boolean
  nodes(): readonly {
    readonly id: string
    readonly url: string
    readonly areas: number
    readonly draining: boolean
  }[]
  self(): { readonly id: string }
  owned(): readonly string[]
}

/** Requests within this time get the same numbers, because gathering them takes some milliseconds. */
const METRICS_AGE_MS = 1000

/** The media hub and who uses it. */
interface MediaState {
  viewers(): readonly { readonly state: string }[]
  peers(): readonly { readonly kind: string }[]
  /** `undefined` if the hub is not up. */
  load(): { readonly cores: number; readonly droppedTurns: number; readonly turnMs: number } | undefined
  processes(): readonly HubProcessStatus[]
}

interface GridState {
  readonly state: string
  readonly reason: string | null
  /** The last good answer, in milliseconds since 1970. */
  readonly lastOkAt: number | null
}

interface TurnServer {
  readonly url: string
  readonly reachable: boolean
  readonly credentialsAccepted: boolean
  readonly allocated: boolean
  readonly error: string | undefined
}

/** Strangers may read these texts, so they do not name the database's path or address. */
const POSTGRES_AWAY = 'PostgreSQL is away: no new account or channel, all else goes on.'
const STORE_FAULT =
  'Nothing can be written down at the moment, or the database does not answer: the log and the console say why. Voice goes on.'

export const health: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  const { rooms, presence, reports, speaking, storeFault, refusedSignIns, turnServers, stopwatch } = options
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read())
        },
      }),
    )
  gauge('voice_participants', 'Residents with a live voice session', () => rooms.participantCount())
  gauge('voice_rooms', 'Rooms with somebody in them', () => rooms.list().length)
  gauge('voice_avatars', 'Avatars whose position is known', () => presence.count())
  gauge(
    'voice_oldest_feed_seconds',
    'Age of the newest positions of the region that has been silent for longest',
    () => Math.max(0, ...newestOfRegions(presence.feeds()).map(({ ageMs }) => ageMs / 1000)),
  )
  gauge(
    'voice_silent_feeds',
    'Regions of whose positions nothing was heard for 30 s',
    () => newestOfRegions(presence.feeds()).filter(({ silent }) => silent).length,
  )
  gauge('voice_speaking', 'Residents who speak, as their pages say', speaking)
  gauge('voice_refused_sign_ins', 'Sign-ins of residents that were refused since the start', refusedSignIns)

  registry.registerMetric(
    new Gauge({
      name: 'voice_turn_server',
      help: 'How far an allocation at a TURN server got: 1 reached, 2 credentials accepted, 3 allocated, 0 none',
      labelNames: ['url'],
      registers: [],
      collect() {
        for (const { url, ...state } of turnServers()) this.set({ url }, stepOf(state))
      },
    }),
  )

  registerReports(registry, reports)
  registerMedia(registry, gauge, options.media)
  registerHubProcesses(registry, options.media.processes)
  registerGridUses(registry, options.uses)
  registerMachine(registry, {
    ...options.machine,
    isReady: async () => (await storeFault()) === undefined,
  })
  const { cluster, grid } = options
  if (grid)
    gauge('voice_grid_up', 'Whether the grid’s own services answer', () => Number(grid().state === 'ok'))
  if (cluster) {
    gauge(
      'voice_nodes',
      'Nodes of the cluster, this one included, as this one knows them',
      () => cluster.nodes().length,
    )
    gauge(
      'voice_areas_owned',
      'Regions that this node owns; one of all nodes also owns what belongs to the grid',
      () => cluster.owned().length,
    )
    gauge('voice_redis_up', 'Whether Redis is reached', () => Number(cluster.isRedisUp()))
  }
  if (options.opusEncoder) registerOpus(registry, options.opusEncoder)

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    const store = (await storeFault()) === undefined
    return reply.code(store ? 200 : 503).send({
      status: store ? 'ready' : 'not ready',
      store,
      ...(!store && { reason: options.storeIsShared ? POSTGRES_AWAY : STORE_FAULT }),
      turn: turnServers(),
      ...(grid && { grid: gridAnswer(grid()) }),
      ...(cluster && {
        redis: cluster.isRedisUp(),
        nodes: cluster
          .nodes()
          .map(({ id, areas, draining }) => ({ id, areas, draining, self: id === cluster.self().id })),
      }),
    })
  })

  let gathered: { readonly at: number; readonly text: Promise<string> } | undefined
  app.get('/metrics', async (request, reply) => {
    requireReader(request, reply, options.metricsToken)
    const now = stopwatch.now()
    if (!gathered || now - gathered.at >= METRICS_AGE_MS) gathered = { at: now, text: registry.metrics() }
    return reply.type(registry.contentType).send(await gathered.text)
  })
}

/** Strangers may read it: no address, and nothing of an error. */
function gridAnswer({ state, reason, lastOkAt }: GridState): GridState {
  return { state, reason, lastOkAt }
}

/**
 * Lets only this machine, or a holder of the token, read the metrics: they tell how much is going on.
 * @throws VoiceError `not-allowed`, `wrong-credentials`
 */
function requireReader(request: FastifyRequest, reply: FastifyReply, token: string | undefined): void {
  if (isLocal(request)) return
  if (token === undefined) {
    throw new VoiceError(
      'not-allowed',
      'Only this machine may read the metrics: set METRICS_TOKEN to read them from another one.',
    )
  }
  const given = request.headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1]
  if (given !== undefined && isSameSecret(given, token)) return
  reply.header('www-authenticate', 'Bearer')
  throw new VoiceError('wrong-credentials', 'Send METRICS_TOKEN as "Authorization: Bearer <token>".')
}

function registerOpus(registry: Registry, library: string): void {
  const info = new Gauge({
    name: 'voice_opus_encoder_info',
    help: 'Which library encodes the mixes of the media hub',
    labelNames: ['library'],
    registers: [registry],
  })
  info.set({ library }, 1)
}

function registerMedia(
  registry: Registry,
  gauge: (name: string, help: string, read: () => number) => void,
  { viewers, peers, load }: MediaState,
): void {
  gauge(
    'voice_hub_cores',
    'Cores that the media hub keeps busy, 0 where it is not up',
    () => load()?.cores ?? 0,
  )
  gauge(
    'voice_hub_dropped_turns',
    'Turns of 20 ms that the media hub left out because it came too late, since it started',
    () => load()?.droppedTurns ?? 0,
  )
  gauge(
    'voice_hub_turn_seconds',
    'What 99 % of its turns took at most, of the 0.02 that each has',
    () => (load()?.turnMs ?? 0) / 1000,
  )
  const byLabel = (name: string, help: string, label: string, known: string[], read: () => string[]) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames: [label],
        registers: [],
        collect() {
          const found = read()
          for (const value of known) this.set({ [label]: value }, found.filter((one) => one === value).length)
        },
      }),
    )
  byLabel(
    'voice_hub_peers',
    'Connections to the media hub: viewers (mix) and pages (forward)',
    'kind',
    ['mix', 'forward'],
    () => peers().map(({ kind }) => kind),
  )
  byLabel(
    'voice_viewers',
    'Sessions of native viewers',
    'state',
    ['connecting', 'waiting-for-position', 'listening', 'in-room', 'aside'],
    () => viewers().map(({ state }) => state),
  )
}

/** What pages report of themselves. */
function registerReports(registry: Registry, reports: VoiceReports): void {
  registry.registerMetric(
    new Gauge({
      name: 'voice_routes',
      help: 'Voices that arrive at pages, by the way they take, as the pages say',
      labelNames: ['route'],
      registers: [],
      collect() {
        for (const [route, count] of Object.entries(reports.routes())) this.set({ route }, count)
      },
    }),
  )
  const failures = new Counter({
    name: 'voice_join_failures_total',
    help: 'Residents who wanted to talk and could not, by reason',
    labelNames: ['reason'],
    registers: [],
  })
  for (const reason of JOIN_FAILURES) failures.inc({ reason }, 0)
  reports.events.on('joinFailed', (reason) => failures.inc({ reason }))
  registry.registerMetric(failures)
  const timeToVoice = new Histogram({
    name: 'voice_time_to_voice_seconds',
    help: 'From the join until audio could flow, as the pages say',
    buckets: [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30],
    registers: [],
  })
  reports.events.on('timeToVoice', (milliseconds) => timeToVoice.observe(milliseconds / 1000))
  registry.registerMetric(timeToVoice)
}

function stepOf({ reachable, credentialsAccepted, allocated }: Omit<TurnServer, 'url'>): number {
  return Number(reachable) + Number(credentialsAccepted) + Number(allocated)
}
