/** STUN and TURN URLs: taken apart, and put into the order in which they are worth trying. */

export interface TurnUrl {
  readonly url: string
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly transport: 'udp' | 'tcp'
}

/** @param url one that config.ts let through (RFC 7065) */
export function parseTurnUrl(url: string): TurnUrl {
  const [, scheme = '', host = '', port, transport] =
    /^(\w+):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/i.exec(url) ?? []
  const secure = /s$/i.test(scheme)
  return {
    url,
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? (secure ? 5349 : 3478) : Number(port),
    secure,
    transport: (transport?.toLowerCase() ?? (secure ? 'tcp' : 'udp')) === 'tcp' ? 'tcp' : 'udp',
  }
}

/** The same URLs, the one with the least delay first: UDP, TCP, TLS; otherwise as the operator wrote them. */
export function inOrderOfDelay(urls: readonly string[]): string[] {
  const rank = (url: string): number => {
    const { secure, transport } = parseTurnUrl(url)
    return (secure ? 2 : 0) + (transport === 'tcp' ? 1 : 0)
  }
  return urls.toSorted((a, b) => rank(a) - rank(b))
}
