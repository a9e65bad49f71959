/** What the resident hears: every voice at its gain and from its direction, in one AudioContext. */

import { createOutputStage } from './output-stage.js'
import { createVoiceOutput, type VoiceOutput, type VoicePlacement } from './voice-output.js'

export interface SpatialMixer {
  readonly context: AudioContext
  /**
   * Plays a participant's stream from that place. A second stream takes over from the first once it has sound.
   * @param stereo the two channels differ, and both are kept
   */
  add(agentId: string, stream: MediaStream, placement: VoicePlacement, stereo: boolean): void
  remove(agentId: string): void
  /** Moves a voice there within `seconds`, smoothly. */
  place(agentId: string, placement: VoicePlacement, seconds: number): void
  /** Directions as two ears hear them (HRTF), or plain stereo. */
  setHeadphones(headphones: boolean): void
  setVolume(volume: number): void
  /** @param deviceId '' for the browser's own choice; false where that device cannot be used */
  setOutputDevice(deviceId: string): Promise<boolean>
  /** Continues after anything that stopped the voices. */
  replay(): void
  /** Everybody who is heard, so that another mixer can take over. */
  voices(): readonly HeardVoice[]
  close(): void
}

export interface HeardVoice {
  readonly agentId: string
  readonly stream: MediaStream
  readonly stereo: boolean
  readonly placement: VoicePlacement
}

/** A stream that is about to take over: decoded already, and not heard yet. */
interface Successor {
  readonly voice: VoiceOutput
  readonly analyser: AnalyserNode
  /** On the context's clock, in seconds. */
  readonly since: number
}

/** Neither every browser nor TypeScript's library has this method. */
interface SinkContext {
  setSinkId?(deviceId: string): Promise<void>
}

/** A new stream may need half a second until its first sample; one that stays silent takes over after this time. */
const SUCCESSION_SECONDS = 1
const CROSSFADE_SECONDS = 0.03
/** Longer than the time between two placements of the voices, so that no sound is missed. */
const LOOKBACK_SAMPLES = 4096

/**
 * The processor needs about a tenth of a second to build the HRTF tables, and a panner that waits for them is
 * silent. So the tables are built a moment after the first voices have connected, and voices are panned plainly
 * until the tables are surely there.
 */
const HRTF_LOAD_DELAY_MS = 700
const HRTF_READY_DELAY_MS = 1500

export function createSpatialMixer(context: AudioContext): SpatialMixer {
  const voices = new Map<string, VoiceOutput>()
  const successors = new Map<string, Successor>()
  const lookback = new Float32Array(LOOKBACK_SAMPLES)
  const output = createOutputStage(context)
  let headphones = false
  let tablesReady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const panningModel = (): PanningModelType => (headphones && tablesReady ? 'HRTF' : 'equalpower')

  function applyPanning(): void {
    for (const voice of voices.values()) voice.setPanningModel(panningModel())
    for (const { voice } of successors.values()) voice.setPanningModel(panningModel())
  }

  function loadTables(): void {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      // Creating such a panner makes the browser build the tables.
      new PannerNode(context, { panningModel: 'HRTF' })
      timer = setTimeout(() => {
        tablesReady = true
        applyPanning()
      }, HRTF_READY_DELAY_MS)
    }, HRTF_LOAD_DELAY_MS)
  }

  function dismiss(agentId: string): void {
    const successor = successors.get(agentId)
    if (!successor) return
    successors.delete(agentId)
    successor.analyser.disconnect()
    successor.voice.close()
  }

  function remove(agentId: string): void {
    dismiss(agentId)
    const voice = voices.get(agentId)
    if (!voice) return
    voices.delete(agentId)
    voice.close()
  }

  function isDue({ analyser, since }: Successor): boolean {
    analyser.getFloatTimeDomainData(lookback)
    return lookback.some((sample) => sample !== 0) || context.currentTime - since > SUCCESSION_SECONDS
  }

  /** One stream fades in while the other fades out. */
  function succeed(agentId: string, { voice, analyser }: Successor, placement: VoicePlacement): void {
    successors.delete(agentId)
    analyser.disconnect()
    const older = voices.get(agentId)
    voices.set(agentId, voice)
    voice.put({ ...placement, gain: 0 })
    voice.glide(placement, CROSSFADE_SECONDS)
    if (!older) return
    older.glide({ ...placement, gain: 0 }, CROSSFADE_SECONDS)
    setTimeout(older.close, CROSSFADE_SECONDS * 2000)
  }

  return {
    context,
    add(agentId, stream, placement, stereo) {
      dismiss(agentId)
      const voice = createVoiceOutput(context, stream, stereo, output.input)
      voice.setPanningModel(panningModel())
      if (voices.has(agentId)) {
        const analyser = new AnalyserNode(context, { fftSize: LOOKBACK_SAMPLES })
        voice.source.connect(analyser)
        successors.set(agentId, { voice, analyser, since: context.currentTime })
        return
      }
      voice.put(placement)
      voices.set(agentId, voice)
    },
    remove,
    place(agentId, placement, seconds) {
      const successor = successors.get(agentId)
      if (successor && isDue(successor)) succeed(agentId, successor, placement)
      else voices.get(agentId)?.glide(placement, seconds)
    },
    setHeadphones(wanted) {
      headphones = wanted
      if (wanted) loadTables()
      applyPanning()
    },
    setVolume: (volume) => output.setVolume(volume),
    async setOutputDevice(deviceId) {
      const sink = context as AudioContext & SinkContext
      if (!sink.setSinkId) return deviceId === ''
      try {
        await sink.setSinkId(deviceId)
        return true
      } catch {
        return false
      }
    },
    replay() {
      for (const voice of voices.values()) voice.replay()
      for (const { voice } of successors.values()) voice.replay()
    },
    voices() {
      return [...voices].map(([agentId, voice]) => {
        const newest = successors.get(agentId)?.voice ?? voice
        const { stream, stereo } = newest
        return { agentId, stream, stereo, placement: voice.placement() }
      })
    },
    close() {
      clearTimeout(timer)
      for (const agentId of [...voices.keys()]) remove(agentId)
      context.close().catch(() => undefined)
    },
  }
}
