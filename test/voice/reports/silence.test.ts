/** Why somebody is not heard: the first thing that is in the way, from the network inwards. */

import t from 'tap'
import { SILENCE_CODES } from '../../../src/pure/silence-codes.js'
import { type SilenceFacts, silenceOf } from '../../../src/voice/reports/silence.js'

type VoiceConnection = NonNullable<SilenceFacts['connection']>

const connection: VoiceConnection = {
  client: 'viewer',
  state: 'in-room',
  seconds: 60,
  connected: true,
  lossShare: 0,
  packetAgeSeconds: 0.5,
  tellsLevel: true,
  soundAgeSeconds: 0.5,
}
const facts: SilenceFacts = {
  pageOpen: true,
  inVoice: true,
  noRoom: undefined,
  connection,
  rule: undefined,
  muted: undefined,
  microphoneOff: false,
  voice: { speaking: true, secondsAgo: 1 },
  others: 2,
  nearestMetres: undefined,
  feedLost: false,
}
const decision = { by: 'admin', at: 1, until: 2, explanation: 'Noise' }
const away = { inVoice: false, connection: undefined } as const

/** What brings each reason about, in the order of the reasons. */
const CASES: Readonly<Record<(typeof SILENCE_CODES)[number], Partial<SilenceFacts>>> = {
  'not-in-voice': { ...away, pageOpen: false },
  'page-open': away,
  'not-in-world': { ...away, noRoom: 'not-in-world' },
  'no-positions': { ...away, noRoom: 'no-positions' },
  'region-away': { ...away, noRoom: 'region-away' },
  'voice-off': { ...away, noRoom: 'voice-off' },
  'channel-full': { ...away, noRoom: 'channel-full' },
  'grid-full': { ...away, noRoom: 'grid-full' },
  locked: { ...away, noRoom: 'locked' },
  'link-confined': { ...away, noRoom: 'link-confined' },
  connecting: { connection: { ...connection, connected: false, seconds: 20 } },
  joining: { connection: { ...connection, state: 'connecting', seconds: 7 } },
  'listens-in': { connection: { ...connection, state: 'listening' } },
  'position-unknown': { connection: { ...connection, state: 'waiting-for-position' } },
  'muted-by-moderator': { rule: 'muted-by-moderator', muted: { decision } },
  'everybody-muted': { rule: 'muted-by-moderator' },
  'may-only-listen': { rule: 'floor-needed' },
  'microphone-off': { microphoneOff: true },
  'no-packets': { connection: { ...connection, packetAgeSeconds: 12 } },
  'sends-silence': {
    connection: { ...connection, soundAgeSeconds: null },
    voice: { speaking: false, secondsAgo: 30 },
  },
  loss: { connection: { ...connection, lossShare: 0.2 } },
  alone: { others: 0 },
  'nobody-in-reach': { nearestMetres: 80 },
  'feed-lost': { feedLost: true },
}

t.test('each reason is found, and the first of two counts', async (t) => {
  const seconds = {
    connecting: 20,
    joining: 7,
    'position-unknown': 60,
    'no-packets': 12,
    'sends-silence': 60,
  }
  for (const [index, code] of SILENCE_CODES.entries()) {
    const found = silenceOf({ ...facts, ...CASES[code] })
    t.match(found, { code, seconds: (seconds as Record<string, number>)[code] ?? null })
    const next = SILENCE_CODES[index + 1]
    // Each state of a page or a connection excludes the others.
    const own = ['noRoom', 'inVoice', 'connection'] as const
    if (next && !own.some((fact) => CASES[code][fact] !== undefined || CASES[next][fact] !== undefined)) {
      t.equal(silenceOf({ ...facts, ...CASES[next], ...CASES[code] })?.code, code, `${code} before ${next}`)
    }
  }
  t.strictSame(
    silenceOf({ ...facts, ...CASES['muted-by-moderator'] })?.decision,
    decision,
    'by whom, and why',
  )
  t.equal(silenceOf({ ...facts, ...CASES.loss })?.share, 0.2)
  t.equal(silenceOf({ ...facts, ...CASES['nobody-in-reach'] })?.metres, 80)
})

t.test('none where all is well, and the network before everything else', async (t) => {
  const because = (change: Partial<SilenceFacts>, of: Partial<VoiceConnection> = {}) =>
    silenceOf({ ...facts, connection: { ...connection, ...of }, ...change })
  t.equal(because({}), null)
  t.equal(because({ connection: undefined }), null, 'a page connected directly')
  const waiting = { connected: false, seconds: 20 }
  t.strictSame(because({ rule: 'muted-by-moderator' }, waiting), { code: 'connecting', seconds: 20 })
  t.match(because({}, { state: 'listening', packetAgeSeconds: null }), { code: 'listens-in' })
  t.match(because({ connection: undefined, microphoneOff: true }), { code: 'microphone-off' })
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
  const page = { client: 'page', seconds: null } as const
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
