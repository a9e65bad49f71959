/** Answers to an authority's challenges while it issues a certificate (RFC 8555 §8.3, RFC 8737). */

import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'

export const HTTP_CHALLENGE_PATH = '/.well-known/acme-challenge/'
/** The protocol by which an authority asks over TLS. */
const ALPN_CHALLENGE = 'acme-tls/1'

export interface Challenges {
  /** The answer on the path of that token; `undefined` if none was promised. */
  httpAnswer(token: string): string | undefined
  /** The server for a connection with that ClientHello, if it is an expected TLS-ALPN challenge. */
  serverFor(clientHello: Buffer): TlsServer | undefined
  /** Answers a token until the returned function is called. */
  promiseHttp(token: string, answer: string): () => void
  /** Answers by TLS-ALPN until the returned function is called. */
  promiseAlpn(certificate: { readonly cert: string | Buffer; readonly key: string | Buffer }): () => void
}

export function createChallenges(): Challenges {
  const answers = new Map<string, string>()
  let alpn: TlsServer | undefined
  return {
    httpAnswer: (token) => answers.get(token),
    serverFor: (clientHello) => (clientHello.includes(ALPN_CHALLENGE) ? alpn : undefined),
    promiseHttp(token, answer) {
      answers.set(token, answer)
      return () => answers.delete(token)
    },
    promiseAlpn(certificate) {
      const server = createTlsServer({ ...certificate, ALPNProtocols: [ALPN_CHALLENGE] })
      // The handshake alone is the answer.
      server.on('secureConnection', (socket) => socket.end())
      server.on('tlsClientError', (_error, socket) => socket.destroy())
      alpn = server
      return () => {
        if (alpn === server) alpn = undefined
      }
    },
  }
}

/** The port for HTTP challenges; `fault` says why it could not be listened on: a web server that passes the path on may hold it. */
export interface HttpPort {
  readonly fault: string | undefined
  close(): void
}

/** Listens for HTTP challenges on a port of their own, and redirects everything else there to the service's own address. */
export function listenForChallenges(
  challenges: Challenges,
  port: number,
  publicUrl: string,
): Promise<HttpPort> {
  const answer: RequestListener = (request, reply) => {
    const { url = '/' } = request
    const found = url.startsWith(HTTP_CHALLENGE_PATH)
      ? challenges.httpAnswer(url.slice(HTTP_CHALLENGE_PATH.length))
      : undefined
    if (found !== undefined) reply.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(found)
    else reply.writeHead(302, { Location: `${publicUrl}/`, Connection: 'close' }).end()
  }
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, answer)
  server.maxConnections = 50
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ fault: `${error.code ?? error.message}`, close: () => undefined }),
    )
    server.listen(port, () =>
      resolve({
        fault: undefined,
        close: () => {
          server.close()
          server.closeAllConnections()
        },
      }),
    )
  })
}
