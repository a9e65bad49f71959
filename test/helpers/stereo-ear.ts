/** The ear of a simulated viewer: decodes the stereo mix and says how loud it was, left and right. */

import { createDecoder } from 'libopus-wasm'
import { parseRtp } from '../../src/media/rtp.js'
import { FRAME_SAMPLES } from './opus-voices.js'

/** Longer gaps in the sequence are pauses, not losses. */
const MAX_CONCEALED = 5
const FRAME_MS = 20

export interface StereoLevels {
  /** Root mean square, 1 full scale; what did not come counts as silence. */
  readonly left: number
  readonly right: number
  readonly both: number
}

export interface StereoEar {
  /** One RTP packet as it came. */
  receive(packet: Buffer): void
  /** Of the last so many milliseconds. */
  levels(windowMs?: number): StereoLevels
  /** What was played so far, interleaved, when it is to be kept. */
  recording(): Float32Array
  readonly packets: number
  readonly concealed: number
  free(): void
}

export async function createStereoEar({ record = false } = {}): Promise<StereoEar> {
  const decoder = await createDecoder({ channels: 2 })
  const frames: { readonly at: number; readonly left: number; readonly right: number }[] = []
  const kept: Float32Array[] = []
  let last: { sequence: number; ssrc: number } | undefined
  let packets = 0
  let concealed = 0
  let freed = false

  function take(samples: Float32Array): void {
    let left = 0
    let right = 0
    for (let index = 0; index < samples.length; index += 2) {
      left += (samples[index] ?? 0) ** 2
      right += (samples[index + 1] ?? 0) ** 2
    }
    frames.push({ at: performance.now(), left, right })
    if (frames.length > 1000) frames.splice(0, 500)
    if (record) kept.push(samples.slice())
  }

  return {
    receive(bytes) {
      const packet = freed ? undefined : parseRtp(bytes, undefined)
      if (!packet) return
      const ahead = last?.ssrc === packet.ssrc ? (packet.sequence - last.sequence) & 0xffff : 1
      if (ahead === 0 || ahead > 0x8000) return
      last = { sequence: packet.sequence, ssrc: packet.ssrc }
      for (let lost = 1; lost < ahead && ahead <= MAX_CONCEALED; lost += 1) {
        concealed += 1
        take(decoder.decodePacketLossFloat(FRAME_SAMPLES))
      }
      packets += 1
      take(decoder.decodeFloat(packet.payload))
    },
    levels(windowMs = 500) {
      const since = performance.now() - windowMs
      let left = 0
      let right = 0
      let heard = 0
      for (const frame of frames) {
        if (frame.at < since) continue
        left += frame.left
        right += frame.right
        heard += 1
      }
      const samples = Math.max(heard, windowMs / FRAME_MS) * FRAME_SAMPLES
      const rms = (energy: number) => Math.sqrt(energy / samples)
      return { left: rms(left), right: rms(right), both: rms((left + right) / 2) }
    },
    recording() {
      const all = new Float32Array(kept.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const samples of kept) {
        all.set(samples, at)
        at += samples.length
      }
      return all
    },
    get packets() {
      return packets
    },
    get concealed() {
      return concealed
    },
    free() {
      if (!freed) decoder.free()
      freed = true
    },
  }
}
