/** Voices that talk all the time, and the stereo mixes that listeners get of them. */

import { FRAME_SAMPLES, type Sound, speech } from '../../test/helpers/browser/voice-sound.js'

/** How far the decoded sound lags behind what was encoded (RFC 6716 §2.1.8), at 48 kHz: 6.5 ms, and 2.5 ms without the speech mode. */
export const LOOKAHEAD_SAMPLES = { audio: 312, withoutSpeechMode: 120 } as const

/** The next 20 ms of each voice, mono. */
export function talkers(count: number): () => Int16Array[] {
  const sounds = Array.from({ length: count }, (_, index) => talker(index))
  return () => sounds.map((sound) => sound())
}

function talker(index: number): Sound {
  const speakers = ['anna', 'bert', 'carl'] as const
  const sound = speech(speakers[index % speakers.length] ?? 'anna')
  for (let skip = 0; skip < index * 23; skip += 1) sound()
  return sound
}

/** Each voice from a direction of its own, a different one for each listener. */
export function mixOf(voices: readonly Int16Array[], listener = 0): Int16Array {
  const mix = new Int16Array(FRAME_SAMPLES * 2)
  const loudness = voices.length > 1 ? 0.4 : 0.7
  for (const [index, voice] of voices.entries()) {
    const right = Math.sin(1.3 + listener + index) / 2 + 0.5
    const [leftGain, rightGain] = [loudness * Math.sqrt(1 - right), loudness * Math.sqrt(right)]
    for (const [at, sample] of voice.entries()) {
      mix[at * 2] = limited((mix[at * 2] ?? 0) + sample * leftGain)
      mix[at * 2 + 1] = limited((mix[at * 2 + 1] ?? 0) + sample * rightGain)
    }
  }
  return mix
}

function limited(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, sample))
}
