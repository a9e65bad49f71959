import t, { type Test } from 'tap'
import type { HubSpeaker } from '../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../src/voice/rooms/room-key.js'
import { rootMeanSquare, speech, tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { type BadNetwork, endMediaPeers, type Heard } from '../helpers/media/media-peer.js'
import { mouthToEarMs } from '../helpers/media/mouth-to-ear.js'
import { hubRoom, ROOM_KEY, startTestHub } from '../helpers/media/test-hub.js'

t.teardown(endMediaPeers)

const room = hubRoom({ anna: [0, 0, 0], bert: [35, 0, 0], carl: [0, 5, 0] })

async function viewers(t: Test, network?: BadNetwork) {
  const started = await startTestHub(t, room)
  const anna = await started.join('anna', { shape: 'viewer' })
  const bert = await started.join('bert', { shape: 'viewer', ...(network && { network }) })
  await eventually('both connected', () => anna.isConnected() && bert.isConnected() && anna.isChannelOpen())
  return { ...started, anna, bert }
}

/** What comes in during so many seconds of sound. */
async function listen(peer: { take(): Heard }, seconds: number): Promise<Heard> {
  peer.take()
  const heard: Heard[] = []
  const total = () => heard.reduce((sum, part) => sum + part.seconds, 0)
  await eventually(`${seconds} s of sound`, () => heard.push(peer.take()) > 0 && total() >= seconds, 60_000)
  const all = (ear: 'left' | 'right') => Float32Array.from(heard.flatMap((part) => [...part[ear]]))
  const [left, right] = [all('left'), all('right')]
  const rms = { left: rootMeanSquare(left), right: rootMeanSquare(right) }
  const [first] = heard
  return {
    ...(first as Heard),
    left,
    right,
    rms,
    seconds: total(),
    arrivals: heard.flatMap((part) => part.arrivals),
  }
}

const both = ({ rms }: Heard) => Math.hypot(rms.left, rms.right)

t.test('two viewers hear each other from the right side, as loud as the model says', async (t) => {
  const { anna, bert, hub } = await viewers(t)
  bert.speak(tone(440, 0.1))
  anna.speak(tone(1000, 0.1))
  await listen(anna, 0.5)
  const [atAnna, atBert] = await Promise.all([listen(anna, 1), listen(bert, 1)])
  for (const heard of [atAnna, atBert]) {
    const decibels = 20 * Math.log10(both(heard) / 0.05)
    t.ok(Math.abs(decibels) < 1, `${decibels.toFixed(2)} dB off`)
  }
  t.ok(atAnna.rms.right > 5 * atAnna.rms.left, 'from the east')
  t.ok(atBert.rms.left > 5 * atBert.rms.right, 'from the west')
  await eventually(
    'counts',
    () => (hub.statuses().find(({ peerId }) => peerId === 'bert')?.packetsReceived ?? 0) > 50,
  )
  t.match(hub.statuses(), [
    { peerId: 'anna', state: 'connected', lossShare: 0, remote: /\(\w+\)/ },
    { peerId: 'bert', state: 'connected', lossShare: 0 },
  ])
})

t.test(
  'a voice from another room is heard over the border, by its own settings and from its side, one way',
  async (t) => {
    const next: RoomKey = 'place:main/2'
    const beyond = { ...room.attenuation, maxRangeMetres: 110 }
    const { anna, bert, hub } = await viewers(t)
    hub.setRoom(next, { ...hubRoom({ bert: [0, 0, 0] }), attenuation: beyond })
    hub.enter('bert', next)
    const outside = {
      agentId: 'bert',
      pose: { position: [-60, 0, 0], look: [0, 1, 0] },
      maySpeak: true,
    } as const
    const heardHere = (how: Partial<HubSpeaker>): void =>
      hub.setRoom(ROOM_KEY, {
        ...room,
        speakers: [
          ...room.speakers.filter(({ agentId }) => agentId !== 'bert'),
          { ...outside, from: next, attenuation: beyond, ...how },
        ],
      })
    heardHere({})
    bert.speak(tone(440, 0.1))
    anna.speak(tone(1000, 0.1))
    /** In silence nothing may come at all: a time is waited for, and not a length of sound. */
    const isLoud = async (peer: { take(): Heard }) => {
      peer.take()
      await new Promise((resolve) => setTimeout(resolve, 300))
      return both(peer.take()) > 0.005
    }
    const isSilent = async (peer: { take(): Heard }) => !(await isLoud(peer))
    await eventually('bert is heard', () => isLoud(anna))
    const heard = await listen(anna, 1)
    // 60 m of 110: half of it is left at 60 m, and nothing would be by the settings of her own room.
    const decibels = 20 * Math.log10(both(heard) / 0.05)
    t.ok(Math.abs(decibels) < 1, `${decibels.toFixed(2)} dB off`)
    t.ok(heard.rms.left > 5 * heard.rms.right, 'from the west')
    t.ok(await isSilent(bert), 'and nothing goes back')
    heardHere({ apartFrom: ['anna'] })
    await eventually('nor is he heard by whom he may not be', () => isSilent(anna))
    heardHere({})
    await eventually('he is heard again', () => isLoud(anna))
    hub.setRoom(ROOM_KEY, { ...room, deaf: ['anna'] })
    await eventually('nor is anybody by who merely listens next door', () => isSilent(anna))
  },
)

t.test('who is in no room hears nobody and is heard by nobody, until it is let into one', async (t) => {
  const { anna, bert, hub, complaints } = await viewers(t)
  bert.speak(tone(440, 0.1))
  anna.speak(tone(1000, 0.1))
  const heardBy = async ({ take }: { take(): Heard }, toneHz: number) => {
    take()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const { left, right } = take().tone(toneHz)
    return Math.hypot(left, right) > 0.005
  }
  const hear = async (expected: boolean) =>
    (await heardBy(anna, 440)) === expected && (await heardBy(bert, 1000)) === expected
  await eventually('they hear each other', () => hear(true))
  hub.enter('bert', undefined)
  await eventually('neither does', () => hear(false))
  t.match(
    await eventually('told', () => hub.statuses().find(({ roomKey }) => roomKey === undefined)),
    { peerId: 'bert', state: 'connected' },
    'the connection stands',
  )
  hub.enter('bert', ROOM_KEY)
  await eventually('they hear each other again', () => hear(true))
  t.same(complaints, [])
})

t.test('from mouth to ear it takes less than 80 ms', async (t) => {
  const { anna, bert } = await viewers(t)
  const delays = (await mouthToEarMs(bert, anna, 10)).sort((a, b) => a - b)
  const median = delays[delays.length >> 1] ?? Number.POSITIVE_INFINITY
  t.comment(`mouth to ear ${Math.round(median)} ms (median of ${delays.length})`)
  t.ok(delays.length >= 5)
  t.ok(median < 80, `${Math.round(median)} ms`)
})

t.test('5 % loss, 60 ms jitter and overtaking: speech stays intelligible', async (t) => {
  const { anna, bert, hub } = await viewers(t, { loss: 0.05, jitterMs: 60, seed: 7 })
  const spoken: number[] = []
  const voice = speech('bert')
  bert.speak(() => {
    const frame = voice()
    spoken.push(rootMeanSquare(frame, 32_768))
    return frame
  })
  await listen(anna, 1)
  const { right, arrivals } = await listen(anna, 6)
  const begun = arrivals[0]?.timestamp ?? 0
  const heard: number[] = []
  for (const [at, { timestamp }] of arrivals.entries()) {
    const frame = right.subarray(at * 960, (at + 1) * 960)
    heard[((timestamp - begun) >>> 0) / 960] = rootMeanSquare(frame)
  }
  // How well the loudness of what is heard follows what was spoken, second by second at the best of all delays.
  const seconds = [0, 1, 2, 3, 4].map((second) =>
    Array.from(heard.slice(second * 50, second * 50 + 50), (level) => level ?? 0),
  )
  const fits = seconds.map((part) =>
    spoken
      .slice(0, -part.length)
      .reduce(
        (most, _, from) => Math.max(most, correlation(part, spoken.slice(from, from + part.length))),
        0,
      ),
  )
  const best = fits.reduce((sum, fit) => sum + fit, 0) / fits.length
  t.comment(`the loudness of what is heard follows what is spoken: correlation ${best.toFixed(3)}`)
  t.ok(best > 0.85, `${best}`)
  await eventually('its loss is told', () => {
    const status = hub.statuses().find(({ peerId }) => peerId === 'bert')
    return status !== undefined && status.lossShare > 0.02 && status.lossShare < 0.1 && status.jitterMs > 5
  })
})

function correlation(one: readonly number[], two: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [a, b] = [mean(one), mean(two)]
  let [cross, first, second] = [0, 0, 0]
  for (const [at, value] of one.entries()) {
    const [x, y] = [value - a, (two[at] ?? 0) - b]
    cross += x * y
    first += x * x
    second += y * y
  }
  return cross / Math.sqrt(first * second)
}
