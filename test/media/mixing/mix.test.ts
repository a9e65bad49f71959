import t from 'tap'
import { createMix, type Limiter } from '../../../src/media/mixing/mix.js'
import { emptyHistory } from '../../../src/media/mixing/mix-kernel.js'
import { type Aim, aim, silentGain, type VoiceGain } from '../../../src/media/mixing/voice-gain.js'
import { FRAME_SAMPLES } from '../../../src/media/opus/opus.js'
import { rootMeanSquare, toneLevel } from '../../helpers/browser/voice-sound.js'
import { seededRandom } from '../../helpers/media/media-peer.js'

function sine(frequencyHz: number, amplitude: number) {
  let at = 0
  return () =>
    Float32Array.from(
      { length: FRAME_SAMPLES },
      () => amplitude * Math.sin((2 * Math.PI * frequencyHz * at++) / 48_000),
    )
}

const settled = (left: number, right = left): VoiceGain => ({
  ...silentGain(),
  left,
  right,
  targetLeft: left,
  targetRight: right,
})

/** Mixes some frames; left and right one after the other, full scale 1. */
function mixed(
  frames: number,
  voices: readonly { next: () => Float32Array; gain: VoiceGain }[],
  limiter: Limiter,
) {
  const mix = createMix()
  const histories = voices.map(emptyHistory)
  const left: number[] = []
  const right: number[] = []
  for (let frame = 0; frame < frames; frame += 1) {
    mix.take(voices.map(({ next }, voice) => ({ frame: next(), history: histories[voice] })))
    mix.begin()
    for (const [voice, { gain }] of voices.entries()) mix.add(voice, gain)
    const samples = mix.finish(limiter)
    for (let index = 0; index < samples.length; index += 2) {
      left.push((samples[index] ?? 0) / 32_767)
      right.push((samples[index + 1] ?? 0) / 32_767)
    }
  }
  return { left, right }
}

const largestStep = (samples: readonly number[]) =>
  samples.reduce((most, sample, at) => Math.max(most, at ? Math.abs(sample - (samples[at - 1] ?? 0)) : 0), 0)

t.test('voices are added up at their own gains for each ear', (t) => {
  const voices = [
    { next: sine(450, 0.4), gain: settled(0.5, 0.1) },
    { next: sine(1000, 0.2), gain: settled(0, 1) },
  ]
  const { left, right } = mixed(5, voices, { gain: 1 })
  t.match(
    [toneLevel(left, 450), toneLevel(right, 450), toneLevel(left, 1000), toneLevel(right, 1000)].map(
      (level) => Math.round(level * Math.SQRT2 * 1000) / 1000,
    ),
    [0.2, 0.04, 0, 0.2],
  )
  t.end()
})

t.test('voices whose gains rest sound the same as others, however many there are', (t) => {
  const mix = createMix()
  const random = seededRandom(5)
  const noise = () => Float32Array.from({ length: FRAME_SAMPLES }, () => random() / 100 - 0.005)
  const voices = Array.from({ length: 150 }, () => ({
    frame: noise(),
    history: undefined,
    gain: settled(random(), random()),
  }))
  mix.take(voices)
  const sumOf = (rests: (voice: number) => boolean) => {
    mix.begin()
    for (const [voice, { gain }] of voices.entries())
      if (rests(voice)) mix.addSteady(voice, gain.left, gain.right)
      else mix.add(voice, gain)
    return Array.from(mix.finish({ gain: 1 }))
  }
  const expected = sumOf(() => false)
  t.ok(Math.max(...expected) > 500)
  for (const rests of [() => true, (voice: number) => voice % 3 > 0, (voice: number) => voice < 70]) {
    const got = sumOf(rests)
    const worst = Math.max(...got.map((sample, at) => Math.abs(sample - (expected[at] ?? 0))))
    t.ok(worst <= 1, `${worst} of 32,767`)
  }
  t.end()
})

t.test('a mix of nothing is silent, whatever the one before was', (t) => {
  const mix = createMix()
  mix.take([{ frame: sine(440, 0.5)(), history: undefined }])
  mix.begin()
  mix.add(0, settled(1))
  mix.finish({ gain: 1 })
  mix.begin()
  t.ok(mix.finish({ gain: 1 }).every((sample) => sample === 0))
  t.end()
})

t.test('a voice that comes, moves and goes glides: no step is larger than its own wave', (t) => {
  const gain = silentGain()
  const voice = { next: sine(200, 0.5), gain }
  const limiter = { gain: 1 }
  const heard: number[] = []
  for (const target of [1, 1, 0.2, 0.9, 0, 0]) {
    Object.assign(gain, { targetLeft: target, targetRight: target })
    heard.push(...mixed(1, [voice], limiter).left)
  }
  const ownStep = 0.5 * 2 * Math.sin((Math.PI * 200) / 48_000)
  t.ok(largestStep(heard) < ownStep * 1.2, `${largestStep(heard)}`)
  t.equal(gain.left, 0)
  t.end()
})

t.test('eight loud voices are turned down together: nothing clips, nothing clicks', (t) => {
  const voices = Array.from({ length: 8 }, (_, index) => ({
    next: sine(200 + index * 90, 0.9),
    gain: settled(1),
  }))
  const { left } = mixed(100, voices, { gain: 1 })
  const peak = left.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  t.ok(peak <= 0.9, `peak ${peak}`)
  const flat = left.filter((sample, at) => Math.abs(sample) > 0.889 && sample === left[at - 1]).length
  t.ok(flat <= 24, `${flat} samples cut off, half a millisecond at the very beginning`)
  const wave = voices.reduce(
    (sum, _, index) => sum + 0.9 * 2 * Math.sin((Math.PI * (200 + index * 90)) / 48_000),
    0,
  )
  t.ok(largestStep(left) < wave, `largest step ${largestStep(left)}, of the waves themselves ${wave}`)
  t.end()
})

t.test('a steady loud sound stays as loud as it is: the limiter does not pump', (t) => {
  const voices = Array.from({ length: 8 }, () => ({ next: sine(400, 0.5), gain: settled(1) }))
  const { left } = mixed(100, voices, { gain: 1 })
  const levels = Array.from({ length: 90 }, (_, frame) =>
    rootMeanSquare(left.slice((frame + 10) * FRAME_SAMPLES, (frame + 11) * FRAME_SAMPLES)),
  )
  t.ok(Math.max(...levels) / Math.min(...levels) < 1.01)
  t.end()
})

t.test('after a shout it lets go within a second, step by step', (t) => {
  const limiter = { gain: 1 }
  const shout = { next: sine(300, 4), gain: settled(1) }
  mixed(5, [shout], limiter)
  t.ok(limiter.gain < 0.25)
  const { left } = mixed(50, [{ next: sine(300, 0.2), gain: settled(1) }], limiter)
  t.equal(limiter.gain, 1)
  const level = (frame: number) => rootMeanSquare(left.slice(frame * 960, (frame + 1) * 960))
  const steps = Array.from({ length: 49 }, (_, frame) => level(frame + 1) / level(frame))
  t.ok(Math.max(...steps) < 1.25, `${Math.max(...steps)}`)
  t.end()
})

t.test('sixty voices at once come out as a plain sum would', (t) => {
  const mix = createMix()
  const frames = Array.from({ length: 60 }, (_, voice) => sine(100 + voice * 37, 0.01)())
  const gains = frames.map(
    (_, voice): VoiceGain => ({
      ...silentGain(),
      left: voice / 60,
      right: 0.5,
      targetLeft: 1 - voice / 60,
      targetRight: voice % 2,
    }),
  )
  const plain = Array.from({ length: FRAME_SAMPLES }, (_, index) => {
    const part = (index + 1) / FRAME_SAMPLES
    let [left, right] = [0, 0]
    for (const [voice, frame] of frames.entries()) {
      const { left: from, targetLeft, right: rightFrom, targetRight } = gains[voice] ?? silentGain()
      left += (frame[index] ?? 0) * (from + (targetLeft - from) * part)
      right += (frame[index] ?? 0) * (rightFrom + (targetRight - rightFrom) * part)
    }
    return [left, right]
  }).flat()
  mix.take(frames.map((frame) => ({ frame, history: undefined })))
  mix.begin()
  for (const [voice, gain] of gains.entries()) mix.add(voice, gain)
  const samples = mix.finish({ gain: 1 })
  const worst = plain.reduce(
    (most, sum, at) => Math.max(most, Math.abs(sum * 32_767 - (samples[at] ?? 0))),
    0,
  )
  t.ok(worst < 1.1, `off by ${worst} of 32,767 at most`)
  t.equal(gains[59]?.left, gains[59]?.targetLeft)
  t.end()
})

/** What is heard of a tone from a direction: levels at both ears beside the tone's own, in decibels. */
function toneFrom(hz: number, how: Partial<Aim>) {
  const gain = silentGain()
  aim(gain, { gain: 1, dullness: 0, direction: [0, 0, -1], headphones: true, ...how })
  const { left, right } = mixed(10, [{ next: sine(hz, 0.1), gain }], { gain: 1 })
  const level = (side: number[]) => 20 * Math.log10((toneLevel(side.slice(2880), hz) * Math.SQRT2) / 0.1)
  const [atLeft, atRight] = [level(left), level(right)]
  return { left: atLeft, right: atRight, both: 10 * Math.log10(10 ** (atLeft / 10) + 10 ** (atRight / 10)) }
}

t.test('a dull voice has lost high tones, and is otherwise as loud as before', (t) => {
  for (const headphones of [false, true]) {
    const at = (hz: number, dullness: number) => toneFrom(hz, { headphones, dullness }).both
    for (const hz of [250, 500, 1000]) {
      const lost = at(hz, 0) - at(hz, 1)
      t.ok(lost < 1, `${hz} Hz: ${lost} dB`)
    }
    const [half, all] = [0.5, 1].map((dullness) => at(8000, 0) - at(8000, dullness)) as [number, number]
    t.ok(all > 7 && all < 14 && half > 2 && half < all - 2, `8 kHz: ${half}, then ${all} dB`)
    t.ok(Math.abs(at(440, 0)) < 0.5, 'and nothing else is changed')
  }
  t.end()
})

t.test(
  'for headphones the nearer ear hears more, above all of high tones, and the two together as much',
  (t) => {
    for (const hz of [250, 500, 1000, 2000]) {
      for (const right of [-1, -0.5, 0, 0.5, 1]) {
        const heard = toneFrom(hz, { direction: [right, 0, -Math.sqrt(1 - right * right)] })
        t.ok(Math.abs(heard.both) < 1.5, `${hz} Hz from ${right}: ${heard.both} dB`)
        if (right !== 0) t.ok((heard.right - heard.left) * right > 0, `${hz} Hz from ${right}: the side`)
      }
    }
    const levels = [500, 2000, 6000].map((hz) => toneFrom(hz, { direction: [1, 0, 0] }))
    const [low, middle, high] = levels.map(({ left, right }) => right - left) as [number, number, number]
    t.ok(low < middle && middle < high && high > 10, `${low}, ${middle}, ${high} dB`)
    const behind = toneFrom(8000, {}).both - toneFrom(8000, { direction: [0, 0, 1] }).both
    t.ok(behind > 4, `${behind} dB of 8 kHz are missing behind`)
    t.end()
  },
)

t.test('a voice that goes around a head, or changes from loudspeakers to headphones, does not click', (t) => {
  const gain = silentGain()
  const voice = { next: sine(300, 0.5), gain }
  const mix = createMix()
  const history = emptyHistory()
  const [left, right]: number[][] = [[], []]
  for (let step = 0; step < 60; step += 1) {
    const angle = step * 0.3
    const direction = [Math.sin(angle), 0, -Math.cos(angle)] as const
    aim(gain, { gain: step < 55 ? 1 : 0, dullness: (step % 5) / 5, direction, headphones: step % 20 > 5 })
    mix.take([{ frame: voice.next(), history }])
    mix.begin()
    mix.add(0, gain)
    const samples = mix.finish({ gain: 1 })
    for (let at = 0; at < samples.length; at += 2) {
      left?.push((samples[at] ?? 0) / 32_767)
      right?.push((samples[at + 1] ?? 0) / 32_767)
    }
  }
  const ownStep = 0.5 * 2 * Math.sin((Math.PI * 300) / 48_000)
  for (const side of [left ?? [], right ?? []]) {
    t.ok(largestStep(side) < ownStep * 1.3, `${largestStep(side)} beside ${ownStep}`)
    t.ok(
      side.slice(-960).every((sample) => sample === 0),
      'and is gone in the end',
    )
  }
  t.end()
})
