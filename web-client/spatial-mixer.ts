/** What the resident hears: every voice at its gain and from its direction, in one AudioContext. */

import type { Vector3 } from '../src/spatial/direction.js'
import { createOutputStage } from './output-stage.js'

export interface VoicePlacement {
  /** Linear gain of distance and personal volume together. */
  readonly gain: number
  /** Unit vector in the ear's frame (Web Audio axes); `undefined`: from nowhere in particular. */
  readonly direction: Vector3 | undefined
}

export interface SpatialMixer {
  readonly context: AudioContext
  /**
   * Plays somebody's stream from that place on. A second stream replaces the first.
   * @param stereo its two channels differ and are to be kept
   */
  add(agentId: string, stream: MediaStream, placement: VoicePlacement, stereo: boolean): void
  remove(agentId: string): void
  /** Moves a voice there within `seconds`, smoothly. */
  place(agentId: string, placement: VoicePlacement, seconds: number): void
  /** Directions as two ears hear them (HRTF), or plain stereo. */
  setHeadphones(headphones: boolean): void
  setVolume(volume: number): void
  /** @param deviceId '' for the browser's own choice; false where it cannot be had */
  setOutputDevice(deviceId: string): Promise<boolean>
  /** To be called in a user's gesture; false while the browser still refuses to play. */
  resume(): Promise<boolean>
  close(): void
}

interface Voice {
  readonly element: HTMLAudioElement
  readonly source: MediaStreamAudioSourceNode
  readonly spatial: GainNode
  readonly panner: PannerNode
  readonly direct: GainNode
}

/** Not in every browser, nor in TypeScript's library. */
interface SinkContext {
  setSinkId?(deviceId: string): Promise<void>
}

const AHEAD: Vector3 = [0, 0, -1]

/** An AudioParam follows its target by this share of the given time; after all of it, it is there to 1 %. */
const TIME_CONSTANT_SHARE = 0.2

/**
 * The HRTF tables take a processor about a tenth of a second to build, and a panner that waits for them is
 * silent. So they are asked for a moment after the first voices have connected, and until they are surely
 * there voices are panned plainly.
 */
const HRTF_LOAD_DELAY_MS = 700
const HRTF_READY_DELAY_MS = 1500

export function createSpatialMixer(context: AudioContext): SpatialMixer {
  const voices = new Map<string, Voice>()
  const output = createOutputStage(context)
  let headphones = false
  let tablesReady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const panningModel = (): PanningModelType => (headphones && tablesReady ? 'HRTF' : 'equalpower')

  function applyPanning(): void {
    for (const { panner } of voices.values()) panner.panningModel = panningModel()
  }

  function loadTables(): void {
    if (timer !== undefined) return
    timer = setTimeout(() => {
      // Creating one is what makes the browser build the tables.
      new PannerNode(context, { panningModel: 'HRTF' })
      timer = setTimeout(() => {
        tablesReady = true
        applyPanning()
      }, HRTF_READY_DELAY_MS)
    }, HRTF_LOAD_DELAY_MS)
  }

  function remove(agentId: string): void {
    const voice = voices.get(agentId)
    if (!voice) return
    voices.delete(agentId)
    voice.source.disconnect()
    voice.spatial.disconnect()
    voice.panner.disconnect()
    voice.direct.disconnect()
    voice.element.srcObject = null
  }

  return {
    context,
    add(agentId, stream, { gain, direction }, stereo) {
      remove(agentId)
      // Chromium decodes a remote stream only while a media element plays it, muted or not.
      const element = new Audio()
      element.muted = true
      element.srcObject = stream
      element.play().catch(() => undefined)

      const source = context.createMediaStreamSource(stream)
      const [x, y, z] = direction ?? AHEAD
      const spatial = new GainNode(context, { gain: direction ? gain : 0 })
      const direct = new GainNode(context, { gain: direction ? 0 : gain })
      // Direction only: the panner's own distance models cannot express ours.
      const panner = new PannerNode(context, {
        panningModel: panningModel(),
        distanceModel: 'linear',
        rolloffFactor: 0,
        positionX: x,
        positionY: y,
        positionZ: z,
        // Browsers decode a voice to two equal channels, and a panner makes those 3 dB louder ahead than one, 6 at a side.
        channelCount: stereo ? 2 : 1,
        channelCountMode: 'explicit',
      })
      source.connect(spatial).connect(panner).connect(output.input)
      source.connect(direct).connect(output.input)
      voices.set(agentId, { element, source, spatial, panner, direct })
    },
    remove,
    place(agentId, { gain, direction }, seconds) {
      const voice = voices.get(agentId)
      if (!voice) return
      const glide = (param: AudioParam, value: number) =>
        param.setTargetAtTime(value, context.currentTime, seconds * TIME_CONSTANT_SHARE)
      glide(voice.spatial.gain, direction ? gain : 0)
      glide(voice.direct.gain, direction ? 0 : gain)
      if (!direction) return
      glide(voice.panner.positionX, direction[0])
      glide(voice.panner.positionY, direction[1])
      glide(voice.panner.positionZ, direction[2])
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
    async resume() {
      // Where no gesture has allowed it, resume() waits for ever instead of failing.
      await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 500))])
      return context.state === 'running'
    },
    close() {
      clearTimeout(timer)
      for (const agentId of [...voices.keys()]) remove(agentId)
      context.close().catch(() => undefined)
    },
  }
}
