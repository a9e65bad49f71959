/** The settings of a cluster: several nodes that share one Redis and one PostgreSQL. */

import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isPrivate } from './private-network.js'

export interface ClusterSettings {
  /** `redis://` or `rediss://`, with what proves who one is. */
  readonly redisUrl: string
  /** Where other nodes reach this one, without a trailing slash; `undefined`: derived from the address listened on. */
  readonly nodeUrl: string | undefined
  /** What the load balancer calls this node, where it sends requests that name a node to that one. */
  readonly nodeName?: string | undefined
  /** Shared by all nodes: proves one to another, and signs what each of them has to accept. */
  readonly secret: string
}

const MIN_SECRET_LENGTH = 24

/** A Redis address. */
export function redisUrl(value: string): string {
  if (URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol) && new URL(value).hostname)
    return value
  throw new Error(
    'this is no address of a Redis: use one such as redis://10.0.0.5:6379, or rediss:// with TLS.',
  )
}

/** An address for other nodes: with TLS, or within a private network. */
export function nodeUrl(value: string): string {
  const fix = 'use one such as https://node1.example.org:8443, or http:// and an address of a private network'
  if (!URL.canParse(value)) throw new Error(`"${value}" is no URL: ${fix}.`)
  const { protocol, hostname, username, pathname, search, hash } = new URL(value)
  if (username || pathname !== '/' || search || hash)
    throw new Error(`it is more than scheme, host and port: ${fix}.`)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const isOpen = isIP(host) !== 0 && !isPrivate(host)
  if (protocol === 'https:') return value.replace(/\/$/, '')
  if (protocol !== 'http:') throw new Error(`"${value}" is neither https nor http: ${fix}.`)
  // A name may stand for any address: those of one machine and of container networks have no full stop.
  if (isOpen || (isIP(host) === 0 && host.includes('.') && !/\.(local|internal|localhost)$/.test(host))) {
    throw new Error(`strangers may listen in on the way to "${value}": ${fix}.`)
  }
  return value.replace(/\/$/, '')
}

/** What a load balancer calls a node: it goes into addresses. */
export function nodeName(value: string): string {
  if (/^[\w-]{1,32}$/.test(value)) return value
  throw new Error(`"${value}" is no name of a node: use up to 32 letters, digits, _ and -, such as node1.`)
}

/** Settings that all nodes must share, because each of them accepts what another one gave out. */
const SHARED = [
  'CLUSTER_SECRET',
  'DATABASE_URL',
  'REGION_SECRET',
  'VIVOX_ADMIN_PASSWORD',
  'ADMIN_PASSWORD',
] as const

/**
 * @param isSet whether that setting is set, itself or as a file
 * @returns one line for each fault, with its fix
 */
export function clusterFaults(
  isSet: (name: string) => boolean,
  { secret }: { readonly secret: string | undefined },
): string[] {
  if (!isSet('REDIS_URL')) {
    return ['NODE_URL', 'NODE_NAME', 'CLUSTER_SECRET']
      .filter(isSet)
      .map((name) => `${name} without REDIS_URL: set both, or none.`)
  }
  const faults = SHARED.filter((name) => !isSet(name)).map(
    (name) => `REDIS_URL needs ${name}: set it, to the same on every node.`,
  )
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    faults.push(
      `CLUSTER_SECRET: it has fewer than ${MIN_SECRET_LENGTH} characters: take what openssl rand -hex 32 prints.`,
    )
  }
  return faults
}

/** Where other nodes reach this one, if no setting says so: the address listened on, or the first private one of the machine. */
export function derivedNodeUrl(host: string, port: number): string {
  const first = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family, address }) => !internal && family === 'IPv4' && isPrivate(address))
  const address = isIP(host) && isPrivate(host) ? host : (first?.address ?? '127.0.0.1')
  return `http://${isIP(address) === 6 ? `[${address}]` : address}:${port}`
}
