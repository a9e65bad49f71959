/** A voice that belongs to nobody: vowels and breath, made of an oscillator, noise and three formants. */

const SECONDS = 4.2
const RATE = 24_000
/** Formants in hertz, as of an adult speaker (Peterson and Barney, 1952). */
const VOWELS = {
  a: [730, 1090, 2440],
  e: [530, 1840, 2480],
  i: [270, 2290, 3010],
  o: [570, 840, 2410],
  u: [300, 870, 2240],
} as const
/** Syllables: beginning and length in seconds, vowel, pitch in hertz. */
const SYLLABLES = [
  [0.05, 0.2, 'a', 128],
  [0.3, 0.16, 'e', 136],
  [0.5, 0.3, 'o', 120],
  [1.0, 0.14, 'i', 142],
  [1.18, 0.2, 'a', 132],
  [1.45, 0.16, 'u', 124],
  [1.66, 0.36, 'e', 112],
  [2.4, 0.18, 'o', 134],
  [2.62, 0.14, 'i', 146],
  [2.8, 0.22, 'a', 128],
  [3.1, 0.4, 'u', 104],
] as const
const GAINS = [1, 0.5, 0.2] as const
const LOUDEST = 0.6

/** To be played in a loop. */
export async function voiceSound(): Promise<AudioBuffer> {
  const context = new OfflineAudioContext(1, SECONDS * RATE, RATE)
  const throat = new OscillatorNode(context, { type: 'sawtooth', frequency: 120 })
  const breath = new AudioBufferSourceNode(context, { buffer: noise(context), loop: true })
  const voiced = new GainNode(context, { gain: 0 })
  const unvoiced = new GainNode(context, { gain: 0 })
  throat.connect(voiced)
  breath.connect(new BiquadFilterNode(context, { type: 'highpass', frequency: 2500 })).connect(unvoiced)
  unvoiced.connect(context.destination)
  const formants = GAINS.map((gain, index) => {
    const formant = new BiquadFilterNode(context, { type: 'bandpass', Q: 6 + 3 * index })
    voiced.connect(formant).connect(new GainNode(context, { gain })).connect(context.destination)
    return formant
  })
  for (const [at, length, vowel, pitch] of SYLLABLES) {
    throat.frequency.setTargetAtTime(pitch, at, 0.04)
    for (const [index, formant] of formants.entries()) {
      formant.frequency.setTargetAtTime(VOWELS[vowel][index] ?? 0, at, 0.03)
    }
    voiced.gain.setTargetAtTime(1, at, 0.02)
    voiced.gain.setTargetAtTime(0, at + length, 0.03)
    unvoiced.gain.setTargetAtTime(0.05, Math.max(0, at - 0.04), 0.01)
    unvoiced.gain.setTargetAtTime(0, at, 0.015)
  }
  throat.start()
  breath.start()
  const sound = await context.startRendering()
  const samples = sound.getChannelData(0)
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.001)
  for (const [index, sample] of samples.entries()) samples[index] = (sample / peak) * LOUDEST
  return sound
}

function noise(context: BaseAudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, RATE / 2, RATE)
  const samples = buffer.getChannelData(0)
  for (let index = 0; index < samples.length; index += 1) samples[index] = Math.random() * 2 - 1
  return buffer
}
