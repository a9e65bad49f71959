/** Why somebody is not heard: the first thing that is in the way, from the network inwards. */

import t from 'tap'
import { type SilenceFacts, silenceOf } from '../../../src/admin/live/silence.js'
import type { VoiceConnection } from '../../../src/protocol/admin-api.js'

const connection: VoiceConnection = {
  client: 'viewer',
  channelId: 1,
  regionId: 'r',
  state: 'in-room',
  positionSource: 'viewer',
  seconds: 60,
  connected: true,
  packetsReceived: 3000,
  packetsSent: 3000,
  lossShare: 0,
  sentLossShare: null,
  jitterMs: 2,
  packetAgeSeconds: 0.5,
  tellsLevel: true,
  soundAgeSeconds: 0.5,
}
const facts: SilenceFacts = {
  connection,
  mutedByModerator: false,
  silenced: false,
  microphoneOff: false,
  voice: { speaking: true, secondsAgo: 1 },
}

t.test('each reason, and none where all is well', async (t) => {
  const because = (change: Partial<SilenceFacts>, of: Partial<VoiceConnection> = {}) =>
    silenceOf({ ...facts, connection: { ...connection, ...of }, ...change })
  t.equal(because({}), null)
  t.equal(because({ connection: undefined }), null, 'a page connected directly')
  const waiting = { connected: false, seconds: 20 }
  t.strictSame(because({ mutedByModerator: true }, waiting), { code: 'connecting', seconds: 20 })
  t.strictSame(because({}, { state: 'connecting', seconds: 7 }), { code: 'joining', seconds: 7 })
  t.match(because({}, { state: 'waiting-for-position' }), { code: 'position-unknown', seconds: 60 })
  t.match(because({}, { state: 'listening', packetAgeSeconds: null }), { code: 'listens-in' })
  t.match(because({ mutedByModerator: true, silenced: true }), { code: 'muted-by-moderator' })
  t.match(because({ mutedByModerator: true }), { code: 'may-only-listen' })
  t.match(because({ connection: undefined, microphoneOff: true }), { code: 'microphone-off' })
  t.strictSame(because({}, { packetAgeSeconds: 12 }), { code: 'no-packets', seconds: 12 })
  t.strictSame(because({}, { packetAgeSeconds: null }), { code: 'no-packets', seconds: 60 })
  t.equal(because({}, { packetAgeSeconds: null, seconds: 1 }), null, 'they may still come')
})

t.test('a microphone that is open, switched off, or dead', async (t) => {
  const quiet = { speaking: false, secondsAgo: 30 }
  const after = (of: Partial<VoiceConnection>, voice: SilenceFacts['voice'] = quiet) =>
    silenceOf({ ...facts, voice, connection: { ...connection, ...of } })
  t.equal(after({}), null, 'who only listens')
  t.equal(after({}, undefined), null, 'since the beginning')
  t.equal(after({ soundAgeSeconds: 5 }), null, 'a pause')
  t.strictSame(after({ soundAgeSeconds: 20 }), { code: 'microphone-off', seconds: 20 })
  t.strictSame(after({ soundAgeSeconds: null }), { code: 'sends-silence', seconds: 60 }, 'never a sound')
  t.equal(after({ soundAgeSeconds: null, seconds: 3 }, undefined), null, 'it has just come')
  const page = { client: 'page', regionId: null, seconds: null } as const
  t.strictSame(
    after({ ...page, soundAgeSeconds: 20 }),
    { code: 'sends-silence', seconds: 20 },
    'it says it is on',
  )
  t.strictSame(after({ ...page, soundAgeSeconds: null }), { code: 'sends-silence', seconds: 30 })
  const off = silenceOf({
    ...facts,
    microphoneOff: true,
    voice: quiet,
    connection: { ...connection, ...page },
  })
  t.strictSame(off, { code: 'microphone-off', seconds: null }, 'it says it is off')
})

t.test(
  'where packets do not tell how loud they are, silence is what was not spoken on this connection',
  async (t) => {
    const after = (voice: SilenceFacts['voice'], seconds: number | null = 60) =>
      silenceOf({
        ...facts,
        voice,
        connection: { ...connection, seconds, tellsLevel: false, soundAgeSeconds: null },
      })
    t.equal(after({ speaking: false, secondsAgo: 3 }), null, 'a pause')
    t.strictSame(after({ speaking: false, secondsAgo: 30 }), { code: 'sends-silence', seconds: 30 })
    t.strictSame(after(undefined), { code: 'sends-silence', seconds: 60 })
    t.strictSame(after({ speaking: true, secondsAgo: 90 }), { code: 'sends-silence', seconds: 60 })
    t.equal(after(undefined, 2), null)
    t.equal(after({ speaking: true, secondsAgo: 90 }, null), null, 'one tone, on and on')
  },
)
