/** Does sound come out, and on the right side? Only ears can tell: the page plays, and the resident listens. */

import { bad, type Check, unknown } from './check.js'

const TONE_SECONDS = 0.8

export const speakerCheck: Check = {
  name: 'speaker',
  async run({ audioContext }, found) {
    const { state, sampleRate } = audioContext()
    return state === 'running' ? unknown(found.outputRuns(sampleRate)) : bad(found.outputBlocked)
  },
}

/** A bell on one side. */
export function playTestSound(context: AudioContext, side: 'left' | 'right'): void {
  context.resume().catch(() => undefined)
  const now = context.currentTime
  const loudness = new GainNode(context, { gain: 0.25 })
  loudness.gain.setTargetAtTime(0, now + 0.05, TONE_SECONDS / 4)
  const panner = new StereoPannerNode(context, { pan: side === 'left' ? -1 : 1 })
  loudness.connect(panner).connect(context.destination)
  for (const frequency of [660, 990]) {
    const tone = new OscillatorNode(context, { frequency })
    tone.connect(loudness)
    tone.start(now)
    tone.stop(now + TONE_SECONDS)
    tone.onended = () => panner.disconnect()
  }
}
