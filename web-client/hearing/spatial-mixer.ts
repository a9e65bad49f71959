/** What the resident hears: the voices of every room that they take part in, in one AudioContext. */

import { createOutputStage } from './output-stage.js'
import { createRoomMixer, type RoomMixer, type VoiceRoom } from './room-mixer.js'

export interface SpatialMixer {
  readonly context: AudioContext
  readonly rooms: Readonly<Record<VoiceRoom, RoomMixer>>
  /** Directions as two ears hear them (HRTF), or plain stereo. */
  setHeadphones(headphones: boolean): void
  setVolume(volume: number): void
  /** @param deviceId '' for the browser's own choice; false where that device cannot be used */
  setOutputDevice(deviceId: string): Promise<boolean>
  /** Continues after anything that stopped the voices. */
  replay(): void
  close(): void
}

/** Neither every browser nor TypeScript's library has this method. */
interface SinkContext {
  setSinkId?(deviceId: string): Promise<void>
}

/**
 * The processor needs about a tenth of a second to build the HRTF tables, and a panner that waits for them is
 * silent. So the tables are built a moment after the first voices have connected, and voices are panned plainly
 * until the tables are surely there.
 */
const HRTF_LOAD_DELAY_MS = 700
const HRTF_READY_DELAY_MS = 1500

export function createSpatialMixer(context: AudioContext): SpatialMixer {
  const output = createOutputStage(context)
  const rooms = {
    place: createRoomMixer(context, output.input),
    call: createRoomMixer(context, output.input),
  }
  const every = Object.values(rooms)
  let headphones = false
  let tablesReady = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function applyPanning(): void {
    for (const room of every) room.setPanningModel(headphones && tablesReady ? 'HRTF' : 'equalpower')
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

  return {
    context,
    rooms,
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
      for (const room of every) room.replay()
    },
    close() {
      clearTimeout(timer)
      for (const room of every) room.close()
      context.close().catch(() => undefined)
    },
  }
}
