/** Microphones as Opus packets of 20 ms, to be played again and again. */

import { execFileSync } from 'node:child_process'
import { Application, createEncoder } from 'libopus-wasm'
import { type Speaker, speechFile } from './speech.js'

const SAMPLE_RATE = 48_000
export const FRAME_SAMPLES = 960

export type VoicePackets = readonly Buffer[]

/** A sine of a whole number of periods per round, so that it has no seam; @param amplitude peak, 0..1 */
export function tonePackets(frequency: number, amplitude = 0.25): Promise<VoicePackets> {
  return encode(
    Float32Array.from({ length: SAMPLE_RATE }, (_, index) => {
      return amplitude * Math.sin((2 * Math.PI * Math.round(frequency) * index) / SAMPLE_RATE)
    }),
  )
}

/** Speech without pauses; needs espeak-ng and sox. */
export function speechPackets(speaker: Speaker): Promise<VoicePackets> {
  return encode(samplesOf(speechFile(speaker)))
}

/** The samples of a WAV file of 48 kHz, mono, 16 bit; −1…1. */
export function samplesOf(file: string): Float32Array {
  const raw = execFileSync('sox', [file, '-t', 'raw', '-e', 'signed', '-b', '16', '-'], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return Float32Array.from({ length: raw.length >> 1 }, (_, index) => raw.readInt16LE(index * 2) / 32_768)
}

async function encode(samples: Float32Array): Promise<VoicePackets> {
  const encoder = await createEncoder({
    channels: 1,
    application: Application.Voip,
    bitrate: 48_000,
    fec: true,
    packetLossPercent: 10,
  })
  const packets: Buffer[] = []
  for (let start = 0; start + FRAME_SAMPLES <= samples.length; start += FRAME_SAMPLES) {
    packets.push(Buffer.from(encoder.encodeFloat(samples.slice(start, start + FRAME_SAMPLES))))
  }
  encoder.free()
  return packets
}
