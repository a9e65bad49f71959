/**
 * Limits on the requests of one address: how many a second, and how many unanswered ones. Regions have a budget of their
 * own once they have proved to be regions. Until then their requests count like anybody's, but are always answered.
 */

import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from '../../voice/limits/network-of.js'
import { createRequestLimit, createTokenBuckets, createTurns, type Rate } from '../../voice/limits/rates.js'
import type { Timers } from '../../voice/ports.js'
import type { Connections } from './connections.js'
import { isForwarded, isLoopback } from './requester.js'

/**
 * A page makes about ten requests while it opens: enough for two hundred pages at once, or five hundred within ten seconds
 * (`npm run bench -- one-address`).
 */
const STRANGERS: Rate = { burst: 2000, perSecond: 300 }

/** Further requests wait, at most three seconds, because a browser does not retry what was refused. */
const MAX_WAITING = 1000
/** Most unanswered requests: one for each connection that an address may have. */
const MAX_IN_FLIGHT = 1000

/** Enough for three hundred simulators behind one address, each sending positions four times a second, and all signing in. */
const REGIONS: Rate = { burst: 20_000, perSecond: 5000 }

/** A region beyond that waits, and is never refused, because it would not retry. */
const REGION_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 2000

const REGION_PATHS = /^\/(api2|opensim)\//

export interface RequestLimitsOptions {
  readonly connections: Connections
  readonly timers: Timers
  readonly trustsProxies: boolean
  readonly logger: FastifyBaseLogger
}

/** To be called before any other hook is added. */
export function limitRequests(app: FastifyInstance, options: RequestLimitsOptions): void {
  const { connections, timers, trustsProxies, logger } = options
  const strangers = createTurns({ timers, rate: STRANGERS, maxWaiting: MAX_WAITING })
  const regions = createTokenBuckets(timers, REGIONS)
  const told = createRequestLimit(timers, 1, 60_000)
  const inFlight = new Map<string, number>()
  const quiet = logger.child({}, { level: 'silent' })
  let proxyTold = false
  /** Of the last request on each connection: a proxy's connection carries those of many addresses. */
  const networks = new WeakMap<Socket, { readonly address: string; readonly network: string }>()

  app.decorateRequest('isRegion', false)
  app.decorateRequest('regionAuthority', null)
  app.decorateRequest('network', '')

  app.addHook('onRequest', (request, reply, done) => {
    const network = networkFor(request)
    request.network = network
    if (!REGION_PATHS.test(request.raw.url ?? '')) {
      if (!takeTurn(request, reply, network, done)) refuse(request, reply, network)
      return undefined
    }
    if (connections.isVouched(request.socket)) return regionTurn(network, done)
    if (!strangers.isFree(network)) {
      // It may be a region's request, so it is answered, but it is not logged, and its connection is closed.
      tellOf(request, network)
      request.log = quiet
      reply.header('connection', 'close')
    }
    return done()
  })

  app.addHook('onResponse', (request, _reply, done) => {
    if (request.isRegion) connections.vouched(request.socket)
    else if (REGION_PATHS.test(request.raw.url ?? '')) strangers.count(request.network)
    done()
  })

  /** Looked up again only where a connection's address changes. */
  function networkFor(request: FastifyRequest): string {
    const { ip: address, socket } = request
    const known = networks.get(socket)
    if (known?.address === address) return known.network
    if (!known && !trustsProxies) tellOfProxy(request)
    const network = networkOf(address)
    networks.set(socket, { address, network })
    return network
  }

  /** Continues the request when its turn comes, and counts it until it is answered; false if that address has too many unanswered. */
  function takeTurn(
    request: FastifyRequest,
    reply: FastifyReply,
    network: string,
    goOn: () => void,
  ): boolean {
    const { raw } = request
    const asked = inFlight.get(network) ?? 0
    if (asked >= MAX_IN_FLIGHT) return false
    if (!strangers.isFree(network)) tellOf(request, network)
    if (!strangers.take(network, () => raw.socket.destroyed || goOn())) return false
    // A WebSocket is answered only when it ends; its connection is counted instead.
    if ('upgrade' in raw && raw.upgrade) return true
    inFlight.set(network, asked + 1)
    reply.raw.once('close', () => {
      const left = (inFlight.get(network) ?? 1) - 1
      if (left > 0) inFlight.set(network, left)
      else inFlight.delete(network)
    })
    return true
  }

  function regionTurn(network: string, done: () => void, waitedMs = 0): void {
    if (regions(network).spend() || waitedMs >= LONGEST_PAUSE_MS) return done()
    timers.after(REGION_PAUSE_MS, () => regionTurn(network, done, waitedMs + REGION_PAUSE_MS))
    return undefined
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, network: string): void {
    tellOf(request, network)
    reply
      .code(429)
      .header('retry-after', '2')
      .header('connection', 'close')
      .send({ error: 'rate-limited', message: 'Too many requests from your address: wait a moment.' })
  }

  function tellOf({ log }: FastifyRequest, network: string): void {
    if (told.take(network))
      log.warn({ network }, 'too many requests from one address: they wait, or are refused')
  }

  function tellOfProxy(request: FastifyRequest): void {
    if (proxyTold || !isForwarded(request) || !isLoopback(request.socket.remoteAddress)) return
    proxyTold = true
    request.log.warn(
      'a proxy on this machine forwards requests, and TRUST_PROXY does not name it: all residents count as one address',
    )
  }
}
