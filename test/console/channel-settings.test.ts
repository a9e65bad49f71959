/** What the console computes beside a channel's settings: templates, who is heard how far, and the voice that walks away. */

import t from 'tap'
import { heardBy, listenerAmong } from '../../console/ui/channels/distances.js'
import { voiceAt, WALK_SECONDS, walkMetres } from '../../console/ui/channels/listen/walk.js'
import { startWalkingVoice } from '../../console/ui/channels/listen/walking-voice.js'
import { TEMPLATE_NAMES, TEMPLATES } from '../../console/ui/channels/making/templates.js'
import { channelFaults } from '../../src/protocol/admin-channels.js'
import { attenuationGain, silenceDistanceMetres } from '../../src/spatial/attenuation.js'
import { BEHIND_GAIN } from '../../src/spatial/cone.js'
import type { SoundSettings } from '../../src/spatial/heard.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import { eventually } from '../helpers/eventually.js'

const isAbout = (one: number, other: number) => Math.abs(one - other) < 1e-9

const person = (name: string, x: number) => ({
  agentId: name,
  name,
  position: [x, 0, 20] as [number, number, number],
  speaking: false,
})

t.test('every template makes sense, and can be told from the others by ear', (t) => {
  for (const name of TEMPLATE_NAMES) {
    t.strictSame(channelFaults({ ...DEFAULT_SETTINGS, ...TEMPLATES[name] }), [], name)
  }
  const at20 = TEMPLATE_NAMES.map((name) => attenuationGain(20, TEMPLATES[name]))
  t.match(at20, [1, 5 ** -1.5, 0, 1])
  t.end()
})

t.test('people stand on the curve where they stand in the room, as one of them hears them', (t) => {
  const people = [person('Cleo', 50), person('Anna', 10), person('Bert', 25)]
  t.equal(listenerAmong(people, undefined)?.name, 'Anna', 'the first by name')
  t.equal(listenerAmong(people, 'Bert')?.name, 'Bert')
  t.equal(listenerAmong(people, 'gone')?.name, 'Anna')
  t.equal(listenerAmong([], undefined), undefined)
  const heard = heardBy(person('Anna', 10), people, DEFAULT_SETTINGS)
  t.match(heard, [
    { name: 'Bert', metres: 15, gain: attenuationGain(15, DEFAULT_SETTINGS) },
    { name: 'Cleo', metres: 40, gain: 0 },
  ])
  t.end()
})

t.test('a voice walks until it is silent, as loud everywhere as the page would play it', (t) => {
  for (const settings of [DEFAULT_SETTINGS, ...TEMPLATE_NAMES.map((name) => TEMPLATES[name])]) {
    const way = Array.from({ length: 50 }, (_, step) => voiceAt((step / 49) * WALK_SECONDS, settings))
    for (const { metres, gain, direction } of way) {
      t.ok(isAbout(gain, attenuationGain(metres, settings)))
      t.ok(Math.abs(Math.hypot(...direction) - 1) < 1e-9 && direction[2] < 0, 'ahead')
    }
    const metres = way.map((voice) => voice.metres)
    t.strictSame(
      metres,
      metres.toSorted((a, b) => a - b),
      'away, all the time',
    )
    t.equal(way.at(-1)?.metres, walkMetres(settings))
    const ends = Number.isFinite(silenceDistanceMetres(settings))
    t.equal(way.at(-1)?.gain, ends ? 0 : 1)
    const half = voiceAt(WALK_SECONDS / 2, { ...settings, cone: true, dulls: true })
    const ahead = attenuationGain(half.metres, settings)
    t.ok(isAbout(half.gain, ahead * (ends ? BEHIND_GAIN : 1)), 'from behind')
    t.equal(half.dullness > 0, ends && half.gain > 0)
    t.ok((way[0]?.direction[0] ?? 0) < 0 && (way.at(-1)?.direction[0] ?? 0) > 0, 'from the left to the right')
  }
  t.end()
})

t.test('what plays is what the curve says, also while it is changed', async (t) => {
  const targets = new Map<string, number>()
  const param = (name: string) => ({ setTargetAtTime: (value: number) => targets.set(name, value) })
  let running = 0
  let nodes = 0
  class Node {
    readonly gain = param(`gain ${nodes++}`)
    readonly positionX = param('x')
    readonly positionY = param('y')
    readonly positionZ = param('z')
    connect(next: unknown) {
      return next
    }
    disconnect() {}
    start() {
      running += 1
    }
    stop() {
      running -= 1
    }
  }
  const replaced = { AudioBufferSourceNode: Node, GainNode: Node, PannerNode: Node, IIRFilterNode: Node }
  Object.assign(globalThis, replaced)
  t.teardown(() => {
    for (const name of Object.keys(replaced)) Reflect.deleteProperty(globalThis, name)
  })
  const context = { currentTime: 0, destination: {}, sampleRate: 48_000 }
  let settings: SoundSettings = DEFAULT_SETTINGS
  let metres: number | undefined
  startWalkingVoice({
    context: context as unknown as AudioContext,
    sound: {} as AudioBuffer,
    settings: () => settings,
    onMove(voice) {
      metres = voice?.metres
    },
  })
  const isPlaced = (at: number) => {
    const { metres: distance, gain, dullness, direction } = voiceAt(at, settings)
    const [x, y, z] = ['x', 'y', 'z'].map((name) => targets.get(name))
    return (
      targets.get('gain 1') === gain * (1 - dullness) &&
      targets.get('gain 2') === gain * dullness &&
      metres === distance &&
      x === direction[0] &&
      y === direction[1] &&
      z === direction[2]
    )
  }
  t.ok(isPlaced(0))
  context.currentTime = 6
  await eventually('half of the way', () => isPlaced(6))
  settings = { ...DEFAULT_SETTINGS, rollOff: 1, cone: true, dulls: true }
  await eventually('with the changed settings', () => isPlaced(6))
  t.equal(running, 1)
  context.currentTime = WALK_SECONDS
  await eventually('it has arrived', () => metres === undefined)
  t.equal(running, 0)
})
