/** The composition root: builds the whole service from its settings, and never listens. */

import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { createOverview, SAMPLE_INTERVAL_MS, speakingIn } from './admin/overview/overview.js'
import { admin } from './admin/plugin.js'
import { type Challenges, HTTP_CHALLENGE_PATH } from './certificate/challenges.js'
import type { CertificateState } from './certificate/keeper.js'
import { createCore } from './compose/core.js'
import { createSetup } from './compose/set-up.js'
import { createConnections } from './http/connections/connections.js'
import { closeLoneUpgrades } from './http/connections/lone-upgrades.js'
import { limitRequests } from './http/connections/request-limits.js'
import { trustedProxies } from './http/connections/trusted-proxies.js'
import { answerNotFound, clientOf, createErrorHandler } from './http/error-answers.js'
import { health } from './http/health/health.js'
import { createDualServer } from './http/listener.js'
import { serveFramedPage } from './http/pages/framed-page.js'
import { withPlainLinks } from './http/pages/link-addresses.js'
import { securityHeaders } from './http/pages/security-headers.js'
import { loadWebPage, servePage } from './http/pages/web-page.js'
import { isRealCertificate, leadToTls } from './http/tls/tls.js'
import { relayCandidate, relayDescription } from './ice/candidate-filter.js'
import { iceServersFor } from './ice/ice-servers.js'
import { iceStatus } from './ice/status-plugin.js'
import type { LookUpHost } from './media/announced.js'
import { encoderLibrary } from './media/opus/opus-encoder.js'
import { createPlaces } from './native-viewer/places/places.js'
import { nativeViewer } from './native-viewer/plugin.js'
import { caps } from './opensim/caps/caps.js'
import { opensim } from './opensim/plugin.js'
import type { RegionEntry } from './opensim/remote-admin/regions-file.js'
import type { RegionStatus } from './opensim/remote-admin/remote-admin.js'
import { reachableHost } from './operator/addresses.js'
import type { Secrets } from './operator/data-directory/data-dir.js'
import { createMediaPort } from './operator/media-port.js'
import { stunServerLine } from './operator/region-lines.js'
import type { Config } from './operator/settings/config.js'
import { signaling } from './signaling/plugin.js'
import { answerUnknownCall, vivoxCompat } from './vivox-compat/plugin.js'
import { createAuditLog } from './voice/admins/audit-log.js'
import { createFaultLog } from './voice/log/fault-log.js'
import { type Clock, every, systemTimers, type Timers } from './voice/ports.js'
import { createAwakeTimers } from './voice/time/awake-timers.js'
import { codeSignIn } from './web-session/code-sign-in.js'
import { requireOwnOrigin } from './web-session/origin.js'
import { createPasswordSignIn } from './web-session/password-sign-in.js'
import { webSession } from './web-session/plugin.js'

export interface AppOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly certificate: { readonly certFile: string; readonly keyFile: string; readonly selfSigned?: boolean }
  readonly logger: Logger
  /** What answers an authority that issues the certificate, and how that goes. */
  readonly acme?: { readonly challenges: Challenges; readonly state: () => CertificateState | undefined }
  /** Regions to ask over RemoteAdmin. */
  readonly regions?: readonly RegionEntry[]
  readonly clock?: Clock
  readonly timers?: Timers
  /** How names become addresses; by the system's own resolver else. */
  readonly lookUpHost?: LookUpHost
}

export interface App {
  readonly server: FastifyInstance
  /** The URL residents open, without a trailing slash; its port is known once the server listens. */
  readonly publicUrl: () => string
  readonly sipDomain: () => string
  /** `host:port` of the service's own STUN server; `undefined`: it has none. */
  readonly stunServer: () => string | undefined
  /** Every region asked over RemoteAdmin, and how that goes. */
  readonly regionStatus: () => readonly RegionStatus[]
}

const REGION_SECRET_REFUSED = 'The region secret is missing or wrong: compare it with REGION_SECRET.'

/** @throws Error when the store cannot be opened or the web client was not built */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, secrets, certificate, logger, acme, regions = [] } = options
  const awake = createAwakeTimers(systemTimers)
  const { clock = Date.now, timers = awake, lookUpHost } = options

  const core = await createCore({ config, secrets, logger, regions, clock, timers, lookUpHost })
  const {
    live,
    store,
    throttle,
    accounts,
    channels,
    admins,
    presence,
    onError,
    parcelVoice,
    relayAvailable,
    network,
    hub,
    rooms,
    calls,
    whereabouts,
    viewers,
    media,
    turnProbe,
    sessions,
    tickets,
    sayOdd,
    remoteAdmin,
    codes,
    knownNetworks,
    cookies,
    regionCalls,
    reports,
    clockWatch,
  } = core
  const { messenger, gridPasswords } = remoteAdmin
  const faults = createFaultLog({ log: logger, stopwatch: timers })
  const answerError = createErrorHandler(faults)
  let refusedSignIns = 0
  const overview = createOverview({
    rooms,
    presence,
    channels,
    reports,
    media,
    regionStatus: remoteAdmin.status,
    callers: regionCalls.list,
    refusedSignIns: () => refusedSignIns,
    storeFault: store.findFault,
    clock,
    stopwatch: timers,
  })

  const page = loadWebPage()
  const connections = createConnections(timers, trustedProxies(config))
  let certificateIsReal = false
  const server: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    // An address that cannot be decoded.
    frameworkErrors(error, request, reply) {
      if (request.url.startsWith('/api2')) answerUnknownCall(request, reply, faults)
      else answerError(error, request, reply)
    },
    // A position that is null is a fault, not a zero.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    serverFactory: (handler) =>
      createDualServer(withPlainLinks(handler), {
        ...certificate,
        logger,
        connections,
        onCertificate(pem) {
          certificateIsReal = isRealCertificate(pem)
        },
        ...(acme && { challengeServerFor: acme.challenges.serverFor }),
      }),
  })
  const publicUrl = () =>
    config.publicUrl ?? `https://${reachableHost(config.host)}:${portOf(server) ?? config.port}`
  const stunServer = () => network && stunServerLine(config, publicUrl(), network.ports.stunPort)
  const sipDomain = () => config.sipDomain ?? new URL(publicUrl()).hostname

  limitRequests(server, {
    connections,
    timers,
    trustsProxies: config.trustProxy !== false,
    logger: server.log,
  })
  leadToTls(server, { fixedUrl: config.publicUrl, publicUrl, isCertificateReal: () => certificateIsReal })
  closeLoneUpgrades(server)
  server.addHook('onResponse', async (request, reply) => {
    const url = request.routeOptions.url ?? ''
    // There every fault is answered 200, too.
    if (reply.statusCode < 400 && !url.startsWith('/api2/')) faults.served(clientOf(request))
    if (url.startsWith('/opensim/v1/')) {
      const call = { address: request.ip, call: url, way: 'script' } as const
      if (reply.statusCode === 401) regionCalls.refused(call, REGION_SECRET_REFUSED)
      else regionCalls.answered(call)
    }
    if (request.method === 'POST' && url === '/api/session' && reply.statusCode >= 400) refusedSignIns += 1
  })
  server.setErrorHandler(answerError)
  server.setNotFoundHandler(answerNotFound)
  await server.register(fastifyHelmet, securityHeaders(page))
  serveFramedPage(server, { publicUrl })
  await server.register(fastifyCookie)
  servePage(server, page)

  if (acme) {
    server.get<{ Params: { token: string } }>(`${HTTP_CHALLENGE_PATH}:token`, async (request, reply) => {
      const answer = acme.challenges.httpAnswer(request.params.token)
      if (answer === undefined) return reply.callNotFound()
      return reply.type('application/octet-stream').send(answer)
    })
  }
  await server.register(health, {
    refusedSignIns: () => refusedSignIns,
    rooms,
    presence,
    reports,
    speaking: () => speakingIn(rooms, reports),
    storeFault: store.findFault,
    turnServers: turnProbe.states,
    media,
    opusEncoder: hub && encoderLibrary(),
    machine: { dataDir: config.dataDir, certFile: certificate.certFile },
    metricsToken: config.metricsToken,
    stopwatch: timers,
  })
  await server.register(vivoxCompat, {
    accounts,
    channels,
    moderation: rooms,
    admin: {
      user: config.vivoxAdminUser,
      get password() {
        return live.current().vivoxAdminPassword
      },
    },
    throttle,
    onCall(request, refusal) {
      const way = request.protocol === 'https' ? 'from-0.9.2' : 'before-0.9.2'
      const call = { address: request.ip, call: request.routeOptions.url ?? '', way } as const
      if (refusal) regionCalls.refused(call, refusal.message)
      else regionCalls.answered(call)
    },
    tokenSecret: secrets.signingKey,
    sipDomain,
    publicUrl,
    faults,
    clock,
    stopwatch: timers,
  })
  await server.register(opensim, {
    prefix: '/opensim/v1',
    regionSecret: () => live.current().regionSecret,
    presence,
    parcelVoice,
    tickets,
    sayOdd,
    publicUrl,
    clock,
  })
  await server.register(caps, {
    prefix: '/opensim/v1/caps',
    regionSecret: () => live.current().regionSecret,
    accounts,
    channels,
    parcelVoice,
    sipDomain,
    publicUrl,
    faults,
  })
  await server.register(nativeViewer, {
    regionSecret: () => live.current().regionSecret,
    regionAddresses: config.regionAddresses,
    accounts,
    places: createPlaces({ channels, calls, presence, parcelVoice, whereabouts, stopwatch: timers }),
    faults,
    sessions: viewers,
    onRefused(address, reason) {
      regionCalls.refused({ address, call: '/opensim/voice', way: 'webrtc' }, reason)
    },
    onCall(address) {
      regionCalls.answered({ address, call: '/opensim/voice', way: 'webrtc' })
      // Viewers ask for Vivox first: by the time they ask again the hub is there.
      hub?.prepare()
    },
  })
  await server.register(webSession, {
    sessions,
    cookies,
    tickets,
    codes,
    knownNetworks,
    passwords: createPasswordSignIn({
      accounts,
      gridPasswords,
      presence,
      knownNetworks,
      nameOf: rooms.nameOf,
      stopwatch: timers,
    }),
    ways: () => ({ code: messenger.offered(), gridPassword: gridPasswords.offered() }),
    admit: accounts.requireEnabled,
    publicUrl,
    stopwatch: timers,
    sendPage: (reply) => page.send(reply, 'no-store'),
  })
  await server.register(codeSignIn, { presence, messenger, codes, stopwatch: timers, publicUrl })
  await server.register(admin, {
    prefix: '/admin/api',
    admins,
    presence,
    media,
    accounts,
    sessions,
    overview,
    setup: createSetup({
      config,
      secrets: live,
      certificate: () => ({
        selfSigned: acme ? acme.state()?.validUntil === undefined : (certificate.selfSigned ?? false),
        fault: acme?.state()?.fault,
      }),
      publicUrl,
      port: () => portOf(server) ?? config.port,
      sipDomain,
      stunServer,
      regionCalls,
      clock,
      presence,
      regionStatus: remoteAdmin.status,
      turnServers: turnProbe.states,
      mediaPort: network && createMediaPort({ ...network, viewers: media.viewers, stopwatch: timers }),
    }),
    audit: createAuditLog(store.audit, clock),
    channels,
    rooms,
    reports,
    publicUrl,
    faults,
    clock,
    timers,
  })
  await server.register(iceStatus, { authenticate: cookies.read, turnServers: turnProbe.states })
  await server.register(signaling, {
    rooms,
    reports,
    authenticate(request) {
      requireOwnOrigin(request, publicUrl())
      return cookies.read(request)
    },
    checkSession: sessions.check,
    endSession: (session) => {
      sessions.revoke(session).catch(onError)
    },
    iceServersFor: (session) => iceServersFor(config, session.agentId, clock()),
    iceServersTtlSeconds: relayAvailable ? config.turnTtlSeconds : undefined,
    iceTransportPolicy: config.iceTransportPolicy,
    addressesCanHide: relayAvailable || hub !== undefined,
    publicUrl,
    build: page.build,
    addressFilter: { description: relayDescription, candidate: relayCandidate },
    faults,
    timers,
    onClockSet: clockWatch.onSet,
    store: { isWritable: () => store.health.fault() === undefined, onChange: store.health.onChange },
  })

  const stopSampling = every(timers, SAMPLE_INTERVAL_MS, overview.sample)
  server.addHook('onListen', async () => turnProbe.start())
  server.addHook('onClose', async () => {
    stopSampling()
    await core.close()
    awake.close()
  })
  return { server, publicUrl, sipDomain, stunServer, regionStatus: remoteAdmin.status }
}

function portOf(server: FastifyInstance): number | undefined {
  const address = server.server.address()
  return typeof address === 'object' ? address?.port : undefined
}
