/** Short, quiet sounds of the page itself, by name: who comes, who goes, a message, a call that rings. */

interface Note {
  /** Since the beginning of the cue. */
  readonly atSeconds: number
  readonly frequencyHz: number
  readonly seconds: number
}

const note = (atSeconds: number, frequencyHz: number, seconds = 0.09): Note => ({
  atSeconds,
  frequencyHz,
  seconds,
})

/** Rising is for what begins, falling for what ends. */
export const CUES = {
  come: [note(0, 523), note(0.08, 784, 0.12)],
  go: [note(0, 784), note(0.08, 523, 0.12)],
  /** The resident speaks with the microphone off. */
  muted: [note(0, 660), note(0.12, 440)],
  message: [note(0, 880, 0.12)],
  /** Somebody asks for the floor. */
  hand: [note(0, 587), note(0.1, 587), note(0.2, 880, 0.14)],
  /** One round of a call that rings. */
  ring: [note(0, 659, 0.18), note(0.2, 831, 0.18), note(0.4, 659, 0.18), note(0.6, 831, 0.18)],
} satisfies Record<string, readonly Note[]>

export type CueName = keyof typeof CUES

/** Far below a voice that is near. */
const LOUDNESS = 0.08
/** A tone that begins or ends at once clicks. */
const FADE_SECONDS = 0.01

export function playCue(context: BaseAudioContext, name: CueName): void {
  const output = new GainNode(context)
  output.connect(context.destination)
  const tones = CUES[name].map(({ atSeconds, frequencyHz, seconds }) => {
    const begin = context.currentTime + atSeconds
    const envelope = new GainNode(context, { gain: 0 })
    envelope.gain.setValueAtTime(0, begin)
    envelope.gain.linearRampToValueAtTime(LOUDNESS, begin + FADE_SECONDS)
    envelope.gain.setValueAtTime(LOUDNESS, begin + seconds - FADE_SECONDS)
    envelope.gain.linearRampToValueAtTime(0, begin + seconds)
    const tone = new OscillatorNode(context, { frequency: frequencyHz })
    tone.connect(envelope).connect(output)
    tone.start(begin)
    tone.stop(begin + seconds)
    return tone
  })
  const last = tones.at(-1)
  if (last) last.onended = () => output.disconnect()
}
