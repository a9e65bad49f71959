/** Whether the resident is heard: the microphone, its switch, the held key and voice activation together. */

import { effect, signal } from '@preact/signals'
import {
  type MicrophoneFault,
  type MicrophoneSettings,
  openMicrophone,
  watchMicrophonePermission,
} from './microphone.js'
import type { SettingsStore } from './settings.js'

export interface TalkEvents {
  /** What is sent to everybody from now on. */
  onTrack(track: MediaStreamTrack | null, performer: boolean): void
  /** What the others should see: whether this microphone is off. */
  onMuted(muted: boolean): void
}

export type Talk = ReturnType<typeof createTalk>

/** Voice activation stays open for so long after the last loud moment: the end of a word is quiet. */
const ACTIVATION_HOLD_MS = 500

/** Somebody muted who is louder than this for so many reports of the meter tries to speak. */
const MUTED_SPEECH_LEVEL = 0.03
const MUTED_SPEECH_REPORTS = 8
const MUTED_HINT_MS = 5000

const WATCH_DELAY_MS = 2000

export function createTalk(settings: SettingsStore, events: TalkEvents) {
  const on = signal(!settings.values.value.startMuted)
  const held = signal(false)
  const fault = signal<MicrophoneFault | undefined>(undefined)
  const level = signal(0)
  const transmitting = signal(false)
  /** Somebody muted tries to speak. */
  const mutedSpeech = signal(false)
  const metered = signal(false)

  let wanted = false
  let track: MediaStreamTrack | undefined
  let openedFor = ''
  let opening = 0
  let context: AudioContext | undefined
  let endMeter: (() => void) | undefined
  let meterOf: MediaStreamTrack | undefined
  let loudAt = 0
  let loudReports = 0
  let toldMuted: boolean | undefined
  let watching = false
  let hintTimer: ReturnType<typeof setTimeout> | undefined

  const muted = () => fault.value !== undefined || !(on.value || held.value)

  function apply(): void {
    const { voiceActivation, performer } = settings.values.value
    const active = !voiceActivation || performer || performance.now() - loudAt < ACTIVATION_HOLD_MS
    transmitting.value = track !== undefined && (held.value || (on.value && active))
    if (track && track.enabled !== transmitting.value) track.enabled = transmitting.value
    if (toldMuted !== muted()) {
      toldMuted = muted()
      events.onMuted(toldMuted)
    }
    if (!muted()) mutedSpeech.value = false
    meter()
  }

  /** Runs the meter while somebody needs it: it costs a little. */
  async function meter(): Promise<void> {
    const needed = metered.value || settings.values.value.voiceActivation || !on.value
    const target = needed && context?.state === 'running' ? track : undefined
    if (target === meterOf) return
    meterOf = target
    endMeter?.()
    endMeter = undefined
    level.value = 0
    if (!target || !context) return
    const { measureLevel } = await import('./level-meter.js')
    const end = await measureLevel(context, target, hear)
    if (meterOf === target) endMeter = end
    else end()
  }

  function hear(loudness: number): void {
    level.value = loudness
    const now = performance.now()
    const { voiceActivation, activationThreshold } = settings.values.value
    if (loudness >= activationThreshold) loudAt = now
    if (voiceActivation) apply()
    if (!muted() || fault.value) return
    loudReports = loudness > MUTED_SPEECH_LEVEL ? loudReports + 1 : Math.max(0, loudReports - 1)
    if (loudReports < MUTED_SPEECH_REPORTS || mutedSpeech.value) return
    loudReports = 0
    mutedSpeech.value = true
    if (settings.values.value.mutedSound && context) playMutedSound(context)
    clearTimeout(hintTimer)
    hintTimer = setTimeout(() => {
      mutedSpeech.value = false
    }, MUTED_HINT_MS)
  }

  async function open(): Promise<void> {
    wanted = true
    // Asking the browser about devices costs time that connecting needs first.
    if (!watching) setTimeout(watch, WATCH_DELAY_MS)
    watching = true
    opening += 1
    const attempt = opening
    const chosen = microphoneSettings(settings)
    openedFor = JSON.stringify(chosen)
    const result = await openMicrophone(chosen)
    const opened = 'track' in result ? result.track : undefined
    if (!wanted || attempt !== opening) return opened?.stop()
    track?.stop()
    track = opened
    fault.value = 'fault' in result ? result.fault : undefined
    if (opened) {
      // Unplugged, or the permission was taken back: another microphone may do.
      opened.onended = () => {
        if (track === opened) open()
      }
    }
    apply()
    events.onTrack(track ?? null, chosen.performer)
  }

  function close(): void {
    wanted = false
    track?.stop()
    track = undefined
    context = undefined
    held.value = false
    apply()
    events.onTrack(null, false)
  }

  effect(() => {
    const chosen = JSON.stringify(microphoneSettings(settings))
    if (wanted && chosen !== openedFor) open()
  })
  effect(() => {
    const { voiceActivation } = settings.values.value
    if (voiceActivation !== undefined && metered.value !== undefined && wanted) apply()
  })
  function watch(): void {
    navigator.mediaDevices?.addEventListener('devicechange', () => {
      if (wanted && fault.value === 'missing') open()
    })
    watchMicrophonePermission((state) => {
      if (wanted && (state === 'denied' || fault.value === 'denied')) open()
    })
  }

  return {
    on,
    held,
    fault,
    level,
    transmitting,
    mutedSpeech,
    /** Whether somebody looks at the level. */
    metered,
    muted,
    open,
    close,
    /** The audio output is there: the meter can run. */
    useContext(next: AudioContext) {
      context = next
      apply()
    },
    toggle() {
      if (fault.value) {
        open()
        return
      }
      on.value = !on.value
      apply()
    },
    /** While held, the resident is heard even with the microphone off. */
    hold(pressed: boolean) {
      if (held.value === pressed) return
      held.value = pressed
      apply()
    },
  }
}

function microphoneSettings({ values }: SettingsStore): MicrophoneSettings {
  const { inputDevice, echoCancellation, noiseSuppression, autoGain, performer } = values.value
  return { inputDevice, echoCancellation, noiseSuppression, autoGain, performer }
}

/** Two short falling tones, quiet. */
function playMutedSound(context: AudioContext): void {
  const now = context.currentTime
  const loudness = new GainNode(context, { gain: 0.08 })
  loudness.connect(context.destination)
  for (const [at, frequency] of [
    [0, 660],
    [0.12, 440],
  ] as const) {
    const tone = new OscillatorNode(context, { frequency })
    tone.connect(loudness)
    tone.start(now + at)
    tone.stop(now + at + 0.09)
  }
  setTimeout(() => loudness.disconnect(), 1000)
}
