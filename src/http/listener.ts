/**
 * TLS and plain HTTP on one port. A region has one setting for both (its own calls go to https, the
 * address it hands to viewers is http), so the first byte of a connection decides.
 */

import { unwatchFile, watchFile } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import type { Logger } from 'pino'
import { limitPipelining } from './connections/answers.js'
import { type Connections, createConnections } from './connections/connections.js'
import { type CertificateFiles, readCertificate } from './tls/certificate-files.js'
import type { CertificateFor } from './tls/host-certificates.js'

/** First byte of a TLS record that carries a ClientHello (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 0x16

/** A connection that has not said a byte, or not finished its TLS handshake, by then is closed. */
const FIRST_BYTE_TIMEOUT_MS = 10_000

/** Enough for 64 kB of query, which percent-encoding triples, so that it is answered and not cut off. */
const MAX_HEADER_BYTES = 256 * 1024

/** A simulator keeps its connection for 30 s of idleness: we must not be the one to close it first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000

/** Clients that take longer to send a request, or do not read the answer, are cut off. */
const HEADERS_TIMEOUT_MS = 15_000
const REQUEST_TIMEOUT_MS = 30_000
const STALLED_TIMEOUT_MS = 60_000
const TIMEOUT_CHECK_MS = 2000

/** An upgrade that nobody has handled by then is closed. */
const UPGRADE_TIMEOUT_MS = 10_000

/** How often the connections of strangers are checked. */
const SWEEP_MS = 500

/** A closing server waits this long for requests and sockets that are still open. */
const CUT_OFF_AFTER_MS = 2500

const CERTIFICATE_POLL_MS = 30_000

export interface ListenerOptions extends CertificateFiles {
  readonly logger: Pick<Logger, 'info' | 'error' | 'debug'>
  readonly certificatePollMs?: number
  /** Takes the connections of an authority's TLS challenge (RFC 8737), while one is expected. */
  readonly challengeServerFor?: (clientHello: Buffer) => TlsServer | undefined
  /** Finds the certificates of further host names. */
  readonly certificateFor?: CertificateFor
  /** Limits the connections of each address. */
  readonly connections?: Connections
  /** Told the certificate in force, at the start and whenever it changes. */
  readonly onCertificate?: (pem: string) => void
}

/**
 * An HTTP server whose connections may start with a TLS handshake; either way the request handler sees
 * an ordinary request (`socket.encrypted` tells them apart). It reloads certificate and key when one of
 * their files changes, keeping the old pair while the new one is unreadable or half written.
 *
 * @throws Error when the certificate or key cannot be used, as `readCertificate` says it
 */
export function createDualServer(handler: RequestListener, options: ListenerOptions): Server {
  const { logger, certFile, keyFile, certificatePollMs = CERTIFICATE_POLL_MS, onCertificate } = options
  const { connections = createConnections(performance), challengeServerFor = () => undefined } = options
  const { certificateFor = () => undefined } = options
  const answer = limitPipelining(handler, ({ remoteAddress }) =>
    logger.debug({ remoteAddress }, 'too many requests at once on one connection: closed'),
  )
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    },
    (request, response) => {
      const { socket } = request
      connections.requested(socket)
      response.once('close', () => connections.answered(socket))
      answer(request, response)
    },
  )
  server.timeout = STALLED_TIMEOUT_MS
  server.prependListener('upgrade', (_request, socket: Socket) => {
    connections.upgraded(socket)
    // A WebSocket removes this timeout.
    socket.setTimeout(UPGRADE_TIMEOUT_MS, () => socket.destroy())
  })

  // TLS 1.2 is the most a simulator speaks; it sends SNI even for an IP address, which is harmless.
  const pair = readCertificate(options)
  const tlsServer = createTlsServer({
    ...pair,
    minVersion: 'TLSv1.2',
    handshakeTimeout: FIRST_BYTE_TIMEOUT_MS,
    SNICallback: (host, done) => done(null, certificateFor(host)),
  })
  onCertificate?.(pair.cert)
  tlsServer.on('secureConnection', (socket) => {
    connections.secured(socket)
    serve(socket)
  })
  tlsServer.on('tlsClientError', (error, socket) => {
    logger.debug({ err: error }, 'TLS handshake failed')
    socket.destroy()
  })

  const [httpListener] = server.listeners('connection')
  if (!httpListener) throw new Error('http.Server has no connection listener')
  const serve = (socket: Socket): void => {
    httpListener.call(server, socket)
  }

  const open = new Set<Socket>()
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    if (!connections.admit(socket, () => begin(socket))) socket.destroy()
  })
  function begin(socket: Socket): void {
    sniff(socket, (tls, chunk, resume) => {
      if (!tls) {
        serve(socket)
        return resume()
      }
      // http.Server allows half-open sockets, which would keep a connection whose handshake never ends.
      socket.allowHalfOpen = false
      return connections.handshake(socket, () => {
        const server = challengeServerFor(chunk) ?? tlsServer
        server.emit('connection', socket)
        resume()
      })
    })
  }
  const sweeping = setInterval(connections.sweep, SWEEP_MS)
  sweeping.unref()

  const reload = (): void => {
    try {
      const renewed = readCertificate(options)
      tlsServer.setSecureContext(renewed)
      onCertificate?.(renewed.cert)
      logger.info({ file: certFile }, 'certificate reloaded')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      logger.error(
        { file: certFile },
        `the certificate in use is kept, because the new one is no good: ${why}`,
      )
    }
  }
  // Both files: the one that is renewed last completes the pair.
  for (const file of [certFile, keyFile])
    watchFile(file, { interval: certificatePollMs, persistent: false }, reload)

  const closeIdle = server.closeIdleConnections.bind(server)
  server.closeIdleConnections = () => {
    closeIdle()
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  }
  const close = server.close.bind(server)
  server.close = (callback) => {
    const cutOff = setTimeout(() => {
      for (const socket of open) socket.destroy()
    }, CUT_OFF_AFTER_MS)
    server.once('close', () => clearTimeout(cutOff))
    return close(callback)
  }
  server.once('close', () => {
    clearInterval(sweeping)
    for (const file of [certFile, keyFile]) unwatchFile(file, reload)
  })
  return server
}

/** Looks at the first byte of a connection, and leaves it for the next reader once the socket is resumed. */
function sniff(socket: Socket, decide: (tls: boolean, chunk: Buffer, resume: () => void) => void): void {
  const drop = (): void => {
    socket.destroy()
  }
  socket.setTimeout(FIRST_BYTE_TIMEOUT_MS, drop)
  socket.on('error', drop)
  socket.once('data', (chunk) => {
    socket.pause()
    socket.setTimeout(0, drop)
    socket.unshift(chunk)
    decide(chunk[0] === TLS_HANDSHAKE, chunk, () => {
      socket.removeListener('error', drop)
      process.nextTick(() => socket.resume())
    })
  })
}
