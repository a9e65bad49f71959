/** This node among others: leases, links, and what is known on all nodes. Part of the composition. */

import { createHmac, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { areaOfGrid, areaOfRegion, gridOfArea, regionOfArea } from '../../cluster/area.js'
import { createAsking } from '../../cluster/asking.js'
import { type Directory, openDirectory } from '../../cluster/directory.js'
import {
  type Forwarding,
  forwardRequests,
  type OwnedRequest,
  type PlainAnswer,
} from '../../cluster/forwarding.js'
import { handOver, isHandedOver, reportsOf, TAKE_AREA } from '../../cluster/handing-over.js'
import { CLAIM_PAUSE_MS } from '../../cluster/leases/lease-states.js'
import { createLeases } from '../../cluster/leases/leases.js'
import { createRedisLeases } from '../../cluster/leases/redis-leases.js'
import type { Answer } from '../../cluster/links/link.js'
import { linkServer } from '../../cluster/links/link-server.js'
import { createNodes, type NodeView } from '../../cluster/nodes/nodes.js'
import { watchRedis } from '../../cluster/nodes/redis-witness.js'
import { createAreaPages } from '../../cluster/pages/area-pages.js'
import { connectRedis, KEY_PREFIX } from '../../cluster/redis/connection.js'
import { createRedisBus } from '../../cluster/redis/redis-bus.js'
import { createRedisJournal } from '../../cluster/redis/redis-journal.js'
import { createRedisLimits } from '../../cluster/redis/redis-limits.js'
import { openStream } from '../../cluster/redis/stream.js'
import { openRegionMap, type PlacedVoice, type RegionMap } from '../../cluster/region-map.js'
import { createRouting } from '../../cluster/routing.js'
import { PROXY_HEADERS } from '../../http/connections/requester.js'
import type { ClusterSettings } from '../../operator/settings/cluster-settings.js'
import { readVersion } from '../../operator/version.js'
import type { ServePage } from '../../signaling/page-server.js'
import type { Bus } from '../../voice/bus.js'
import { type GridId, MAIN_GRID, type Region } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { RegionGate } from '../../voice/region-keys/region-gate.js'
import { every, systemTimers } from '../../voice/time/timers.js'
import { createAreaMoves } from './area-moves.js'
import { createFrontServer } from './front-server.js'
import { createSharedAsking } from './shared-asking.js'
import { createTakingOver } from './taking-over.js'
import { createUseElsewhere } from './use-elsewhere.js'
import { createVoicesElsewhere } from './voices-elsewhere.js'

/** Regions that are asked by nobody are looked at this often. */
const TEND_INTERVAL_MS = 1000
/** A node that has come gets its share of the areas where nobody is in voice, some at a time. */
const BALANCE_INTERVAL_MS = 10_000
/** Nodes come and go while a version is rolled out: nothing is moved before they have settled. */
const SETTLED_MS = 15_000
/** A page waits for its sign-in, but not for ever. */
const LINK_PATIENCE_MS = 8000
/** Longer than any call. */
const CALL_SESSION_SECONDS = 24 * 3600

export interface ClusterOptions {
  readonly settings: ClusterSettings
  /** Where other nodes reach this one, once it listens. */
  readonly nodeUrl: () => string
  readonly logger: Logger
}

export type Cluster = Awaited<ReturnType<typeof createCluster>>

/** What the cluster needs of the core, once there is one. */
export interface ClusteredCore {
  readonly presence: Presence
  /** For whom a region key's secret speaks, while it is in force. */
  readonly ofSecretId: RegionGate['ofSecretId']
  /** Those who are in voice on this node. */
  voices(): readonly PlacedVoice[]
  /** Whether people in voice in that region would lose more by a move than a moment. */
  isBound(region: Region): boolean
  /** What this node is used for, by grid. */
  usedHere(): ReadonlyMap<string, NonNullable<NodeView['grids']>[string]>
  /** Ends what viewers have in that region, or the calls that they have in that grid: they connect anew, to the new owner. */
  endViewersIn(area: Region | 'calls', grid: GridId): void
  /** Resolves when other nodes are ready for what this one is about to give away. */
  beforeDrain(): Promise<void>
}

/** @throws Error when Redis cannot be reached */
export async function createCluster({ settings, nodeUrl, logger }: ClusterOptions) {
  const log = logger.child({})
  const onError = (error: unknown) => log.error({ err: error }, 'something between the nodes failed')
  // Leases end while the process sleeps, so these timers count that time, too.
  const timers: Timers = systemTimers
  const nodeId = randomUUID()
  const secret = createHmac('sha256', settings.secret).update('links between nodes').digest('base64url')
  const redis = await connectRedis({ url: settings.redisUrl, timers, log })
  const stream = await openStream({ redis, nodeId, timers, onError })
  const bus: Bus = createRedisBus(stream)
  const leases = createLeases({
    store: createRedisLeases(redis),
    nodeId,
    timers,
    mayHold: () => witness.isAwayForAll(),
    mayClaim: () => isFirst || timers.now() - (nodes.answeringSince() ?? timers.now()) >= CLAIM_PAUSE_MS,
  })
  const version = readVersion()
  let draining = false
  let stopping = false
  /** Redis has not been away since this node began. */
  let isFirst = true
  redis.onUp(() => {
    isFirst = false
  })
  const self = (): NodeView => ({
    id: nodeId,
    url: nodeUrl(),
    ...(settings.nodeName !== undefined && { name: settings.nodeName }),
    version,
    draining,
    areas: leases.owned().length,
    patches: true,
    ...(clustered && { grids: Object.fromEntries(clustered.usedHere()) }),
  })
  const nodes = createNodes({ redis, self, timers })
  const routing = createRouting({
    nodeId,
    leases,
    placed: (area) => regionMap?.placed(area) ?? { patch: area, voicesBeside: new Map() },
    nodes,
    secret,
    timers,
    log,
    isDraining: () => draining,
    ready: (area) => ready(area),
  })
  const witness = watchRedis({
    nodes,
    timers,
    ask: async ({ id }) => (await asking.ask(id, IS_REDIS_ANSWERING, null)) !== false,
  })
  /** A connection to a Redis that hangs stands for seconds, again and again. */
  const isRedisUp = () => redis.isUp() && nodes.isRedisAnswering()
  const pages = createAreaPages(leases.owns, timers)
  leases.events.on('lost', pages.lose)
  let directory: Directory | undefined
  let regionMap: RegionMap | undefined
  let clustered: ClusteredCore | undefined
  let forwarding: Forwarding | undefined
  const stops: (() => void)[] = []

  const owns = (region: Region) => leases.owns(areaOfRegion(region))
  const whereabouts: Whereabouts = {
    find: (avatar) => directory?.find(avatar),
    list: (grid) => directory?.list(grid) ?? [],
  }

  const { ready, ...takingOver } = createTakingOver({ redis, leases, timers, onError })

  const asking = createAsking(nodes, routing.to)
  asking.answerTo(IS_REDIS_ANSWERING, nodes.isRedisAnswering)
  asking.answerTo(LOCATED, (entries) => directory?.hear(entries))
  asking.answerTo(TAKE_AREA, async (asked) => {
    if (!isHandedOver(asked) || !(await ownNow(asked.area))) return
    if (!clustered) return
    for (const report of reportsOf(asked, clustered.ofSecretId)) clustered.presence.report(report)
  })
  /** Who gives an area away has told Redis that it takes none any more, and this node may not know that yet. */
  async function ownNow(area: string): Promise<boolean> {
    if (await routing.own(area)) return true
    await nodes.beat()
    return routing.own(area)
  }

  /** Areas that this node would take if nobody else does, though nobody asks it to. */
  const tended = new Set<string>()
  function tend(): void {
    for (const area of tended) {
      if (leases.owns(area)) continue
      routing
        .ownerOf(area)
        .then((owner) => routing.isSelf(owner) && routing.own(area))
        .catch(() => undefined)
    }
  }

  function asksGrid(grid: GridId): boolean {
    tended.add(areaOfGrid(grid))
    return leases.owns(areaOfGrid(grid))
  }

  /** All is given away by now, but for what came back while this node knew of no other. */
  let isDrained = false
  const giveAway = () => Promise.all(leases.owned().map(giveUp))
  /** Whoever follows knows at once who stands where. */
  async function giveUp(area: string): Promise<void> {
    const next = routing.successor(area)
    const handed = handOver(area, clustered?.presence.lastReports(regionOfArea(area)) ?? [])
    await leases.release(area)
    // A node that does not answer takes the area when it is asked for something of it.
    if (next) await asking.ask(next.id, TAKE_AREA, handed).catch(() => undefined)
  }
  function giveAwayAgain(): void {
    const isAlone = nodes.live().every((node) => node.id === nodeId || node.draining)
    if (isDrained && !isAlone) giveAway().catch(onError)
  }

  let changedAt = timers.now()
  nodes.onChange(() => {
    changedAt = timers.now()
    log.info({ nodes: nodes.live().map(({ url }) => url) }, 'the nodes of the cluster')
  })
  const isSettled = () => !draining && redis.isUp() && timers.now() - changedAt >= SETTLED_MS

  /** Gives everything to other nodes, and takes nothing new; where there is no other node, nothing changes. */
  async function drain(): Promise<void> {
    if (draining) return
    draining = true
    await nodes.beat().catch(() => undefined)
    await clustered?.beforeDrain()
    isDrained = true
    await giveAway()
  }

  return {
    bus,
    /** Calls back when messages of the bus were lost: what is kept of them has to be loaded anew. */
    onMissed: stream.onMissed,
    whereabouts,
    /** What the other nodes are used for by a grid. */
    usedElsewhere: createUseElsewhere(nodes, nodeId),
    isGridKnown: (grid: string) => directory?.isGridKnown(grid) ?? false,
    /** Whether this node asks that region over RemoteAdmin. */
    isOurs(region: Region): boolean {
      tended.add(areaOfRegion(region))
      return owns(region)
    },
    /** The owner of what belongs to no region of a grid asks its services, for all nodes. */
    sharedAsking: (grid: GridId) => createSharedAsking(asking, () => asksGrid(grid), timers, grid),
    voicesElsewhere: createVoicesElsewhere(asking, timers),
    /** Viewers' sessions of calls, which no region owns. Without Redis nobody knows them. */
    callSessions: {
      note(session: string): void {
        redis
          .run((client) => client.set(callSession(session), '1', { EX: CALL_SESSION_SECONDS }))
          .catch(() => undefined)
      },
      has: (session: string): Promise<boolean> =>
        redis
          .run((client) => client.exists(callSession(session)))
          .then(
            (count) => count > 0,
            () => false,
          ),
    },
    makeLimit: createRedisLimits(redis, timers),
    ...takingOver,
    /** The grid is served no more: nobody looks after its areas, and nobody owns them. */
    forgetGrid(grid: GridId): void {
      const isOfGrid = (area: string) => regionOfArea(area).grid === grid
      for (const area of tended) if (isOfGrid(area)) tended.delete(area)
      for (const area of leases.owned().filter(isOfGrid)) leases.release(area).catch(onError)
    },
    owns,
    /** Whether this node has what belongs to the whole grid; by default to the main grid, and to the service. */
    ownsGrid: (grid: GridId = MAIN_GRID) => leases.owns(areaOfGrid(grid)),
    /** Tells all other nodes something that is not for the bus. */
    tell: stream.tell,
    onTold(topic: string, hear: (message: unknown) => void): void {
      stream.onTold(([told, message]) => {
        if (told === topic) hear(message)
      })
    },
    answerTo: asking.answerTo,
    ask: asking.ask,
    askOthers: asking.askOthers,
    findOther: asking.findOther,
    /**
     * Has a link opened by the owner of the grid. @returns its answer to `POST /api/session`; `undefined`: this node is it
     * @throws LinkLost when nobody owns the grid at the moment
     */
    openLink: ({ headers, socket, pageGrid, gridPath }: FastifyRequest, ticket: string) =>
      routing.byOwner<Answer | undefined>(
        areaOfGrid(pageGrid),
        LINK_PATIENCE_MS,
        () => undefined,
        (link) => {
          const { host = '', origin, cookie = '' } = headers
          // The owner trusts the same proxies: it finds the same address, and the same grid by a host name of its own.
          const ofProxies = PROXY_HEADERS.flatMap((name) => {
            const value = headers[name]
            return typeof value === 'string' ? [[name, value] as const] : []
          })
          const asked = {
            host,
            cookie,
            ...(origin !== undefined && { origin }),
            ...Object.fromEntries(ofProxies),
            'content-type': 'application/json',
            // The socket's own node has seen to TLS.
            'sec-fetch-mode': 'cors',
          }
          const request = {
            method: 'POST',
            url: `${gridPath}/api/session`,
            headers: asked,
            address: socket.remoteAddress ?? '',
          }
          return link.request(
            { area: areaOfGrid(pageGrid), ...request },
            Buffer.from(JSON.stringify({ ticket })),
          )
        },
      ),
    areaOfRegion,
    nodes: () => nodes.live(),
    /** Calls back when other nodes are there than before. */
    onNodes: nodes.onChange,
    self,
    isRedisUp,
    owned: leases.owned,
    /** To be called after `forward`: what this node answers in such short a way when others hand it on. */
    answerPlainly: (what: string, answer: PlainAnswer) => forwarding?.answerPlainly(what, answer),
    isFromNode: () => forwarding?.isFromNode() ?? false,
    /** To be called before any route is registered. */
    forward(server: FastifyInstance, owned: readonly OwnedRequest[]): void {
      forwarding = forwardRequests(server, routing, owned, settings.nodeName)
    },
    /** @throws Error when Redis does not answer */
    async follow(core: ClusteredCore): Promise<void> {
      clustered = core
      const tellDirectly = (entries: readonly unknown[]) => void asking.askOthers(LOCATED, entries)
      const { presence } = core
      directory = await openDirectory({ redis, stream, presence, tellDirectly, owns, timers, onError })
      regionMap = await openRegionMap({
        nodeId,
        journal: createRedisJournal(redis, 'region-corner', timers),
        stream,
        presence,
        owned: leases.owned,
        owns,
        voices: core.voices,
        timers,
        onError,
      })
      const moves = createAreaMoves({
        leases,
        routing,
        mayMove: isSettled,
        voices: core.voices,
        isBound: core.isBound,
        prepare: core.beforeDrain,
        giveUp,
        stopwatch: timers,
      })
      leases.events.on('lost', (area) => {
        const region = regionOfArea(area)
        core.endViewersIn(gridOfArea(area) === undefined ? region : 'calls', region.grid)
      })
      stops.push(
        directory.close,
        regionMap.close,
        every(timers, TEND_INTERVAL_MS, tend),
        every(timers, TEND_INTERVAL_MS, giveAwayAgain),
        every(timers, BALANCE_INTERVAL_MS, () => moves.balance().catch(onError)),
        every(timers, TEND_INTERVAL_MS, () => moves.follow().catch(onError)),
      )
    },
    /** Lets pages of other nodes take part here. */
    async serveLinks(server: FastifyInstance, servePage: ServePage): Promise<void> {
      await server.register(linkServer, {
        secret,
        async answer(request, body) {
          const answer = asking.answered(request.url, body)
          if (answer) return answer
          if (request.area !== undefined && !(await routing.own(request.area))) return undefined
          return forwarding?.answer(request, body)
        },
        async open({ area, role, session, address, reqId }, far) {
          if (!(await routing.own(area))) return undefined
          return pages.open(area, far, (socket) =>
            servePage({ socket, session, role, address, reqId, log: server.log }).opened(),
          )
        },
        onError,
      })
    },
    /** Serves the pages whose sockets this node has, wherever what they do is done. */
    frontOf: (servePage: ServePage): ServePage =>
      createFrontServer({
        servePage,
        nodeId,
        pages,
        routing,
        directory: () => directory,
        isStopping: () => stopping,
        knowsOwners: isRedisUp,
        timers,
      }),
    /** To be called once the service listens: from now on other nodes hand things on to this one. */
    start: () => nodes.start(),
    drain,
    isDraining: () => draining,
    /** To be called before the sockets of pages are closed. */
    stop(): Promise<void> {
      stopping = true
      return drain()
    },
    async close(): Promise<void> {
      for (const stop of stops) stop()
      witness.close()
      await nodes.close()
      await giveAway()
      leases.close()
      routing.close()
      await stream.close()
      await redis.close()
    },
  }
}

/** What nodes ask, and tell, each other while Redis does not answer them. */
const [IS_REDIS_ANSWERING, LOCATED] = ['is-redis-answering', 'located'] as const

const callSession = (session: string): string => `${KEY_PREFIX}call-session:${session.slice(0, 80)}`
