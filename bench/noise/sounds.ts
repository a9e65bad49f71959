/** Noise by sox and speech by espeak-ng, as samples of 48 kHz. */

import { execFileSync } from 'node:child_process'
import { speech } from '../../test/helpers/browser/voice-sound.js'

const RATE = 48_000

/** @param level root mean square, 0..1 */
export function noiseSamples(
  kind: 'whitenoise' | 'pinknoise' | 'brownnoise',
  seconds: number,
  level: number,
): Float32Array {
  // With -R sox makes the same noise each time.
  const raw = execFileSync(
    'sox',
    ['-R', '-n', '-r', String(RATE), '-c', '1', '-t', 'f32', '-', 'synth', String(seconds), kind],
    { maxBuffer: 1e9 },
  )
  const samples = new Float32Array(new Uint8Array(raw).buffer)
  const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
  return samples.map((sample) => (sample * level) / loudness)
}

/** A voice, over and over. */
export function speechSamples(seconds: number): Float32Array {
  const next = speech('bert')
  const samples: number[] = []
  while (samples.length < seconds * RATE) for (const sample of next()) samples.push(sample / 32_768)
  return Float32Array.from(samples).subarray(0, seconds * RATE)
}
