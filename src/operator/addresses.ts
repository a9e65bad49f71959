/** The addresses of this service and its machine, for links, URIs and certificates. */

import { isIP, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { Stopwatch } from '../voice/ports.js'
import type { Config } from './settings/config.js'

/** The machine may get another address at any time; asking for it at each request would cost more than the rest. */
const HOST_AGE_MS = 5000

export interface PublicAddress {
  /** The URL residents open, without a trailing slash; its port is known once the server listens. */
  publicUrl(): string
  /** The realm of account and channel URIs. */
  sipDomain(): string
}

/** @param port the port listened on */
export function createPublicAddress(
  config: Pick<Config, 'publicUrl' | 'sipDomain' | 'host'>,
  port: () => number,
  stopwatch: Stopwatch,
): PublicAddress {
  let known: { readonly host: string; readonly at: number } | undefined
  const fixedDomain = config.sipDomain ?? (config.publicUrl && new URL(config.publicUrl).hostname)

  function host(): string {
    const now = stopwatch.now()
    if (!known || now - known.at >= HOST_AGE_MS) known = { host: reachableHost(config.host), at: now }
    return known.host
  }

  return {
    publicUrl: () => config.publicUrl ?? `https://${host()}:${port()}`,
    sipDomain: () => fixedDomain ?? new URL(`https://${host()}`).hostname,
  }
}

/** The host to name in a link: the one listened on, or the machine's first address that others can reach. */
export function reachableHost(listenHost: string): string {
  if (listenHost === '127.0.0.1' || listenHost === '::1') return 'localhost'
  if (listenHost !== '0.0.0.0' && listenHost !== '::') return bracketed(listenHost)
  return externalAddresses()[0] ?? 'localhost'
}

/** Every name and address that a self-signed certificate of this machine should carry, the public host first. */
export function certificateHosts(publicHost: string): string[] {
  const bare = publicHost.replace(/^\[|\]$/g, '')
  return [...new Set([bare, hostname(), 'localhost', '127.0.0.1', '::1', ...externalAddresses()])]
}

function externalAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
}

function bracketed(host: string): string {
  return isIP(host) && isIPv6(host) ? `[${host}]` : host
}
