/** Writes the `turnserver.conf` of a coturn that serves this grid's voice and nothing else. */

import { isIP, isIPv6 } from 'node:net'
import type { Config } from '../../operator/settings/config.js'
import { parseTurnUrl } from './turn-url.js'

/** What a configuration is made from. Addresses are literal, never names. */
export interface TurnServerFacts {
  readonly secret: string
  /** Nobody sees it; coturn hashes it into every message. */
  readonly realm: string
  readonly listeningPort: number
  readonly tls:
    | { readonly port: number; readonly certFile: string; readonly keyFile: string | undefined }
    | undefined
  readonly relayPorts: { readonly min: number; readonly max: number }
  /** Set where coturn's own address is translated one to one, as with most cloud providers. */
  readonly externalAddress?: { readonly public: string; readonly private: string } | undefined
  /** Empty for every address of the machine. */
  readonly listeningAddresses?: readonly string[]
  /**
   * Exceptions from the denied ranges: addresses or ranges. On the internet the list is empty; a grid on a private
   * network needs its own range here.
   */
  readonly allowedPeers?: readonly string[]
}

/** coturn's default, which is IANA's range of ephemeral ports. */
export const DEFAULT_RELAY_PORTS = { min: 49152, max: 65535 }

/**
 * Where a relay must never send: everything that is not the public internet (IANA's special-purpose registries,
 * RFC 6890). Otherwise everybody with a credential could reach the operator's own network.
 */
const DENIED_PEERS: readonly (readonly [string, string, string])[] = [
  ['0.0.0.0', '0.255.255.255', 'this host'],
  ['10.0.0.0', '10.255.255.255', 'private'],
  ['100.64.0.0', '100.127.255.255', "a provider's own NAT"],
  ['127.0.0.0', '127.255.255.255', 'loopback'],
  ['169.254.0.0', '169.254.255.255', 'link-local, and the metadata service of cloud providers'],
  ['172.16.0.0', '172.31.255.255', 'private'],
  ['192.0.0.0', '192.0.0.255', 'protocol assignments'],
  ['192.0.2.0', '192.0.2.255', 'documentation'],
  ['192.88.99.0', '192.88.99.255', '6to4 relays'],
  ['192.168.0.0', '192.168.255.255', 'private'],
  ['198.18.0.0', '198.19.255.255', 'benchmarks'],
  ['198.51.100.0', '198.51.100.255', 'documentation'],
  ['203.0.113.0', '203.0.113.255', 'documentation'],
  ['224.0.0.0', '255.255.255.255', 'multicast, reserved, broadcast'],
  // Does not begin at "::": coturn takes that for no lower end, and the range for all of IPv4.
  ['::1', '::ffff:ffff', 'loopback, and IPv4 in its oldest IPv6 form'],
  ['::ffff:0.0.0.0', '::ffff:255.255.255.255', 'IPv4 in IPv6'],
  ['64:ff9b::', '64:ff9b::ffff:ffff', 'NAT64: leads to IPv4'],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff', 'local NAT64'],
  ['100::', '100::ffff:ffff:ffff:ffff', 'discard'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', 'protocol assignments, Teredo'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', 'documentation'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '6to4: leads to IPv4'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'unique local'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'link-local'],
  ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'site-local'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'multicast'],
]

/**
 * Enough for twelve connections on a machine with two networks: each has an allocation over UDP, TCP and TLS while it
 * looks for a path, and twice as many while it is renewed.
 */
const ALLOCATIONS_PER_RESIDENT = 150

/** Enough for twelve voices over one connection: Opus at music quality with all headers takes less than 20 kB/s each. */
const BYTES_PER_SECOND = 256_000

/** Visible ASCII without quotes and without `#`, which begins a comment. */
const SAFE = /^[\x21\x24-\x26\x28-\x7e]+$/

/**
 * What the settings of a service say about its coturn. The ports come from TURN_URLS; the certificate is the service's
 * own.
 *
 * @throws Error naming the setting that is missing
 */
export function turnServerFacts(config: Pick<Config, 'turnUrls' | 'turnSecret' | 'tls'>): TurnServerFacts {
  const { turnUrls, turnSecret, tls } = config
  const urls = turnUrls.map(parseTurnUrl)
  const [first] = urls
  if (!first || !turnSecret) throw new Error('TURN_URLS and TURN_SECRET are not set.')
  const plain = urls.find(({ secure }) => !secure)
  const secure = urls.find((url) => url.secure)
  return {
    secret: turnSecret,
    realm: first.host,
    listeningPort: plain?.port ?? 3478,
    tls: secure && tls && { port: secure.port, ...tls },
    relayPorts: DEFAULT_RELAY_PORTS,
  }
}

/**
 * The whole file, with a comment on every setting. It contains the secret, so only coturn may be able to read it.
 *
 * @throws Error when a value would break out of its line
 */
export function turnServerConfig(facts: TurnServerFacts): string {
  const { secret, realm, listeningPort, tls, relayPorts, externalAddress } = facts
  const { listeningAddresses = [], allowedPeers = [] } = facts
  for (const value of [secret, realm, tls?.certFile, tls?.keyFile, ...listeningAddresses, ...allowedPeers]) {
    if (value !== undefined && !SAFE.test(value))
      throw new Error(
        'A value has a space, a quote, a # or a character outside ASCII, which coturn cannot read.',
      )
  }
  // coturn translates a peer's address before it checks: a relay to itself is checked as its private address.
  const allowed = [...allowedPeers, ...(externalAddress ? [externalAddress.private] : [])]
  const lines = [
    '# coturn for the voice service; made by "npm run turn-config". Keep it readable for coturn only.',
    '',
    '# Who may use it: whoever has a credential of the voice service, until that ends.',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    `realm=${realm}`,
    '',
    '# Where it listens, over UDP and TCP alike.',
    `listening-port=${listeningPort}`,
    ...listeningAddresses.map((address) => `listening-ip=${address}`),
    ...listeningAddresses.map((address) => `relay-ip=${address}`),
    ...(externalAddress
      ? [
          '# Its address as the internet sees it, and its own.',
          `external-ip=${externalAddress.public}/${externalAddress.private}`,
        ]
      : []),
    '',
    ...(tls ? tlsLines(tls) : NO_TLS),
    '',
    '# Where voices are relayed: these UDP ports must be open from the internet.',
    `min-port=${relayPorts.min}`,
    `max-port=${relayPorts.max}`,
    'no-tcp-relay',
    '',
    '# How much: allocations of one resident, of all together, bytes a second of one allocation.',
    `user-quota=${ALLOCATIONS_PER_RESIDENT}`,
    `total-quota=${relayPorts.max - relayPorts.min + 1}`,
    `max-bps=${BYTES_PER_SECOND}`,
    'stale-nonce=600',
    '',
    '# Where it must never send: anything that is not the public internet.',
    'no-multicast-peers',
    ...DENIED_PEERS.flatMap(([from, to, what]) => [`# ${what}`, `denied-peer-ip=${from}-${to}`]),
    ...(allowed.length > 0 ? ['# Exceptions from the above.'] : []),
    ...allowed.map((range) => `allowed-peer-ip=${range}`),
    '',
    '# No remote control, no version told to strangers, nothing beyond what WebRTC needs.',
    'no-cli',
    'fingerprint',
    'no-software-attribute',
    'no-rfc5780',
    'no-stun-backward-compatibility',
    'response-origin-only-with-rfc5780',
    '',
    "# The log goes to standard output, which is systemd's journal. It names avatars (their ids are in the",
    '# user names) and addresses, never the secret. Leave "verbose" off.',
    'log-file=stdout',
    'simple-log',
    '',
  ]
  return lines.join('\n')
}

const NO_TLS = [
  '# No TLS here: it needs a certificate that browsers trust. With TLS_CERT_FILE and TLS_KEY_FILE set and a',
  '# turns: URL in TURN_URLS it is written, and gets through firewalls that let only TLS pass.',
  'no-tls',
  'no-dtls',
]

function tlsLines({ port, certFile, keyFile }: NonNullable<TurnServerFacts['tls']>): string[] {
  return [
    '# TLS, for firewalls that let nothing else pass. coturn reads the files again at SIGUSR2.',
    `tls-listening-port=${port}`,
    `cert=${certFile}`,
    ...(keyFile === undefined ? [] : [`pkey=${keyFile}`]),
    'no-tlsv1',
    'no-tlsv1_1',
    'no-dtls',
  ]
}

/**
 * Reads `203.0.113.7/10.0.0.7`, as coturn's `external-ip` has it.
 * @throws Error for anything but a pair of addresses of the same kind
 */
export function parseExternalAddress(text: string): NonNullable<TurnServerFacts['externalAddress']> {
  const [outside = '', inside = '', ...rest] = text.split('/')
  if (rest.length === 0 && isIP(outside) && isIP(inside) && isIPv6(outside) === isIPv6(inside))
    return { public: outside, private: inside }
  throw new Error(`"${text}" is no pair of addresses: use PUBLIC/PRIVATE, such as 203.0.113.7/10.0.0.7.`)
}
