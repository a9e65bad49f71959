/** How far a mix that lost packets is from its source, with and without error correction. */

import { createDecoder } from 'libopus-wasm'
import { createMixEncoder, MIX_SETTINGS } from '../../src/media/opus/opus.js'
import { createOpusEncoder, type OpusComplexity } from '../../src/media/opus/opus-encoder.js'
import { FRAME_SAMPLES, toneLevel } from '../../test/helpers/browser/voice-sound.js'
import { seededRandom } from '../../test/helpers/media/media-peer.js'
import { LOOKAHEAD_SAMPLES, mixOf, talkers } from './voice-mixes.js'

const FRAMES = 600
const WINDOW_SAMPLES = 480
/** The frequencies at which the sounds of speech differ. */
const FREQUENCIES_HZ = [200, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 4800]
/** Sound below this share of full scale makes no difference. */
const FLOOR = 0.0005

/**
 * Log-spectral distance in decibels: the mean difference of levels, over ten frequencies and windows of 10 ms.
 * @param voices that talk all the time
 * @param lossShare share of lost packets, 0..1; the same packets each time
 */
export async function lossDistanceDb(
  voices: number,
  lossShare: number,
  isProtected: boolean,
): Promise<number> {
  const encoder = await createMixEncoder()
  const next = talkers(voices)
  const mixes = Array.from({ length: FRAMES }, () => mixOf(next()))
  const packets = mixes.map((mix) => Uint8Array.from(encoder.encode(mix, voices, isProtected, 0.5)))
  const random = seededRandom(7)
  const lost = packets.map(() => random() < lossShare)
  const decoder = await createDecoder({ channels: 2, sampleRate: 48_000 })
  const decodeAt = (at: number) => {
    const packet = packets[at]
    const following = packets[at + 1]
    if (packet && !lost[at]) return decoder.decodeFloat(packet)
    if (isProtected && following && !lost[at + 1])
      return decoder.decodeFloat(following, { decodeFec: true, frameSize: FRAME_SAMPLES })
    return decoder.decodePacketLossFloat(FRAME_SAMPLES)
  }
  const given = mixes.flatMap((mix) => monoOf(mix, 1 / 32_768))
  const got = packets.flatMap((_, at) => monoOf(decodeAt(at), 1))
  decoder.free()
  return spectralDistanceDb(given, got, LOOKAHEAD_SAMPLES[isProtected ? 'audio' : 'withoutSpeechMode'])
}

/**
 * The same of a mix that lost nothing, by how much the encoder does for it.
 * @param gain of the whole mix: a faint one hides its faults below the least that is heard
 */
export async function complexityDistanceDb(
  voices: number,
  complexity: OpusComplexity,
  gain: number,
): Promise<number> {
  const encoder = await createOpusEncoder(MIX_SETTINGS)
  encoder.setComplexity(complexity)
  const next = talkers(voices)
  const decoder = await createDecoder({ channels: 2, sampleRate: 48_000 })
  const given: number[] = []
  const got: number[] = []
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const mix = mixOf(next()).map((sample) => sample * gain)
    given.push(...monoOf(mix, 1 / 32_768))
    got.push(...monoOf(decoder.decodeFloat(encoder.encode(mix)), 1))
  }
  decoder.free()
  encoder.free()
  return spectralDistanceDb(given, got, LOOKAHEAD_SAMPLES.withoutSpeechMode)
}

function spectralDistanceDb(given: readonly number[], got: readonly number[], lateSamples: number): number {
  let [sum, count] = [0, 0]
  for (let at = 0; at + WINDOW_SAMPLES + lateSamples < got.length; at += WINDOW_SAMPLES) {
    const before = given.slice(at, at + WINDOW_SAMPLES)
    const after = got.slice(at + lateSamples, at + lateSamples + WINDOW_SAMPLES)
    for (const frequency of FREQUENCIES_HZ) {
      const level = toneLevel(before, frequency)
      if (level < FLOOR) continue
      sum += Math.abs(20 * Math.log10(Math.max(FLOOR, toneLevel(after, frequency)) / level))
      count += 1
    }
  }
  return sum / count
}

function monoOf(pairs: ArrayLike<number>, scale: number): number[] {
  return Array.from(
    { length: pairs.length / 2 },
    (_, at) => ((pairs[at * 2] ?? 0) + (pairs[at * 2 + 1] ?? 0)) * 0.5 * scale,
  )
}
