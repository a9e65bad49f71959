/** What the microphone delivers, whether that is sent or not: speech, or nothing at all. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { PageBrowser } from '../page/page-browser.js'

/** Levels above this are speech. Speech ends after a while without any, so that words do not flicker. */
const SPEECH_RMS = 0.01
const HOLD_MS = 700
/** The last moments of sound, for the level of speech. */
const SPEECH_SAMPLES = 2048

/** A moment of sound: what is shown of the level is not older. */
const LEVEL_SAMPLES = 1024

const LOOK_MS = 250
/** A third of a second: longer than the time between two looks, so that no sound is missed. */
const LOOKBACK_SAMPLES = 16_384
/** A microphone that hears a room never delivers exact zeros for this long. */
const SILENT_MS = 4000

export interface OwnSpeech {
  /** The microphone delivers nothing: exact zeros for seconds, or the browser says so. Quiet sound does not count. */
  readonly deviceSilent: ReadonlySignal<boolean>
  /** The audio output is there. */
  useContext(context: AudioContext): void
  /** @param device the microphone's own track, where another one is sent */
  useTrack(track: MediaStreamTrack | null, device?: MediaStreamTrack): void
  /** Whether the resident speaks, as far as the microphone hears. */
  speaks(): boolean
  /** How loud the microphone is at this moment, 0..1 (RMS). */
  level(): number
}

/** An analyser that is asked now and then costs almost nothing beside a meter that reports all the time. */
export function createOwnSpeech(
  { time, createMediaStream }: Pick<PageBrowser, 'time' | 'createMediaStream'>,
  onDeviceSilent: () => void = () => undefined,
): OwnSpeech {
  const deviceSilent = signal(false)
  const samples = new Float32Array(LOOKBACK_SAMPLES)
  const moment = new Float32Array(LEVEL_SAMPLES)
  let context: AudioContext | undefined
  let track: MediaStreamTrack | undefined
  let device: MediaStreamTrack | undefined
  /** A track of its own: the one that is sent is disabled while the resident is muted. */
  let copy: MediaStreamTrack | undefined
  let source: MediaStreamAudioSourceNode | undefined
  let analyser: AnalyserNode | undefined
  /** Of its own: an analyser returns the oldest of its samples first. */
  let momentAnalyser: AnalyserNode | undefined
  let endLooks: (() => void) | undefined
  let lookedAt = 0
  let loudAt = Number.NEGATIVE_INFINITY
  let silentSince: number | undefined

  function connect(): void {
    source?.disconnect()
    copy?.stop()
    source = undefined
    copy = undefined
    silentSince = undefined
    if (!context || !track) return
    try {
      copy = track.clone()
      copy.enabled = true
      source = context.createMediaStreamSource(createMediaStream([copy]))
    } catch {
      // Firefox refuses a microphone with another sample rate; then nobody is told who speaks.
      copy?.stop()
      copy = undefined
      return
    }
    analyser = context.createAnalyser()
    analyser.fftSize = samples.length
    source.connect(analyser)
    momentAnalyser = context.createAnalyser()
    momentAnalyser.fftSize = moment.length
    source.connect(momentAnalyser)
  }

  function look(): void {
    const now = time.now()
    const heard = takeSamples()
    if (heard && loudness(samples.subarray(-SPEECH_SAMPLES)) > SPEECH_RMS) loudAt = now
    const nothing = device?.muted === true || (heard && samples.every((sample) => sample === 0))
    silentSince = nothing ? (silentSince ?? now) : undefined
    const silent = silentSince !== undefined && now - silentSince >= SILENT_MS
    if (silent === deviceSilent.value) return
    deviceSilent.value = silent
    onDeviceSilent()
  }

  /** False where nothing new is known: a context whose clock stands still returns its old samples. */
  function takeSamples(): boolean {
    if (!context || !source || !analyser || context.currentTime === lookedAt) return false
    lookedAt = context.currentTime
    analyser.getFloatTimeDomainData(samples)
    return true
  }

  return {
    deviceSilent,
    useContext(next) {
      if (context === next) return
      context = next
      connect()
    },
    useTrack(next, nextDevice = next ?? undefined) {
      track = next ?? undefined
      device = nextDevice
      connect()
      if (track) endLooks ??= time.every(LOOK_MS, look)
      else {
        endLooks?.()
        endLooks = undefined
        deviceSilent.value = false
      }
    },
    speaks: () => time.now() - loudAt < HOLD_MS,
    level() {
      if (!source || !momentAnalyser) return 0
      momentAnalyser.getFloatTimeDomainData(moment)
      return loudness(moment)
    },
  }
}

function loudness(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}
