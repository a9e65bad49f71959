/** How the text of a setting becomes its value; each throws a sentence that says how to correct it. */

import { isIP } from 'node:net'
import { SIGN_IN_WAYS, type SignInWay } from '../../pure/grids/sign-in-ways.js'

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  return (value: string): number => {
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= min && number <= max) return number
    throw new Error(`"${value}" is not a whole number from ${min} to ${max}.`)
  }
}

/** One of a few words, in either case. */
export function oneOf<const T extends string>(choices: readonly T[]) {
  return (value: string): T => {
    const choice = choices.find((candidate) => candidate === value.toLowerCase())
    if (choice !== undefined) return choice
    throw new Error(`"${value}" is none of ${choices.join(', ')}.`)
  }
}

/** An address or name to listen on. */
export function host(value: string): string {
  if (isIP(value) || /^[a-z0-9.-]+$/i.test(value)) return value
  throw new Error(`"${value}" is no address to listen on: use 0.0.0.0, :: or an address of this machine.`)
}

/** A host name without scheme or port. */
export function domain(value: string): string {
  if (/^[a-z0-9.:[\]-]+$/i.test(value)) return value
  throw new Error(`"${value}" is no host name: use one such as voice.example.org, without scheme or port.`)
}

/** An http(s) address without credentials, query or fragment; a trailing slash is removed. */
export function publicUrl(value: string): string {
  const fix = 'use the address residents open, such as https://voice.example.org:8443'
  if (!URL.canParse(value)) throw new Error(`"${value}" is no URL: ${fix}.`)
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error(`"${value}" is not http(s): ${fix}.`)
  if (url.username || url.search || url.hash) throw new Error(`it carries more than host and path: ${fix}.`)
  return url.href.replace(/\/+$/, '')
}

/** STUN or TURN URLs (RFC 7064, RFC 7065), separated by commas or spaces. */
export function urlList(scheme: 'stun' | 'turn') {
  const shape = new RegExp(
    `^${scheme}s?:(\\[[0-9a-f:]+\\]|[^\\s:/?@]+)(:\\d{1,5})?(\\?transport=(udp|tcp))?$`,
    'i',
  )
  return (value: string): readonly string[] => {
    const urls = value.split(/[\s,]+/).filter(Boolean)
    const wrong = urls.filter((url) => !shape.test(url))
    if (wrong.length === 0) return urls
    throw new Error(
      `"${wrong.join('", "')}" is no ${scheme} URL: use ${scheme}:host:3478, commas between several.`,
    )
  }
}

/** true, false, or the addresses of the proxies as Fastify takes them. */
export function trustProxy(value: string): boolean | string {
  if (/^(true|yes|1)$/i.test(value)) return true
  if (/^(false|no|0)$/i.test(value)) return false
  const wrong = value.split(',').filter((part) => !isIP(part.trim().split('/')[0] ?? ''))
  if (wrong.length === 0) return value
  throw new Error(`"${value}" is neither true, false nor the addresses of your proxies.`)
}

/** An IPv4 or IPv6 address, or a network such as `10.0.0.0/8`. */
export function isNetwork(entry: string): boolean {
  const [address = '', prefix, ...more] = entry.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  return isIP(address) !== 0 && fits && more.length === 0
}

/** A host's name; no address. */
export function isHostName(host: string): boolean {
  return /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/i.test(host) && /[a-z]/i.test(host)
}

/** IPv4 and IPv6 addresses and networks (`10.0.0.0/8`), separated by commas or spaces. */
export function addressList(value: string): readonly string[] {
  const entries = value.split(/[\s,]+/).filter(Boolean)
  const wrong = entries.filter((entry) => !isNetwork(entry))
  if (wrong.length === 0) return entries
  throw new Error(
    `"${wrong.join('", "')}" is no address: use 192.0.2.7 or 10.0.0.0/8, commas between several.`,
  )
}

/** IPv4 or IPv6 addresses and host names, separated by commas or spaces. */
export function hostList(value: string): readonly string[] {
  const hosts = value.split(/[\s,]+/).filter(Boolean)
  const wrong = hosts.filter((host) => !isIP(host) && !isHostName(host))
  if (wrong.length === 0) return hosts
  throw new Error(
    `"${wrong.join('", "')}" is neither an address nor a name: use the one that this machine is reached under.`,
  )
}

/** Yes or no, in any of several spellings. */
export function yesOrNo(value: string): boolean {
  if (/^(true|yes|on|1)$/i.test(value)) return true
  if (/^(false|no|off|0)$/i.test(value)) return false
  throw new Error(`"${value}" is neither yes nor no.`)
}

/** An e-mail address, as far as that can be checked without sending mail. */
export function emailAddress(value: string): string {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return value
  throw new Error(`"${value}" is no e-mail address: use one such as admin@example.org.`)
}

/** It holds a password, so no message repeats it. */
export function postgresUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const hasDatabase = url !== undefined && url.pathname.length > 1
  if (url && hasDatabase && ['postgres:', 'postgresql:'].includes(url.protocol)) return value
  throw new Error(
    'it is not of the form postgresql://user:password@host:5432/database; special characters of the password are written as %40 for @, and so on.',
  )
}

/** The private port of the grid's services. It may hold a password, so no message repeats it. */
export function robustUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === ''
  if (!url || !/^https?:$/.test(url.protocol) || !isPlain) {
    throw new Error(
      'it is not of the form http://robust.example.org:8003, or http://user:password@robust.example.org:8003; special characters of the password are written as %40 for @, and so on.',
    )
  }
  // Robust takes what stands before the first colon for the user, and what stands before the next for the password.
  if (/:|%3a/i.test(url.username + url.password)) {
    throw new Error('Robust never accepts a password with a colon: choose another HttpAuthPassword there.')
  }
  return value
}

/** The public port of the grid's services, as browsers reach it. */
export function robustPublicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url && /^https?:$/.test(url.protocol) && isPlain) return url.origin
  throw new Error(`"${value}" is not of the form http://grid.example.org:8002.`)
}

/** Several ways, separated by commas or spaces; `none` for none. */
export function signInWays(value: string): readonly SignInWay[] {
  if (/^none$/i.test(value)) return []
  return value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(oneOf(SIGN_IN_WAYS))
}

export function httpsUrl(value: string): string {
  if (URL.canParse(value) && new URL(value).protocol === 'https:') return value
  throw new Error(`"${value}" is no https URL.`)
}
