/** Different voices as microphones: WAV files made by espeak-ng, 48 kHz mono. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const voices = {
  anna: { variant: 'en+f3', text: 'Good evening everybody, this is Anna, and I talk all the time.' },
  bert: { variant: 'en+m3', text: 'Hello, here is Bert. Seven swans swim slowly by the sea.' },
  carl: { variant: 'de+m5', text: 'Guten Abend, hier spricht Carl, und ich rede immer weiter.' },
} as const

export type Speaker = keyof typeof voices

/** The file of a speaker, made once. The speaker never pauses, so that every window is like every other. */
export function speechFile(speaker: Speaker): string {
  const directory = join(tmpdir(), 'voice-test-speech')
  const file = join(directory, `${speaker}-1.wav`)
  if (existsSync(file)) return file
  mkdirSync(directory, { recursive: true })
  const { variant, text } = voices[speaker]
  const raw = join(directory, `${speaker}-${process.pid}-raw.wav`)
  const done = join(directory, `${speaker}-${process.pid}.wav`)
  execFileSync('espeak-ng', ['-v', variant, '-s', '170', '-w', raw, text])
  execFileSync('sox', [
    raw,
    '-r',
    '48000',
    '-c',
    '1',
    '-b',
    '16',
    done,
    'norm',
    '-6',
    'silence',
    '-l',
    '1',
    '0.05',
    '1%',
    '-1',
    '0.05',
    '1%',
  ])
  renameSync(done, file)
  return file
}

/** The length of a speaker's text in seconds; the text begins again right after. */
export function speechSeconds(speaker: Speaker): number {
  return Number(execFileSync('soxi', ['-D', speechFile(speaker)], { encoding: 'utf8' }))
}

/**
 * A microphone that is never silent: a sweep up and down, loud from the first sample on. Speech has gaps
 * of a tenth of a second between words, which would be counted as delay.
 */
export function sweepFile(): string {
  return synthesised('sweep-2', ['synth', '1', 'sine', '300-1500', 'norm', '-6'])
}

/** A tone with a root mean square of a tenth of full scale, without a gap where the file begins again. */
export function toneFile(frequencyHz: number): string {
  return synthesised(`tone-${frequencyHz}`, ['synth', '1', 'sine', String(frequencyHz), 'vol', '0.14142'])
}

function synthesised(name: string, effect: readonly string[]): string {
  const directory = join(tmpdir(), 'voice-test-speech')
  const file = join(directory, `${name}.wav`)
  if (existsSync(file)) return file
  mkdirSync(directory, { recursive: true })
  const done = `${file}-${process.pid}.wav`
  execFileSync('sox', ['-n', '-r', '48000', '-c', '1', '-b', '16', done, ...effect])
  renameSync(done, file)
  return file
}

/** A quiet room in which somebody speaks now and then: two seconds of noise at −42 dB (RMS), then half a sentence. */
export function murmurFile(): string {
  const file = join(tmpdir(), 'voice-test-speech', 'murmur-3.wav')
  if (existsSync(file)) return file
  const speech = speechFile('bert')
  const own = `${file}-${process.pid}`
  const format = ['-r', '48000', '-c', '1', '-b', '16']
  // White noise at full scale has −4.8 dB.
  execFileSync('sox', ['-n', ...format, `${own}-noise.wav`, 'synth', '2', 'whitenoise', 'vol', '-37.2dB'])
  execFileSync('sox', [speech, `${own}-speech.wav`, 'trim', '0', '1.5'])
  execFileSync('sox', [`${own}-noise.wav`, `${own}-speech.wav`, `${own}.wav`])
  renameSync(`${own}.wav`, file)
  return file
}
