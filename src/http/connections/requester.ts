/** Who asks over HTTP, as far as the connection tells, and what the edges found out about them. */

import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** It came over TLS, here or at a proxy: what is set for it holds for TLS alone. */
    isSecure: boolean
    /** An edge has seen that it comes from a region, by its secret or its sign-in. */
    isRegion: boolean
  }
}

/** What proxies add to what they pass on, each one at least one of these. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
] as const

type Asked = Pick<FastifyRequest, 'socket' | 'headers'>

/** Whether an address is this machine's own, which nobody else can have: 127.0.0.0/8 or ::1. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address)
}

/** Whether a proxy passed it on; a header that a stranger forges makes them one, which gains nothing. */
export function isForwarded({ headers }: Pick<Asked, 'headers'>): boolean {
  return PROXY_HEADERS.some((name) => headers[name] !== undefined)
}

/**
 * Whether somebody on this machine asks, for this machine: by the socket's address and by the name that was asked for.
 * Neither is left to a header alone, nor is what a proxy on this machine passes on.
 */
export function isLocal(request: Asked): boolean {
  return (
    isLoopback(request.socket.remoteAddress) && isLoopbackHost(request.headers.host) && !isForwarded(request)
  )
}

/** Whether a Host header names this machine as only itself can. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')
  return name !== undefined && (/^(.+\.)?localhost$/i.test(name) || isLoopback(name))
}
