/** How much work the encoder of a mix does for it. */

import { createDecoder } from 'libopus-wasm'
import t from 'tap'
import { encoderLibrary } from '../../../src/media/opus/encoder-library.js'
import { createMixEncoder, FRAME_SAMPLES } from '../../../src/media/opus/opus.js'

t.test('a single voice is encoded with care, a crowd and what is faint at half the cost', async (t) => {
  let complexity = 0
  let expectedLoss = 0
  const { encode } = await createMixEncoder(async () => ({
    setComplexity(wanted) {
      complexity = wanted
    },
    setExpectedLoss(percent) {
      expectedLoss = percent
    },
    encode: (samples) => Uint8Array.of(samples.length),
    free: () => undefined,
  }))
  const after = (frames: number, voices: number, peak: number, isProtected = false) => {
    for (let frame = 0; frame < frames; frame += 1) encode(new Int16Array(2), voices, isProtected, peak)
    return complexity
  }
  t.equal(after(1, 1, 0.3), 5)
  t.equal(after(1, 2, 0.3), 5)
  t.equal(after(1, 3, 0.3), 0, 'several voices')
  t.equal(after(50, 1, 0.01), 5, 'a breath is not a faint mix')
  t.equal(after(100, 1, 0.01), 0)
  t.equal(after(1, 1, 0.3), 5, 'a word is encoded with care at once')
  t.equal(after(1, 1, 0.3, true), 0, 'a frame with a copy')
  t.equal(expectedLoss, 10)
  t.equal(after(1, 1, 0.3), 5)
  t.equal(expectedLoss, 0)
})

const isNative = encoderLibrary() === '@evan/opus'

t.test(
  'a mix is encoded 2.5 ms behind its sound, and 6.5 ms once copies were needed',
  { skip: !isNative && 'the other library cannot begin anew' },
  async (t) => {
    const encoder = await createMixEncoder()
    const decoder = await createDecoder({ channels: 2, sampleRate: 48_000 })
    t.teardown(() => decoder.free())
    const silence = new Int16Array(2 * FRAME_SAMPLES)
    const click = silence.map((_, at) => (at >> 1 === 480 ? 20_000 : 0))
    const lateSamples = (isProtected: boolean) => {
      for (const frame of [silence, silence]) decoder.decodeFloat(encoder.encode(frame, 1, isProtected, 0))
      const heard = decoder.decodeFloat(encoder.encode(click, 1, false, 0.6))
      const levels = Array.from(heard, Math.abs)
      return (levels.indexOf(Math.max(...levels)) >> 1) - 480
    }
    t.equal(lateSamples(false), 120)
    t.equal(lateSamples(true), 312)
  },
)
