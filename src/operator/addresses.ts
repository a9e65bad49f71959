/** The addresses of this machine, for links and certificates without a PUBLIC_URL. */

import { isIP, isIPv6 } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'

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
