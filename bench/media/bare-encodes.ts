/** What the Opus encodes alone would cost: the mixes of the same number of listeners, through the same encoder. */

import { createMixEncoder, MIX_SETTINGS } from '../../src/media/opus/opus.js'
import { createOpusEncoder, type OpusComplexity } from '../../src/media/opus/opus-encoder.js'
import { mixOf, talkers } from './voice-mixes.js'

const FRAMES = 50

/**
 * Milliseconds of CPU for one stereo frame.
 * @param listeners each with an encoder of its own, as in the hub, so that caches are as cold
 * @param voices in each mix
 * @param isProtected whether each frame carries a copy of the frame before
 * @param complexity of every encode; `undefined`: what the hub would choose
 */
export async function encodeCostMs(
  listeners: number,
  voices: number,
  isProtected = false,
  complexity?: OpusComplexity,
): Promise<number> {
  const next = talkers(voices)
  const encoders = await Promise.all(
    Array.from({ length: listeners }, () =>
      complexity === undefined ? createMixEncoder() : encoderOf(complexity),
    ),
  )
  let used = 0
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const heard = next()
    const mixes = encoders.map((_, listener) => mixOf(heard, listener))
    const begun = process.cpuUsage()
    for (const [index, encoder] of encoders.entries())
      encoder.encode(mixes[index] as Int16Array, voices, isProtected, 0.5)
    const { user, system } = process.cpuUsage(begun)
    used += (user + system) / 1000
  }
  return used / (FRAMES * listeners)
}

async function encoderOf(complexity: OpusComplexity) {
  const encoder = await createOpusEncoder(MIX_SETTINGS)
  encoder.setComplexity(complexity)
  return encoder
}
