/** Whatever browsers, viewers and modified pages write: no address but a TURN server's is left of it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { relayCandidate, relayDescription } from '../../src/ice/candidate-filter.js'
import { projectRoot } from '../helpers/project-root.js'

/** Captured from the browsers with a coturn at hand, all of this machine's addresses in them. */
const fixture = (name: string) => readFileSync(join(projectRoot, 'test/fixtures/sdp', name), 'utf8')

/** The viewers' own: a lone CR inside an attribute, LF among CRLF (llwebrtc). */
const viewer = [
  'v=0\r\no=- 5498186869896684180 2 IN IP4 198.51.100.23\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n',
  'm=audio 60007 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 198.51.100.23\r\na=rtcp:9 IN IP4 0.0.0.0\r\n',
  'a=candidate:1 1 udp 2122260223 198.51.100.23 60007 typ host generation 0 network-id 1\r\n',
  'a=ice-ufrag:abcd\r\na=ice-pwd:efgh\r\na=mid:0\r\na=sendrecv\r\na=rtpmap:111 opus/48000/2\r\n',
  'a=fmtp:111 minptime=10;useinbandfec=1\ra=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1\n',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sctp-port:5000\r\n',
].join('')

const descriptions = { chromium: fixture('chromium.sdp'), firefox: fixture('firefox.sdp'), viewer }

const candidateLines = (sdp: string) => sdp.split(/[\r\n]+/).filter((line) => /candidate\s*:/i.test(line))

t.test('of what browsers offer, only the relay candidates are left, with nobody’s own address', (t) => {
  for (const [name, sdp] of Object.entries(descriptions)) {
    const filtered = relayDescription(sdp)
    const relayed = candidateLines(sdp).filter((line) => line.includes('typ relay'))
    t.same(
      candidateLines(filtered).map((line) => line.split(' ').slice(0, 8)),
      relayed.map((line) => line.split(' ').slice(0, 8)),
      `${name}: ${relayed.length} relay candidates`,
    )
    t.ok(candidateLines(filtered).every((line) => line.includes(' raddr 0.0.0.0 rport 9')))
    t.notMatch(filtered, 'fd00::2')
    for (const line of filtered.split(/[\r\n]+/).filter((line) => /^([oc]=|a=rtcp:)/.test(line))) {
      t.match(line, 'IN IP4 0.0.0.0', line)
    }
    const untouched = (text: string) =>
      text.split(/(?<=\n|\r(?!\n))/).filter((line) => !/^(([ocm]|a=candidate)=?|a=rtcp:)/.test(line))
    t.same(untouched(filtered), untouched(sdp), `${name}: everything else is as it was, its line ends too`)
  }
  t.match(relayDescription(viewer), 'useinbandfec=1\ra=fmtp:111')
  t.match(relayDescription(viewer), 'm=audio 9 UDP/TLS/RTP/SAVPF 111')
  t.end()
})

t.test('trickled candidates', (t) => {
  const relay = 'candidate:3307447946 1 udp 58597375 192.0.2.2 58240 typ relay raddr 198.51.100.9 rport 56210'
  t.equal(
    relayCandidate(`${relay} generation 0 ufrag Rxfm network-id 1 network-cost 10`),
    'candidate:3307447946 1 udp 58597375 192.0.2.2 58240 typ relay raddr 0.0.0.0 rport 9 generation 0 ufrag Rxfm',
  )
  t.equal(relayCandidate(''), '', 'the end of the candidates')
  for (const dropped of [
    'candidate:1 1 udp 2122194687 198.51.100.9 56210 typ host generation 0 ufrag Rxfm',
    'candidate:1 1 udp 2122194687 4d8e0d9c-2c5e-4f8e-9d5e-1f0e2b1a7c11.local 56210 typ host',
    'candidate:1 1 udp 1686052607 198.51.100.9 56210 typ srflx raddr 10.0.0.9 rport 56210',
    'candidate:1 1 udp 1686052607 198.51.100.9 56210 typ prflx raddr 10.0.0.9 rport 56210',
    'candidate:1 1 tcp 1518214911 198.51.100.9 9 typ host tcptype active',
    'candidate:1 1 udp 58597375 home.example 56210 typ relay',
    'candidate:1 1 udp 58597375 198.51.100.9 56210 typ host typ relay',
    `${relay}\r\na=candidate:1 1 udp 2122194687 198.51.100.9 56210 typ host`,
    'CANDIDATE:1 1 UDP 2122194687 198.51.100.9 56210 TYP HOST',
    'candidate:typ relay',
    '198.51.100.9',
  ]) {
    t.equal(relayCandidate(dropped), undefined, dropped)
  }
  t.end()
})

/** Where a resident is; no TURN server is at any of these. */
const ownAddress = fc.constantFrom('198.51.100.9', '10.1.2.3', 'fd12:3456::9', 'c0ffee00-1.local')
const candidate = fc
  .record({
    type: fc.constantFrom('host', 'srflx', 'prflx', 'HOST', 'relay'),
    own: ownAddress,
    prefix: fc.constantFrom('a=candidate:', 'A=candidate:', ' a=candidate:', 'a = candidate: '),
    tail: fc.constantFrom('', ' generation 0', ' ufrag ab network-cost 999', ' tcptype passive'),
  })
  .map(({ type, own, prefix, tail }) =>
    type === 'relay'
      ? `${prefix}7 1 udp 5 203.0.113.7 50000 typ relay raddr ${own} rport 4444${tail}`
      : `${prefix}7 1 udp 5 ${own} 4444 typ ${type} raddr ${own} rport 4444${tail}`,
  )
const addressLine = ownAddress.chain((own) =>
  fc.constantFrom(
    `c=IN IP4 ${own}`,
    `o=- 1 2 IN IP6 ${own}`,
    `a=rtcp:4444 IN IP4 ${own}`,
    `a=remote-candidates:1 ${own} 4444`,
    `m=audio 4444 UDP/TLS/RTP/SAVPF 111`,
  ),
)
const lineEnd = fc.constantFrom('\r\n', '\n', '\r', '\n\r', '\r\r\n')

t.test('whatever is put into a description, wherever, nobody’s own address comes out', (t) => {
  const insertion = fc.tuple(fc.nat(), fc.oneof(candidate, addressLine), lineEnd)
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(descriptions)),
      fc.array(insertion, { maxLength: 12 }),
      (sdp, insertions) => {
        const lines = sdp.split(/(?<=\n)/)
        for (const [at, line, end] of insertions) lines.splice(at % (lines.length + 1), 0, line + end)
        const filtered = relayDescription(lines.join(''))
        t.notMatch(filtered, /198\.51\.100|10\.1\.2\.3|fd12:|fd00:|\.local|4444/)
        t.notMatch(filtered, /typ (?!relay raddr 0\.0\.0\.0 rport 9)/i)
        t.equal(relayDescription(filtered), filtered, 'filtering again changes nothing')
        const count = insertions.filter(([, line]) => line.includes('typ relay')).length
        const before = candidateLines(sdp).filter((line) => line.includes('typ relay')).length
        return candidateLines(filtered).length === count + before
      },
    ),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      relayDescription(text)
      relayCandidate(text)
    }),
  )
  t.end()
})
