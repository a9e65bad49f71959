/**
 * Libraries that take noise out of a voice, in Node, on the same sound: how much quieter noise gets, what is left of
 * clean and of noisy speech, the delay, the processor time, and the bytes that a page loads: `npm run bench -- noise`
 */

import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { noiseSamples, speechSamples } from './noise/sounds.js'
import { type Suppressor, sapphiSuppressor, shiguredoSuppressor } from './noise/suppressors.js'

const RATE = 48_000
const SECONDS = 12
/** The models listen for a moment before they work. */
const SETTLED = 3 * RATE

const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
const decibels = (ratio: number) => 20 * Math.log10(Math.max(ratio, 1e-6))

/** What is above 8 kHz: a narrower voice sounds like a telephone. Four high-passes (RBJ, Q 0.71) in a row. */
function high(samples: Float32Array): Float32Array {
  const angle = (2 * Math.PI * 8000) / RATE
  const alpha = Math.sin(angle) / (2 * Math.SQRT1_2)
  const [b, a0, a1, a2] = [(1 + Math.cos(angle)) / 2, 1 + alpha, -2 * Math.cos(angle), 1 - alpha]
  let heard = samples
  for (let pass = 0; pass < 4; pass += 1) {
    let [x1, x2, y1, y2] = [0, 0, 0, 0]
    heard = heard.map((x) => {
      const y = (b * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2) / a0
      ;[x1, x2, y1, y2] = [x, x1, y, y1]
      return y
    })
  }
  return heard
}

/** Samples by which the output lags, found by correlation with what went in. */
function delayOf(given: Float32Array, got: Float32Array): number {
  let best = { lag: 0, product: Number.NEGATIVE_INFINITY }
  for (let lag = 0; lag < 2400; lag += 1) {
    let product = 0
    for (let at = SETTLED; at < SETTLED + RATE; at += 1) product += (given[at] ?? 0) * (got[at + lag] ?? 0)
    if (product > best.product) best = { lag, product }
  }
  return best.lag
}

/** Scale-invariant signal-to-distortion ratio in decibels: 0 is as much distortion as speech. */
function clarity(clean: Float32Array, heard: Float32Array, lag: number): number {
  let [product, energy] = [0, 0]
  for (let at = SETTLED; at < clean.length - lag; at += 1) {
    product += (clean[at] ?? 0) * (heard[at + lag] ?? 0)
    energy += (clean[at] ?? 0) ** 2
  }
  const scale = product / energy
  let [signal, distortion] = [0, 0]
  for (let at = SETTLED; at < clean.length - lag; at += 1) {
    const wanted = scale * (clean[at] ?? 0)
    signal += wanted ** 2
    distortion += ((heard[at + lag] ?? 0) - wanted) ** 2
  }
  return 10 * Math.log10(signal / Math.max(distortion, 1e-12))
}

async function measure(
  name: string,
  open: () => Promise<Suppressor>,
  files: readonly string[],
): Promise<void> {
  const run = async (sound: Float32Array) => {
    const suppressor = await open()
    const heard = await suppressor.process(sound)
    suppressor.close()
    return heard
  }
  const quieter: string[] = []
  for (const kind of ['whitenoise', 'pinknoise', 'brownnoise'] as const) {
    const noise = noiseSamples(kind, SECONDS, 0.02)
    const left = await run(noise)
    const change = (from: number, to: number) =>
      decibels(rms(left.subarray(from * RATE, to * RATE)) / rms(noise)).toFixed(1)
    quieter.push(`${kind} ${change(0.5, 2)}, ${change(3, SECONDS)} dB`)
  }
  const speech = speechSamples(SECONDS)
  const clean = await run(speech)
  const lag = delayOf(speech, clean)
  const mixes: string[] = []
  for (const ratio of [10, 0]) {
    const noise = noiseSamples('pinknoise', SECONDS, rms(speech) / 10 ** (ratio / 20))
    const mixed = speech.map((sample, at) => sample + (noise[at] ?? 0))
    const before = clarity(speech, mixed, 0)
    mixes.push(`${before.toFixed(1)} → ${clarity(speech, await run(mixed), lag).toFixed(1)} dB`)
  }
  const busy = noiseSamples('pinknoise', SECONDS * 5, 0.05)
  const suppressor = await open()
  await suppressor.process(busy.subarray(0, RATE * 10))
  const begun = process.cpuUsage()
  await suppressor.process(busy)
  const { user, system } = process.cpuUsage(begun)
  suppressor.close()
  const bytes = files.map((file) => readFileSync(`node_modules/${file}`))
  const kilobytes = (sizes: number[]) =>
    `${(sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} kB`
  process.stdout.write(
    `noise ${name}: ${quieter.join(', ')} | clean speech ${clarity(speech, clean, lag).toFixed(1)} dB, level ${decibels(rms(clean) / rms(speech)).toFixed(1)} dB, above 8 kHz ${decibels(rms(high(clean)) / rms(high(speech))).toFixed(1)} dB | ` +
      `speech in noise ${mixes.join(', ')} | delay ${((lag / RATE) * 1000).toFixed(1)} ms | ` +
      `${((user + system) / 1000 / (SECONDS * 5)).toFixed(1)} ms of a core per second | ` +
      `${kilobytes(bytes.map(({ length }) => length))}, compressed ${kilobytes(bytes.map((file) => brotliCompressSync(file).length))}\n`,
  )
}

const sapphi = '@sapphi-red/web-noise-suppressor/dist'
await measure('@sapphi-red RNNoise', () => sapphiSuppressor('rnnoise', 'rnnoise_simd'), [
  `${sapphi}/rnnoise/workletProcessor.js`,
  `${sapphi}/rnnoise_simd.wasm`,
])
await measure('@sapphi-red GTCRN', () => sapphiSuppressor('gtcrn', 'gtcrn'), [
  `${sapphi}/gtcrn/workletProcessor.js`,
  `${sapphi}/gtcrn.wasm`,
])
await measure('@shiguredo RNNoise', shiguredoSuppressor, [
  '@shiguredo/noise-suppression/dist/noise_suppression.js',
])
