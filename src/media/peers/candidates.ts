/**
 * Decides to which addresses the hub sends because a peer names them: to a few literal addresses, and to none of this
 * machine or its own link. The library would look up anything else as a host name, each in a thread of its own.
 */

import { BlockList, isIP, isIPv6 } from 'node:net'

/** Accepted from one peer, in its offer and after it; a machine with many networks has fewer. */
export const MAX_REMOTE_CANDIDATES = 24

/**
 * No peer needs these: one on this machine, or on its link, sends to the hub's own addresses first, and the hub answers
 * to where the packet came from. All that a stranger could do is to make the hub send packets to local services.
 */
const NEVER = {
  // This host, loopback, link-local, multicast, reserved and broadcast.
  ipv4: blockList('ipv4', ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3']),
  // Unspecified, loopback and IPv4 in its oldest form; IPv4 mapped and translated; link-local, site-local, multicast.
  ipv6: blockList('ipv6', [
    ...['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/32'],
    ...['fe80::/10', 'fec0::/10', 'ff00::/8'],
  ]),
}

/** Takes a candidate's line, with or without `a=`; returns the line for the library, `undefined` for one that it must not see. */
export type CandidateGate = (line: string) => string | undefined

/**
 * The gate of one peer: counts what it lets through, and lets nothing through twice. Names that end in `.local` are
 * made by browsers for browsers; the hub does not look them up.
 */
export function createCandidateGate(): CandidateGate {
  const taken = new Set<string>()
  return (line) => {
    if (taken.size >= MAX_REMOTE_CANDIDATES) return undefined
    const candidate = readCandidate(line)
    if (!candidate || taken.has(candidate.target)) return undefined
    taken.add(candidate.target)
    return candidate.line
  }
}

/** A description with only those candidates that the gate lets through; its lines end in CRLF, however they ended before. */
export function throughGate(sdp: string, gate: CandidateGate): string {
  return sdp
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      if (!/^\s*a\s*=\s*(remote-)?candidate/i.test(line)) return [line]
      const candidate = gate(line)
      return candidate === undefined ? [] : [`a=${candidate}`]
    })
    .join('\r\n')
}

/** RFC 8839 §5.1, for one component over UDP: the hub has no other. */
const CANDIDATE =
  /^(?:a=)?candidate:([\w+/]{1,32}) 1 udp (\d{1,10}) (\S{1,45}) (\d{1,5}) typ (host|srflx|prflx|relay)(?: |$)/i
const MAX_LINE = 1024

function readCandidate(text: string): { readonly line: string; readonly target: string } | undefined {
  if (text.length > MAX_LINE) return undefined
  const [, foundation, priority, address = '', port, type = ''] = CANDIDATE.exec(text.trim()) ?? []
  // An IPv6 address could name a network of this machine (`%eth0`).
  if (isIP(address) === 0 || address.includes('%')) return undefined
  const family = isIPv6(address) ? 'ipv6' : 'ipv4'
  if (NEVER[family].check(address, family)) return undefined
  if (Number(port) < 1 || Number(port) > 65_535 || Number(priority) >= 2 ** 32) return undefined
  return {
    line: `candidate:${foundation} 1 UDP ${priority} ${address} ${port} typ ${type.toLowerCase()}`,
    target: `${address} ${port}`,
  }
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), family)
  }
  return list
}
