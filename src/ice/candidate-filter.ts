/**
 * Takes everything out of offers, answers and candidates that tells a resident's network address: what is
 * left goes through TURN. Whatever a modified page sends, the other side sees relay candidates only.
 */

import { isIP } from 'node:net'

/** Anybody's address, and the port that stands for none (RFC 8829 §5.2.1, RFC 8840 §4.1.1). */
const NO_ADDRESS = 'IN IP4 0.0.0.0'
const NO_PORT = 9

/** Extensions of a candidate that say nothing about a network (`network-cost` would tell Wi-Fi from mobile). */
const HARMLESS_EXTENSIONS = ['tcptype', 'generation', 'ufrag']

/**
 * A candidate's line, with or without `a=`, if it is one of a TURN server; its related address, which is
 * the resident's own, is blanked. An empty line, which ends the candidates, stays one.
 */
export function relayCandidate(line: string): string | undefined {
  const text = line.trim()
  if (text === '') return ''
  const [, prefix = '', body] = /^(a\s*=\s*)?candidate\s*:([^\r\n]*)$/i.exec(text) ?? []
  const [foundation, component, transport, priority, address = '', port, typ, type, ...rest] =
    body?.trim().split(/\s+/) ?? []
  if (typ?.toLowerCase() !== 'typ' || type?.toLowerCase() !== 'relay' || !isIP(address)) return undefined
  const extensions = HARMLESS_EXTENSIONS.flatMap((name) => {
    const at = rest.indexOf(name)
    const value = rest[at + 1]
    return at % 2 === 0 && value !== undefined ? [name, value] : []
  })
  const kept = [foundation, component, transport, priority, address, port, 'typ relay raddr 0.0.0.0 rport 9']
  return `${prefix && 'a='}candidate:${[...kept, ...extensions].join(' ')}`
}

/**
 * A description without any address but a TURN server's. Lines end as they ended: viewers mix CR, LF and
 * CRLF, and a line that the filter does not know is none of its business.
 */
export function relayDescription(sdp: string): string {
  // Lines and their ends in turn.
  const parts = sdp.split(/(\r\n|\n|\r)/)
  let filtered = ''
  for (let at = 0; at < parts.length; at += 2) {
    const line = relayLine(parts[at] ?? '')
    if (line !== undefined) filtered += line + (parts[at + 1] ?? '')
  }
  return filtered
}

function relayLine(line: string): string | undefined {
  const [, kind, value = ''] = /^\s*([a-z])\s*=\s*(.*)$/i.exec(line) ?? []
  switch (kind?.toLowerCase()) {
    case 'o':
      return `o=${[...value.split(/\s+/), '-', '0', '0'].slice(0, 3).join(' ')} ${NO_ADDRESS}`
    case 'c':
      return `c=${NO_ADDRESS}`
    case 'm':
      // Zero rejects a medium, or bundles it: that must stay.
      return line.replace(/^(\s*m\s*=\s*\S+\s+)(\d+)/i, (_, before: string, port: string) =>
        Number(port) === 0 ? `${before}0` : `${before}${NO_PORT}`,
      )
    case 'a':
      return relayAttribute(line, value)
    default:
      return line
  }
}

function relayAttribute(line: string, value: string): string | undefined {
  const name = /^[\w-]*/.exec(value)?.[0].toLowerCase()
  if (name === 'candidate') return relayCandidate(line)
  if (name === 'remote-candidates') return undefined
  if (name === 'rtcp') return `a=rtcp:${NO_PORT} ${NO_ADDRESS}`
  return line
}
