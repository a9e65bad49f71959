/** Checks whether the service answers on its TCP port or could listen there, and the same for its UDP port. */

import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { get } from '../../certificate/http-get.js'
import { fault, good, type OperatorCheck } from './check.js'

export const portCheck: OperatorCheck = async ({ config, running }) => {
  const { host, port, mediaPortMin, mediaPortMax } = config
  if (running) {
    const local = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
    const url = `https://${local.includes(':') ? `[${local}]` : local}:${port}/readyz`
    const { status, error } = await get(url, { trustAnybody: true })
    if (status === 200) return [good('port', `The service runs and is ready on port ${port}.`)]
    const why = error ?? `it answers ${status}`
    return [fault('port', `The service runs, but ${url} is not ready (${why}): look into its log.`)]
  }
  const taken = await listenFault(host, port)
  const udp = await udpFault(mediaPortMin)
  return [
    taken ? fault('port', taken) : good('port', `TCP port ${port} is free.`),
    udp && mediaPortMin === mediaPortMax
      ? fault(
          'media port',
          `UDP port ${mediaPortMin} is taken: set MEDIA_PORT_MIN and MEDIA_PORT_MAX to others.`,
        )
      : good(
          'media port',
          udp
            ? `UDP port ${mediaPortMin} is taken; the next free one is used.`
            : `UDP port ${mediaPortMin} is free.`,
        ),
  ]
}

/** Why that address cannot be listened on, and what to do; `undefined` if it can. */
export function listenFault(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(listenAdvice(error, host, port)))
    server.listen({ host, port }, () => server.close(() => resolve(undefined)))
  })
}

/** What an operator can do about an address or port that cannot be listened on. */
export function listenAdvice({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `The port is taken: stop what uses ${port} ("ss -ltnp sport = :${port}" names it), or set PORT to another one.`
    case 'EACCES':
      return `Port ${port} may be used by root only: set PORT above 1023, or put a reverse proxy in front (docs/reverse-proxy.md).`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${host} is no address of this machine: leave it out to listen on all, or name one of its own.`
    default:
      return `Nobody can listen on ${host} port ${port}: ${message}.`
  }
}

function udpFault(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => resolve(true))
    socket.bind(port, () => socket.close(() => resolve(false)))
  })
}
