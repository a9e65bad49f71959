/** Who sent an HTTP request, as far as the connection tells, and what the edges found out about them. */

import type { FastifyRequest } from 'fastify'
import type { RegionAuthority } from '../../voice/region-keys/authority.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request came over TLS, here or at a proxy, so its cookies may be for TLS only. */
    isSecure: boolean
    /** An edge has seen that the request comes from a region, by the secret or a sign-in. */
    isRegion: boolean
    /** For whom a region's request speaks, as its credential says; `null` where it has none. */
    regionAuthority: RegionAuthority | null
    /** The network that the request comes from, by its own address or a trusted proxy's word: see `networkOf`. */
    network: string
  }
}

/** Headers of proxies: each proxy adds at least one of these. */
export const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
] as const

type Asked = Pick<FastifyRequest, 'socket' | 'headers'>

/** Whether an address is a loopback address: 127.0.0.0/8 or ::1. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address)
}

/** Whether a proxy forwarded the request; a stranger gains nothing by forging the header. */
export function isForwarded({ headers }: Pick<Asked, 'headers'>): boolean {
  return PROXY_HEADERS.some((name) => headers[name] !== undefined)
}

/**
 * Whether a request comes from this machine and is meant for it: by the socket's address and by the Host header. Requests
 * that a proxy on this machine forwards do not count.
 */
export function isLocal(request: Asked): boolean {
  return (
    isLoopback(request.socket.remoteAddress) && isLoopbackHost(request.headers.host) && !isForwarded(request)
  )
}

/** Whether a Host header names the loopback. */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')
  return name !== undefined && (/^(.+\.)?localhost$/i.test(name) || isLoopback(name))
}
