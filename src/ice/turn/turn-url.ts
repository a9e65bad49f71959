/** Takes STUN and TURN URLs apart, and sorts them by the delay of their transport. */

export interface TurnUrl {
  readonly url: string
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly transport: 'udp' | 'tcp'
}

/** @param url as config.ts has checked it (RFC 7065) */
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

/** The same URLs, sorted by delay: UDP, TCP, TLS. URLs of one kind stay in the operator's order. */
export function inOrderOfDelay(urls: readonly string[]): string[] {
  const rank = (url: string): number => {
    const { secure, transport } = parseTurnUrl(url)
    return (secure ? 2 : 0) + (transport === 'tcp' ? 1 : 0)
  }
  return urls.toSorted((a, b) => rank(a) - rank(b))
}
