/** How near an encoded mix stays to what it was made of. */

import { Encoder } from '@evan/opus'
import { createDecoder } from 'libopus-wasm'
import { FRAME_SAMPLES, type Sound, speech } from '../../test/helpers/voice-sound.js'

const FRAMES = 400
const BITS_PER_SECOND = 64_000
/** By how much what is decoded lags (RFC 6716 §2.1.8: 6.5 ms at 48 kHz). */
const LOOKAHEAD_SAMPLES = 312
/** Root mean square below which a frame counts as a pause. */
const PAUSE_LEVEL = 100

/**
 * Segmental signal-to-noise ratio in decibels: the mean over all frames that are no pause.
 * @param voices that talk all the time, each from a direction of its own
 * @param complexity of the encoder, 0–9
 */
export async function signalToNoiseDb(voices: number, complexity: 0 | 1 | 3 | 5 | 9): Promise<number> {
  const encoder = new Encoder({ channels: 2, sample_rate: 48_000, application: 'audio' })
  encoder.bitrate = BITS_PER_SECOND
  encoder.complexity = complexity
  const decoder = await createDecoder({ channels: 2, sampleRate: 48_000 })
  const sounds = Array.from({ length: voices }, (_, index) => voiceFrom(index))
  const given: number[] = []
  const got: number[] = []
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const mix = mixOf(sounds.map((sound) => sound()))
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
      noise += (sample - (got[at + 2 * LOOKAHEAD_SAMPLES] ?? 0) * 32_768) ** 2
    }
    if (signal / frameLength > PAUSE_LEVEL ** 2) ratios.push(10 * Math.log10(signal / noise))
  }
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
}

function voiceFrom(index: number): Sound {
  const speakers = ['anna', 'bert', 'carl'] as const
  const sound = speech(speakers[index % speakers.length] ?? 'anna')
  for (let skip = 0; skip < index * 23; skip += 1) sound()
  return sound
}

function mixOf(voices: readonly Int16Array[]): Int16Array {
  const mix = new Int16Array(FRAME_SAMPLES * 2)
  const loudness = voices.length > 1 ? 0.4 : 0.7
  for (const [index, voice] of voices.entries()) {
    const right = Math.sin(1.3 + index) / 2 + 0.5
    for (const [at, sample] of voice.entries()) {
      mix[at * 2] = limited((mix[at * 2] ?? 0) + sample * loudness * Math.sqrt(1 - right))
      mix[at * 2 + 1] = limited((mix[at * 2 + 1] ?? 0) + sample * loudness * Math.sqrt(right))
    }
  }
  return mix
}

function limited(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, sample))
}
