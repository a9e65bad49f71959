/** The offers of viewers, as malformed as they are. */

import t from 'tap'
import { MAX_OFFER_CHARACTERS, normaliseOffer } from '../../../src/native-viewer/requests/viewer-sdp.js'

const AUDIO = 'm=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\n'
const DATA = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\n'
const HEAD = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n'

t.test('doubled fmtp lines become one, and every line ends alike', (t) => {
  const malformed =
    'a=fmtp:111 minptime=10;useinbandfec=1\ra=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxplaybackrate=48000\n'
  const sdp = normaliseOffer(`${HEAD}${AUDIO}${malformed}a=fmtp:63 111/111\na=sendrecv\r\n${DATA}`)
  t.equal(
    sdp,
    `${HEAD}${AUDIO}a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxplaybackrate=48000\r\na=fmtp:63 111/111\r\na=sendrecv\r\n${DATA}`,
  )
  t.equal(normaliseOffer(sdp), sdp, 'and it stays so')
  t.end()
})

t.test('what is no offer of one audio stream and a data channel is refused with its reason', (t) => {
  for (const [sdp, reason] of [
    ['', /no SDP/],
    ['nonsense', /no SDP/],
    [HEAD + DATA, /one audio/],
    [HEAD + AUDIO, /data channel/],
    [HEAD + AUDIO + AUDIO + DATA, /one audio/],
    [`${HEAD}${AUDIO}${DATA}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`, /nothing but/],
    [HEAD + AUDIO + DATA + 'a=x:y\r\n'.repeat(20_000), /longer/],
  ] as const) {
    t.throws(() => normaliseOffer(sdp), { code: 'offer-invalid', message: reason })
  }
  t.ok(normaliseOffer(HEAD + AUDIO + DATA + 'a=x:y\n'.repeat(3000)).length < MAX_OFFER_CHARACTERS)
  t.end()
})
