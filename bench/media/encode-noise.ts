/** How close an encoded mix stays to its source. */

import { Encoder } from '@evan/opus'
import { createDecoder } from 'libopus-wasm'
import { FRAME_SAMPLES } from '../../test/helpers/browser/voice-sound.js'
import { LOOKAHEAD_SAMPLES, mixOf, talkers } from './voice-mixes.js'

const FRAMES = 400
const BITS_PER_SECOND = 64_000
/** Root mean square below which a frame counts as a pause. */
const PAUSE_LEVEL = 100

/**
 * Segmental signal-to-noise ratio in decibels: the mean over all frames that are not pauses.
 * @param voices that talk all the time, each from a direction of its own
 * @param complexity of the encoder, 0–9
 */
export async function signalToNoiseDb(voices: number, complexity: 0 | 1 | 3 | 5 | 9): Promise<number> {
  const encoder = new Encoder({ channels: 2, sample_rate: 48_000, application: 'restricted_lowdelay' })
  encoder.bitrate = BITS_PER_SECOND
  encoder.complexity = complexity
  const decoder = await createDecoder({ channels: 2, sampleRate: 48_000 })
  const next = talkers(voices)
  const given: number[] = []
  const got: number[] = []
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const mix = mixOf(next())
    given.push(...mix)
    got.push(...decoder.decodeFloat(encoder.encode(mix)))
  }
  decoder.free()
  const ratios: number[] = []
  const frameLength = FRAME_SAMPLES * 2
  for (let start = frameLength; start + 2 * frameLength < given.length; start += frameLength) {
    let [signal, noise] = [0, 0]
    for (let at = start; at < start + frameLength; at += 1) {
      const sample = given[at] ?? 0
      signal += sample ** 2
      noise += (sample - (got[at + 2 * LOOKAHEAD_SAMPLES.withoutSpeechMode] ?? 0) * 32_768) ** 2
    }
    if (signal / frameLength > PAUSE_LEVEL ** 2) ratios.push(10 * Math.log10(signal / noise))
  }
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
}
