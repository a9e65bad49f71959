/**
 * Removes a resident's network address from offers, answers and candidates, so that the connection goes through TURN.
 * Whatever a modified page sends, the other side sees only relay candidates.
 */

import { isIP } from 'node:net'

/** The address and the port that stand for none (RFC 8829 §5.2.1, RFC 8840 §4.1.1). */
const NO_ADDRESS = 'IN IP4 0.0.0.0'
const NO_PORT = 9

/** Extensions of a candidate that reveal nothing about a network (`network-cost` would tell Wi-Fi from mobile). */
const HARMLESS_EXTENSIONS = ['tcptype', 'generation', 'ufrag']

/**
 * Returns a candidate's line, with or without `a=`, if the candidate is a TURN server's, else `undefined`. Its related
 * address, which is the resident's own, is blanked. An empty line, which ends the candidates, stays empty.
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
 * Returns a description without any address but a TURN server's. Line ends stay as they are, because viewers mix CR, LF
 * and CRLF, and so does every line that the filter does not know.
 */
export function relayDescription(sdp: string): string {
  // Lines and line ends, alternating.
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
      // Port 0 rejects or bundles a section, and must stay.
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
