import t from 'tap'
import { readOffer, withAnnounced } from '../../../src/media/peers/offer.js'

const audio = (...lines: string[]) =>
  ['m=audio 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 opus/48000/2', ...lines, ''].join('\r\n')
const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n'
const data = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\n'
const LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

t.test("a viewer's offer is read, whatever its lines end in", (t) => {
  const sdp =
    session +
    audio('a=mid:0', 'a=sendrecv', `a=extmap:4 ${LEVEL}`, 'a=ssrc:77 cname:x', 'a=ssrc:77 msid:y z') +
    data
  const expected = {
    audio: [{ mid: '0', payloadType: 96, sends: true, receives: true, levelId: 4, ssrcs: [77] }],
    data: true,
  }
  t.strictSame(readOffer(sdp), expected)
  t.strictSame(readOffer(sdp.replaceAll('\r\n', '\n')), expected)
  t.end()
})

t.test("a page's sections keep their order and directions", (t) => {
  const sdp =
    session +
    audio('a=mid:mic', 'a=sendonly', `a=extmap:14/sendonly ${LEVEL}`) +
    audio('a=mid:s1', 'a=recvonly') +
    audio('a=mid:s2', 'a=inactive')
  const { audio: sections, data: hasData } = readOffer(sdp)
  t.equal(hasData, false)
  t.match(sections, [
    { mid: 'mic', sends: true, receives: false, levelId: 14, ssrcs: [] },
    { mid: 's1', sends: false, receives: true, levelId: undefined },
    { mid: 's2', sends: false, receives: false },
  ])
  t.end()
})

t.test('an id that one-byte header extensions cannot have is none', (t) => {
  for (const id of [0, 15, 99]) {
    t.equal(readOffer(session + audio('a=mid:0', `a=extmap:${id} ${LEVEL}`)).audio[0]?.levelId, undefined)
  }
  t.end()
})

t.test('what this service cannot answer is refused', (t) => {
  for (const [why, sdp] of Object.entries({
    empty: '',
    'no SDP': '{"type":"offer"}',
    'no audio': session + data,
    video: `${session}${audio('a=mid:0')}m=video 9 UDP/TLS/RTP/SAVPF 97\r\na=mid:2\r\n`,
    'no mid': session + audio(),
    'no Opus': `${session}m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=rtpmap:0 PCMU/8000\r\n`,
    'a payload type that is none': session + audio('a=mid:0').replace('rtpmap:96', 'rtpmap:200'),
    'far too long': session + audio('a=mid:0', `a=x:${'y'.repeat(100_000)}`),
    'too many sections': session + audio('a=mid:0').repeat(25),
  })) {
    t.throws(() => readOffer(sdp), { code: 'offer-invalid' }, why)
  }
  t.end()
})

const answer = [
  'a=candidate:1 1 UDP 2122317823 192.168.1.5 40000 typ host',
  'a=candidate:2 1 UDP 2122187007 fd00::5 40000 typ host',
  'a=end-of-candidates',
  '',
].join('\r\n')

t.test('announced addresses come with the port of a candidate of their own kind', (t) => {
  const lines = withAnnounced(answer, ['203.0.113.9', '2001:db8::9']).split('\r\n')
  const found = (address: string) => lines.find((line) => line.includes(` ${address} `)) ?? ''
  t.match(found('203.0.113.9'), /^a=candidate:\S+ 1 UDP \d+ 203\.0\.113\.9 40000 typ host$/)
  t.match(found('2001:db8::9'), / 40000 typ host$/)
  const foundations = lines.flatMap((line) => line.match(/^a=candidate:(\S+)/)?.[1] ?? [])
  t.equal(new Set(foundations).size, 4, 'each is a candidate of its own')
  t.equal(lines.length, answer.split('\r\n').length + 2)
  t.end()
})

t.test(
  'an announced address that is known anyway is not told twice, and without candidates none is made up',
  (t) => {
    t.equal(withAnnounced(answer, ['192.168.1.5']), answer)
    t.equal(withAnnounced('v=0\r\n', ['203.0.113.9']), 'v=0\r\n')
    t.equal(withAnnounced(answer, []), answer)
    t.end()
  },
)
