/**
 * What the Opus libraries cost for a stereo mix and a mono voice of 20 ms, at the hub's settings, and the cost and gain
 * of the encoder's complexity and of error correction: `npm run bench -- opus`
 */

import { Encoder } from '@evan/opus'
import { Application, createDecoder, createEncoder } from 'libopus-wasm'
import { FRAME_SAMPLES, speech } from '../test/helpers/browser/voice-sound.js'
import { encodeCostMs } from './media/bare-encodes.js'
import { signalToNoiseDb } from './media/encode-noise.js'
import { complexityDistanceDb, lossDistanceDb } from './media/loss-distance.js'
import { row } from './table/row.js'

const FRAMES = 1000
const BITS_PER_SECOND = 64_000

const voice = speech('anna')
const mono = Array.from({ length: FRAMES }, voice)
const stereo = mono.map((frame) => {
  const pair = new Int16Array(FRAME_SAMPLES * 2)
  for (const [index, sample] of frame.entries()) pair.set([sample * 0.7, sample * 0.3], index * 2)
  return pair
})

/** Microseconds of CPU that a step takes for each frame. */
function cost(step: (frame: number) => unknown): string {
  // WebAssembly is compiled again once the engine has found it busy.
  for (let frame = 0; frame < FRAMES; frame += 1) step(frame)
  const begun = process.cpuUsage()
  for (let frame = 0; frame < FRAMES; frame += 1) step(frame)
  const { user, system } = process.cpuUsage(begun)
  return `${((user + system) / FRAMES).toFixed(0)} µs`
}
const print = (line: string) => process.stdout.write(`opus ${line}\n`)

function evan(application: 'audio' | 'voip', complexity: 0 | 1 | 3 | 5 | 9) {
  const encoder = new Encoder({ channels: 2, sample_rate: 48_000, application })
  encoder.bitrate = BITS_PER_SECOND
  encoder.complexity = complexity
  return encoder
}

const microphone = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
const packets = mono.map((frame) => Uint8Array.from(microphone.encode(frame)))

for (const complexity of [0, 1, 3, 5, 9] as const) {
  const encoder = evan('audio', complexity)
  print(
    `@evan/opus stereo encode, audio, complexity ${complexity}: ${cost((at) => encoder.encode(stereo[at] as Int16Array))}`,
  )
}
const speaking = evan('voip', 5)
print(
  `@evan/opus stereo encode, voip, complexity 5: ${cost((at) => speaking.encode(stereo[at] as Int16Array))}`,
)
const settings = { application: Application.Audio, bitrate: BITS_PER_SECOND, complexity: 5 }
const wasm = await createEncoder({ channels: 2, sampleRate: 48_000, frameSize: FRAME_SAMPLES, ...settings })
print(
  `libopus-wasm stereo encode, audio, complexity 5: ${cost((at) => wasm.encode(stereo[at] as Int16Array))}`,
)
const decoder = await createDecoder({ channels: 1, sampleRate: 48_000 })
print(`libopus-wasm mono decode: ${cost((at) => decoder.decodeFloat(packets[at] as Uint8Array))}`)
print(`libopus-wasm mono concealment: ${cost(() => decoder.decodePacketLossFloat(FRAME_SAMPLES))}`)

const LEVELS = [0, 1, 3, 5] as const
for (const voices of [1, 2, 3, 4, 8]) {
  const noise = await Promise.all(LEVELS.map((complexity) => signalToNoiseDb(voices, complexity)))
  print(
    `segmental signal to noise, ${voices} voices, complexity ${LEVELS.join(', ')}: ${noise.map((decibels) => decibels.toFixed(1)).join(', ')} dB`,
  )
  for (const gain of [1, 0.03]) {
    const distances = await Promise.all(
      LEVELS.map((complexity) => complexityDistanceDb(voices, complexity, gain)),
    )
    print(
      `log-spectral distance, ${voices} voices${gain < 1 ? ', faint' : ''}, complexity ${LEVELS.join(', ')}: ${distances.map((decibels) => decibels.toFixed(2)).join(', ')} dB`,
    )
  }
}

/** For README's table: of one voice. */
const one = { cost: 0, without: 0, corrected: 0 }
const LOST = 0.1

for (const voices of [1, 2, 4]) {
  const [plain = 0, guarded = 0] = (
    await Promise.all([false, true].map((isProtected) => encodeCostMs(20, voices, isProtected)))
  ).map((milliseconds) => milliseconds * 1000)
  print(`mix of ${voices} without and with error correction: ${plain.toFixed(0)}, ${guarded.toFixed(0)} µs`)
  if (voices === 1) one.cost = guarded / plain
  for (const lossShare of [0, 0.03, 0.05, LOST, 0.2]) {
    const found = await Promise.all(
      [false, true].map((isProtected) => lossDistanceDb(voices, lossShare, isProtected)),
    )
    const [without = 0, corrected = 0] = found
    if (voices === 1 && lossShare === LOST) Object.assign(one, { without, corrected })
    print(
      `log-spectral distance, ${voices} voices, ${lossShare * 100} % lost, without and with: ${without.toFixed(2)}, ${corrected.toFixed(2)} dB`,
    )
  }
}
row(
  `what error correction gives a viewer that loses a tenth of its packets: log-spectral distance ${one.corrected.toFixed(2)} instead of ${one.without.toFixed(2)} dB, for ${one.cost.toFixed(2)} × the encode`,
)
