/** One stream as the resident hears it: at its gain and from its direction. Silent until it has a place. */

import { createPlacedSound, type PlacedSound } from './placed-sound.js'

export interface VoiceOutput extends PlacedSound {
  readonly stream: MediaStream
  readonly stereo: boolean
  /** How loud what arrives is at this moment, whatever its place: 0..1 (RMS of the last 85 ms). */
  level(): number
  /** Continues after anything that stopped the voice. */
  replay(): void
}

/** Longer than the time between two looks at a voice, so that no sound is missed. */
const LOOKBACK_SAMPLES = 4096
/** A quarter of the samples is as loud as all of them. */
const STRIDE = 4
const lookback = new Float32Array(LOOKBACK_SAMPLES)

/** @param stereo the two channels differ, and both are kept */
export function createVoiceOutput(
  context: AudioContext,
  stream: MediaStream,
  stereo: boolean,
  destination: AudioNode,
): VoiceOutput {
  // Chromium decodes a remote stream only while a media element plays that stream, muted or not.
  const element = new Audio()
  element.muted = true
  element.srcObject = stream
  const replay = () => {
    element.play().catch(() => undefined)
  }
  // A headset's key or a phone call pauses this element like any other.
  element.onpause = replay
  replay()

  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: LOOKBACK_SAMPLES })
  source.connect(analyser)
  const sound = createPlacedSound(context, source, stereo, destination)
  let [measured, measuredAt] = [0, Number.NaN]

  return {
    ...sound,
    stream,
    stereo,
    level() {
      if (context.currentTime === measuredAt) return measured
      measuredAt = context.currentTime
      // The browser's own measure (`getSynchronizationSources`) makes the page wait for other threads: 0.7 ms for each voice.
      analyser.getFloatTimeDomainData(lookback)
      let sum = 0
      // By index: until this code is compiled, each step of an iteration over samples makes objects.
      for (let at = 0; at < LOOKBACK_SAMPLES; at += STRIDE) sum += (lookback[at] ?? 0) ** 2
      measured = Math.sqrt((sum * STRIDE) / LOOKBACK_SAMPLES)
      return measured
    },
    replay() {
      if (element.paused) replay()
    },
    close() {
      element.onpause = null
      source.disconnect()
      analyser.disconnect()
      sound.close()
      element.srcObject = null
    },
  }
}
