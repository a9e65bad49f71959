/** The voices of one room as the resident hears them: each at its gain and from its direction. */

import type { VoicePlacement } from './placed-sound.js'
import { createVoiceOutput, type VoiceOutput } from './voice-output.js'

/** The rooms that a page can hear at the same time. */
export type VoiceRoom = 'place' | 'call'

export interface RoomMixer {
  /**
   * Plays a participant's stream from that place. A second stream takes over from the first once it has sound.
   * @param stereo the two channels differ, and both are kept
   */
  add(agentId: string, stream: MediaStream, placement: VoicePlacement, stereo: boolean): void
  remove(agentId: string): void
  /** Moves a voice there within `seconds`, smoothly. */
  place(agentId: string, placement: VoicePlacement, seconds: number): void
  /** No stream waits to take over from another: without a movement there is nothing to place. */
  isSettled(): boolean
  /** How loud what a participant sends is at this moment, 0..1 (RMS); `undefined` while that voice does not play. */
  level(agentId: string): number | undefined
  /** Of the whole room; 1 leaves the volume as it is. */
  setVolume(volume: number): void
  setPanningModel(model: PanningModelType): void
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
  /** On the context's clock, in seconds. */
  readonly since: number
}

/** A new stream may need half a second until its first sample; one that stays silent takes over after this time. */
const SUCCESSION_SECONDS = 1
const CROSSFADE_SECONDS = 0.03
/** The time constant with which a whole room becomes louder or softer. */
const VOLUME_SECONDS = 0.05

/** @param destination where the room's sound goes */
export function createRoomMixer(context: AudioContext, destination: AudioNode): RoomMixer {
  const voices = new Map<string, VoiceOutput>()
  const successors = new Map<string, Successor>()
  const whole = new GainNode(context)
  let panningModel: PanningModelType = 'equalpower'
  whole.connect(destination)

  function dismiss(agentId: string): void {
    const successor = successors.get(agentId)
    if (!successor) return
    successors.delete(agentId)
    successor.voice.close()
  }

  function remove(agentId: string): void {
    dismiss(agentId)
    const voice = voices.get(agentId)
    if (!voice) return
    voices.delete(agentId)
    voice.close()
  }

  const isDue = ({ voice, since }: Successor): boolean =>
    voice.level() > 0 || context.currentTime - since > SUCCESSION_SECONDS

  /** One stream fades in while the other fades out. */
  function succeed(agentId: string, { voice }: Successor, placement: VoicePlacement): void {
    successors.delete(agentId)
    const older = voices.get(agentId)
    voices.set(agentId, voice)
    voice.put({ ...placement, gain: 0 })
    voice.glide(placement, CROSSFADE_SECONDS)
    if (!older) return
    older.glide({ ...placement, gain: 0 }, CROSSFADE_SECONDS)
    setTimeout(older.close, CROSSFADE_SECONDS * 2000)
  }

  return {
    add(agentId, stream, placement, stereo) {
      dismiss(agentId)
      const voice = createVoiceOutput(context, stream, stereo, whole)
      voice.setPanningModel(panningModel)
      if (voices.has(agentId)) {
        successors.set(agentId, { voice, since: context.currentTime })
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
    isSettled: () => successors.size === 0,
    level: (agentId) => (context.state === 'running' ? voices.get(agentId)?.level() : undefined),
    setVolume: (volume) => whole.gain.setTargetAtTime(volume, context.currentTime, VOLUME_SECONDS),
    setPanningModel(model) {
      panningModel = model
      for (const voice of voices.values()) voice.setPanningModel(model)
      for (const { voice } of successors.values()) voice.setPanningModel(model)
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
      for (const agentId of [...voices.keys()]) remove(agentId)
    },
  }
}
