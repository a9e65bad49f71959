/** What the talking avatars say: speech by espeak-ng where that is installed, otherwise a small tune. */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Encoder } from '@evan/opus'

const SAMPLE_RATE = 48_000
/** 20 ms, the usual Opus frame. */
export const FRAME_SAMPLES = 960

export interface VoiceFrame {
  /** One Opus packet of 20 ms. */
  readonly packet: Buffer
  /** Level in −dBov, 0 (loudest) to 127 (silent), as in RFC 6464. */
  readonly level: number
}

export interface VoiceScript {
  readonly espeakVoice: string
  readonly text: string
  /** The tune's first tone in Hz, used where there is no speech. */
  readonly tone: number
}

/** One round of a voice, to be played again and again. */
export async function makeVoice(script: VoiceScript): Promise<{ frames: VoiceFrame[]; spoken: boolean }> {
  const speech = await speak(script)
  return { frames: encode(speech ?? tune(script.tone)), spoken: speech !== undefined }
}

async function speak({ espeakVoice, text }: VoiceScript): Promise<Float32Array | undefined> {
  try {
    const { stdout } = await promisify(execFile)(
      'espeak-ng',
      ['-v', espeakVoice, '-s', '150', '--stdout', text],
      {
        encoding: 'buffer',
        maxBuffer: 64 * 1024 * 1024,
      },
    )
    return resample(stdout)
  } catch {
    return undefined
  }
}

/** Converts espeak-ng's 16 bit mono WAV at its own rate to 48 kHz. */
function resample(wav: Buffer): Float32Array {
  const rate = wav.readUInt32LE(24)
  const start = wav.indexOf('data') + 8
  const count = Math.floor((wav.length - start) / 2)
  const at = (index: number) => wav.readInt16LE(start + 2 * Math.min(index, count - 1)) / 32_768
  const out = new Float32Array(Math.floor((count * SAMPLE_RATE) / rate))
  for (let i = 0; i < out.length; i += 1) {
    const position = (i * rate) / SAMPLE_RATE
    const index = Math.floor(position)
    out[i] = at(index) + (at(index + 1) - at(index)) * (position - index)
  }
  return out
}

/** Eight soft tones of a scale, with rests. */
function tune(first: number): Float32Array {
  const beat = SAMPLE_RATE / 2
  const out = new Float32Array(beat * 10)
  for (const [index, step] of [0, 4, 7, 12, 7, 4, 0, -5].entries()) {
    const frequency = first * 2 ** (step / 12)
    for (let i = 0; i < beat; i += 1) {
      const envelope = Math.min(1, i / 2000) * Math.exp((-3 * i) / beat)
      out[index * beat + i] = 0.4 * envelope * Math.sin((2 * Math.PI * frequency * i) / SAMPLE_RATE)
    }
  }
  return out
}

function encode(samples: Float32Array): VoiceFrame[] {
  const encoder = new Encoder({ channels: 1, sample_rate: SAMPLE_RATE, application: 'audio' })
  const frames: VoiceFrame[] = []
  for (let start = 0; start + FRAME_SAMPLES <= samples.length; start += FRAME_SAMPLES) {
    const pcm = Buffer.alloc(FRAME_SAMPLES * 2)
    let energy = 0
    for (let i = 0; i < FRAME_SAMPLES; i += 1) {
      const sample = samples[start + i] ?? 0
      energy += sample * sample
      pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), i * 2)
    }
    const rms = Math.sqrt(energy / FRAME_SAMPLES)
    const level = rms > 0 ? Math.min(127, Math.round(-20 * Math.log10(rms))) : 127
    frames.push({ packet: Buffer.from(encoder.encode(pcm)), level })
  }
  return frames
}
