/** Whether this resident speaks at the moment, judged by what the microphone sends. */

import type { PageBrowser } from '../page-browser.js'

/** Levels above this are speech; it ends when there was none for a while, so that words do not flicker. */
const SPEECH_RMS = 0.01
const HOLD_MS = 700

export interface OwnSpeech {
  /** The audio output is there. */
  useContext(context: AudioContext): void
  useTrack(track: MediaStreamTrack | null): void
  speaks(): boolean
}

/** An analyser that is asked now and then: next to nothing beside a meter that reports all the time. */
export function createOwnSpeech({
  time,
  createMediaStream,
}: Pick<PageBrowser, 'time' | 'createMediaStream'>): OwnSpeech {
  let context: AudioContext | undefined
  let track: MediaStreamTrack | null = null
  let source: MediaStreamAudioSourceNode | undefined
  let analyser: AnalyserNode | undefined
  let loudAt = Number.NEGATIVE_INFINITY
  const samples = new Float32Array(2048)

  function connect(): void {
    source?.disconnect()
    source = undefined
    if (!context || !track) return
    try {
      source = context.createMediaStreamSource(createMediaStream([track]))
    } catch {
      // Firefox refuses a microphone of another sample rate: then nobody is told who speaks.
      return
    }
    analyser = new AnalyserNode(context, { fftSize: samples.length })
    source.connect(analyser)
  }

  function loudness(): number {
    if (!source || !analyser) return 0
    analyser.getFloatTimeDomainData(samples)
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
  }

  return {
    useContext(next) {
      if (context === next) return
      context = next
      connect()
    },
    useTrack(next) {
      track = next
      connect()
    },
    speaks() {
      const now = time.now()
      if (loudness() > SPEECH_RMS) loudAt = now
      return now - loudAt < HOLD_MS
    },
  }
}
