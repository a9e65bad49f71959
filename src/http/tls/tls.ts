/** Pages are for TLS: who asks for one over plain HTTP is led there, and browsers are told to stay. */

import { X509Certificate } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isForwarded, isLoopback, isLoopbackHost } from '../connections/requester.js'

/** Regions' paths, which a region asks for over either; what an authority asks for over plain HTTP; and what says no secret. */
const PLAIN_PATHS = /^\/(api2|opensim|healthz|readyz|metrics|\.well-known)(\/|\?|$)/

/** A month: long enough for who comes now and then, short enough to take back. It holds for all ports of the name. */
const STRICT_TRANSPORT_SECURITY = 'max-age=2592000'

export interface TlsOptions {
  /** As the operator set it, without a trailing slash; with `http:` plain pages are what the operator wants. */
  readonly fixedUrl: string | undefined
  readonly publicUrl: () => string
  /** Whether browsers accept the certificate without a warning: only then may they insist on it. */
  readonly isCertificateReal: () => boolean
}

/** To be called before any route is registered. */
export function leadToTls(app: FastifyInstance, options: TlsOptions): void {
  const { fixedUrl, publicUrl, isCertificateReal } = options
  app.decorateRequest('isSecure', false)
  app.addHook('onRequest', (request, reply, done) => {
    const url = request.raw.url ?? '/'
    if (request.protocol === 'https') {
      request.isSecure = true
      if (isCertificateReal()) reply.header('strict-transport-security', STRICT_TRANSPORT_SECURITY)
    } else if (!PLAIN_PATHS.test(url) && !isLocalPlain(request) && !fixedUrl?.startsWith('http:')) {
      if (!wasSecureOutside(request)) {
        // Not for ever: a browser would remember that, whatever the operator changes.
        reply.header('cache-control', 'no-store').redirect(target(request, url), 307)
        return
      }
      request.isSecure = true
    }
    done()
  })

  function target({ headers: { host } }: FastifyRequest, url: string): string {
    const here = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? `https://${host}` : publicUrl()
    return (fixedUrl ?? here) + url
  }
}

/** Nobody listens in on the way from this machine to itself, and browsers count that as secure. */
function isLocalPlain(request: FastifyRequest): boolean {
  return isLoopback(request.socket.remoteAddress) && isLoopbackHost(request.headers.host)
}

/**
 * Whether a proxy that nobody told us to trust has ended the TLS: leading to TLS again would never end. A visitor who
 * forges this stays on plain HTTP, as they wished. Browsers send Sec-Fetch-Mode to secure addresses only, and with
 * sockets the origin of their page.
 */
function wasSecureOutside(request: FastifyRequest): boolean {
  const { headers } = request
  const told = `${headers['x-forwarded-proto'] ?? ''} ${headers.forwarded ?? ''} ${headers['x-forwarded-ssl'] ?? ''}`
  if (/\b(https|wss|on)\b/i.test(told)) return true
  const untold = isForwarded(request) && headers['x-forwarded-proto'] === undefined && !headers.forwarded
  return untold || headers['sec-fetch-mode'] !== undefined || /^https:/i.test(headers.origin ?? '')
}

/** Whether an authority vouches for a certificate, other than itself. */
export function isRealCertificate(pem: string): boolean {
  const certificate = new X509Certificate(pem)
  return !certificate.verify(certificate.publicKey)
}
