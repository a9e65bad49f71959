/** How much work the encoder of a mix does for it. */

import t from 'tap'
import { createMixEncoder } from '../../../src/media/opus/opus.js'

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
