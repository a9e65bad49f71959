/** Voices of media peers (tones and speech, 20 ms at a time), and how to find them in a recording. */

import { readFileSync } from 'node:fs'
import { type Speaker, speechFile } from './speech.js'

export const SAMPLE_RATE_HZ = 48_000
export const FRAME_SAMPLES = 960

/** The next 20 ms, mono, 16 bits. */
export type Sound = () => Int16Array

/** A sine whose root mean square is `level` of full scale. */
export function tone(frequencyHz: number, level = 0.1): Sound {
  const amplitude = level * Math.SQRT2 * 32_767
  let at = 0
  return () => {
    const frame = new Int16Array(FRAME_SAMPLES)
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      frame[index] = Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * at) / SAMPLE_RATE_HZ))
      at += 1
    }
    return frame
  }
}

/** White noise whose root mean square is `level` of full scale. */
export function noise(level: number): Sound {
  const amplitude = level * Math.sqrt(3) * 32_767
  return () =>
    Int16Array.from({ length: FRAME_SAMPLES }, () => Math.round((Math.random() * 2 - 1) * amplitude))
}

const WAV_HEADER_BYTES = 44

/** One of the voices of `speech.ts`, over and over. */
export function speech(speaker: Speaker): Sound {
  const file = readFileSync(speechFile(speaker)).subarray(WAV_HEADER_BYTES)
  const samples = new Int16Array(Math.floor(file.length / 2))
  for (let index = 0; index < samples.length; index += 1) samples[index] = file.readInt16LE(index * 2)
  let at = 0
  return () => {
    const frame = new Int16Array(FRAME_SAMPLES)
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      frame[index] = samples[at] ?? 0
      at = (at + 1) % samples.length
    }
    return frame
  }
}

/** That many seconds of a voice, then of silence, and again: for effects that only the beginning of sound shows. */
export function bursts(sound: Sound, onFrames: number, offFrames: number): Sound {
  let at = 0
  return () => {
    const on = at++ % (onFrames + offFrames) < onFrames
    const frame = sound()
    return on ? frame : new Int16Array(FRAME_SAMPLES)
  }
}

export function rootMeanSquare(samples: ArrayLike<number>, scale = 1): number {
  let sum = 0
  for (let index = 0; index < samples.length; index += 1) sum += (samples[index] ?? 0) ** 2
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length) / scale
}

/** How much of a frequency a sound holds, as the root mean square of that sine alone (Goertzel). */
export function toneLevel(samples: ArrayLike<number>, frequencyHz: number): number {
  if (samples.length === 0) return 0
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE_HZ)
  let before = 0
  let last = 0
  for (let index = 0; index < samples.length; index += 1) {
    const now = (samples[index] ?? 0) + turn * last - before
    before = last
    last = now
  }
  const power = last * last + before * before - turn * last * before
  return Math.sqrt(2 * Math.max(0, power)) / samples.length
}
