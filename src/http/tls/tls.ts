/** Pages need TLS: plain HTTP is redirected there, and browsers are told to stay. */

import { X509Certificate } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isForwarded, isLoopback, isLoopbackHost } from '../connections/requester.js'

/** Paths that stay on plain HTTP: those of regions and other nodes, an authority's challenges, and health checks. */
const PLAIN_PATHS = /^\/(api2|opensim|cluster|healthz|readyz|metrics|\.well-known)(\/|\?|$)/

/** A month: long enough for occasional residents, short enough to undo. It holds for all ports of the name. */
const STRICT_TRANSPORT_SECURITY = 'max-age=2592000'

export interface TlsOptions {
  /** The operator's PUBLIC_URL, without a trailing slash; with `http:` the operator wants plain pages. */
  readonly fixedUrl: string | undefined
  readonly publicUrl: () => string
  /** Whether a host name, perhaps with a port, is one under which a grid is served. */
  readonly isOwnHost: (host: string | undefined) => boolean
  /** Whether browsers accept the certificate without a warning: only then may they insist on it. */
  readonly isCertificateReal: () => boolean
}

/** To be called before any route is registered. */
export function leadToTls(app: FastifyInstance, options: TlsOptions): void {
  const { fixedUrl, publicUrl, isOwnHost, isCertificateReal } = options
  app.decorateRequest('isSecure', false)
  app.addHook('onRequest', (request, reply, done) => {
    const url = request.raw.url ?? '/'
    if (request.protocol === 'https') {
      request.isSecure = true
      if (isCertificateReal()) reply.header('strict-transport-security', STRICT_TRANSPORT_SECURITY)
    } else if (!PLAIN_PATHS.test(url) && !isLocalPlain(request) && !fixedUrl?.startsWith('http:')) {
      if (!wasSecureOutside(request)) {
        // Not permanent: a browser would remember the redirect whatever the operator changes.
        reply.header('cache-control', 'no-store').redirect(target(request), 307)
        return
      }
      request.isSecure = true
    }
    done()
  })

  function target({ headers: { host }, originalUrl }: FastifyRequest): string {
    const here = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? `https://${host}` : publicUrl()
    return (isOwnHost(host) ? here : (fixedUrl ?? here)) + originalUrl
  }
}

/** Whether a request stays on this machine, which browsers count as secure. */
function isLocalPlain(request: FastifyRequest): boolean {
  return isLoopback(request.socket.remoteAddress) && isLoopbackHost(request.headers.host)
}

/**
 * Whether an untrusted proxy has ended the TLS, so that a redirect to TLS would loop for ever. A resident who forges this
 * stays on plain HTTP, as they wished. Browsers send Sec-Fetch-Mode to secure addresses only, and for sockets the
 * origin of their page.
 */
function wasSecureOutside(request: FastifyRequest): boolean {
  const { headers } = request
  const told = `${headers['x-forwarded-proto'] ?? ''} ${headers.forwarded ?? ''} ${headers['x-forwarded-ssl'] ?? ''}`
  if (/\b(https|wss|on)\b/i.test(told)) return true
  const untold = isForwarded(request) && headers['x-forwarded-proto'] === undefined && !headers.forwarded
  return untold || headers['sec-fetch-mode'] !== undefined || /^https:/i.test(headers.origin ?? '')
}

/** Whether a certificate is issued by an authority rather than self-signed. */
export function isRealCertificate(pem: string): boolean {
  const certificate = new X509Certificate(pem)
  return !certificate.verify(certificate.publicKey)
}
