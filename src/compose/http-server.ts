/** The HTTP server: TLS and plain on one port, limits, error answers, the page's files. Part of the composition. */

import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { HTTP_CHALLENGE_PATH } from '../certificate/challenges.js'
import { closeLoneUpgrades } from '../http/connections/answers.js'
import { createConnections } from '../http/connections/connections.js'
import { limitRequests } from '../http/connections/request-limits.js'
import { trustedProxies } from '../http/connections/trusted-proxies.js'
import { answerNotFound, clientOf, createErrorHandler } from '../http/error-answers.js'
import { createDualServer } from '../http/listener.js'
import { serveFramedPage } from '../http/pages/framed-page.js'
import { withPlainLinks } from '../http/pages/link-addresses.js'
import { createRequestedGrids } from '../http/pages/requested-grid.js'
import { securityHeaders } from '../http/pages/security-headers.js'
import { servePage, type WebPage } from '../http/pages/web-page.js'
import { lateCompilers } from '../http/schema-compilers.js'
import { createHostCertificates } from '../http/tls/host-certificates.js'
import { isRealCertificate, leadToTls } from '../http/tls/tls.js'
import type { PublicAddress } from '../operator/addresses.js'
import { createRequestIds } from '../operator/logging.js'
import type { Config } from '../operator/settings/config.js'
import { answerUnknownRequest } from '../vivox-compat/plugin.js'
import { withoutOwnQuery } from '../vivox-compat/wire/params.js'
import type { Grids } from '../voice/grids/grids.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Timers } from '../voice/ports.js'
import type { Acme, CertificateSource } from './service.js'

export interface HttpServerOptions {
  readonly config: Config
  readonly certificate: CertificateSource
  readonly acme: Acme | undefined
  readonly grids: Pick<Grids, 'find' | 'ofHost'>
  readonly page: WebPage
  readonly publicUrl: PublicAddress['publicUrl']
  readonly faults: FaultLog
  readonly logger: Logger
  readonly timers: Timers
}

export interface HttpServer {
  readonly server: FastifyInstance
  readonly port: () => number
}

/** A server that answers with the page and with faults; the edges are registered on it. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, certificate, acme, grids, page, publicUrl, faults, logger, timers } = options
  const answerError = createErrorHandler(faults, timers)
  const connections = createConnections(timers, trustedProxies(config))
  const requested = createRequestedGrids(grids)
  let certificateIsReal = false
  const server: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: createRequestIds(Date.now()),
    trustProxy: config.trustProxy,
    rewriteUrl: (request) => withoutOwnQuery(requested.rewriteUrl(request)),
    forceCloseConnections: 'idle',
    // Until its sockets are closed, a node that gives its regions away hands on what still comes to it.
    return503OnClosing: false,
    // Called for an address that cannot be decoded.
    frameworkErrors(error, request, reply) {
      if (request.url.startsWith('/api2')) answerUnknownRequest(request, reply, faults)
      else answerError(error, request, reply)
    },
    // No coercion: a position that is null is a fault, not a zero.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    schemaController: { compilersFactory: lateCompilers() },
    serverFactory: (handler) =>
      createDualServer(withPlainLinks(handler), {
        ...certificate,
        logger,
        connections,
        certificateFor: createHostCertificates({ dataDir: config.dataDir, grids, stopwatch: timers, logger }),
        onCertificate(pem) {
          certificateIsReal = isRealCertificate(pem)
        },
        ...(acme && { challengeServerFor: acme.challenges.serverFor }),
      }),
  })
  const port = () => listeningPort(server) ?? config.port

  limitRequests(server, {
    connections,
    timers,
    trustsProxies: config.trustProxy !== false,
    logger: server.log,
  })
  leadToTls(server, {
    fixedUrl: config.publicUrl,
    publicUrl,
    isOwnHost: (host = '') => grids.ofHost(host.replace(/:\d+$/, '')) !== undefined,
    isCertificateReal: () => certificateIsReal,
  })
  requested.serve(server)
  closeLoneUpgrades(server)
  server.addHook('onResponse', (request, reply, done) => {
    // The Vivox API answers faults with 200, too: it tells the log of faults itself, under other names.
    if (reply.statusCode < 400) faults.served(() => clientOf(request))
    done()
  })
  server.setErrorHandler(answerError)
  server.setNotFoundHandler(answerNotFound)
  await server.register(fastifyHelmet, securityHeaders(page))
  serveFramedPage(server, { publicUrl })
  await server.register(fastifyCookie)
  servePage(server, page)
  if (acme) answerAuthority(server, acme)
  return { server, port }
}

/** Answers an authority's http-01 challenges. */
function answerAuthority(server: FastifyInstance, { challenges }: Acme): void {
  server.get<{ Params: { token: string } }>(`${HTTP_CHALLENGE_PATH}:token`, async (request, reply) => {
    const answer = challenges.httpAnswer(request.params.token)
    if (answer === undefined) return reply.callNotFound()
    return reply.type('application/octet-stream').send(answer)
  })
}

function listeningPort(server: FastifyInstance): number | undefined {
  const address = server.server.address()
  return typeof address === 'object' ? address?.port : undefined
}
