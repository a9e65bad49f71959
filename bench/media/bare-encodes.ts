/** What the Opus encodes alone would cost: the mixes of as many listeners, through the same encoder. */

import { createMixEncoder } from '../../src/media/opus.js'
import { FRAME_SAMPLES, speech } from '../../test/helpers/voice-sound.js'

const FRAMES = 50

/**
 * Milliseconds of CPU for one stereo frame.
 * @param listeners each with an encoder of its own, as in the hub, so that caches are as cold
 * @param talkers voices in each mix, at its own levels
 */
export function encodeCostMs(listeners: number, talkers: number): number {
  const voices = Array.from({ length: talkers }, (_, index) => {
    const sound = speech('anna')
    for (let skip = 0; skip < index * 61; skip += 1) sound()
    return sound
  })
  const encoders = Array.from({ length: listeners }, createMixEncoder)
  let used = 0
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const heard = voices.map((voice) => voice())
    const mixes = encoders.map((_, listener) => mixOf(heard, listener))
    const begun = process.cpuUsage()
    for (const [index, encoder] of encoders.entries()) encoder.encode(mixes[index] as Int16Array, talkers)
    const { user, system } = process.cpuUsage(begun)
    used += (user + system) / 1000
  }
  return used / (FRAMES * listeners)
}

function mixOf(voices: readonly Int16Array[], listener: number): Int16Array {
  const mix = new Int16Array(FRAME_SAMPLES * 2)
  for (const [talker, voice] of voices.entries()) {
    if (talker === listener) continue
    const side = Math.sin(listener + talker) * 0.5 + 0.5
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const sample = (voice[index] ?? 0) * 0.3
      mix[index * 2] = (mix[index * 2] ?? 0) + sample * (1 - side)
      mix[index * 2 + 1] = (mix[index * 2 + 1] ?? 0) + sample * side
    }
  }
  return mix
}
