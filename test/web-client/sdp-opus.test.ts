/** Opus in session descriptions as browsers write them. */

import t from 'tap'
import { opusParametersOf, withOpusParameters } from '../../web-client/media/sdp-opus.js'

const lines = (...list: string[]) => `${list.join('\r\n')}\r\n`

const chromium = lines(
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 9',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
)
const firefox = lines(
  'm=audio 9 UDP/TLS/RTP/SAVPF 109 9',
  'a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1',
  'a=rtpmap:109 opus/48000/2',
)

t.test('parameters are added or replaced, and the rest of the description stays', async (t) => {
  const parameters = { maxaveragebitrate: 40000, useinbandfec: 1, usedtx: 1, stereo: 0 } as const
  t.equal(
    withOpusParameters(chromium, parameters),
    chromium.replace('useinbandfec=1', 'useinbandfec=1;maxaveragebitrate=40000;usedtx=1;stereo=0'),
  )
  t.strictSame(opusParametersOf(withOpusParameters(firefox, parameters)), {
    maxplaybackrate: '48000',
    stereo: '0',
    useinbandfec: '1',
    maxaveragebitrate: '40000',
    usedtx: '1',
  })
})

t.test('a description without parameters gets its line; one without Opus stays as it is', async (t) => {
  const bare = lines('m=audio 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 OPUS/48000/2', 'a=sendrecv')
  t.equal(
    withOpusParameters(bare, { usedtx: 1 }),
    lines('m=audio 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 OPUS/48000/2', 'a=fmtp:96 usedtx=1', 'a=sendrecv'),
  )
  for (const nonsense of ['', 'v=0', 'a=rtpmap:x opus/48000', '\u0000'])
    t.equal(withOpusParameters(nonsense, { usedtx: 1 }), nonsense)
})
