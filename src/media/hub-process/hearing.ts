/** Who hears whom in a room, and how loud at each ear: what the service says of the room, applied to two of its peers. */

import { directionInEarFrame, distanceMetres, type Pose } from '../../spatial/direction.js'
import { heardAt, reachMetres } from '../../spatial/heard.js'
import type { HubRoom, HubSpeaker } from '../../voice/rooms/hub.js'
import type { DecodedVoice } from '../mixing/decoded-voice.js'
import { type Aim, aim, silentGain, type VoiceGain } from '../mixing/voice-gain.js'
import type { PeerMedia } from './peers/peer-media.js'

/** What a listener's ear remembers of the voices at it. */
export interface Ear {
  /** Gains of the voices: each goes with its voice, whoever has that. */
  readonly gains: Map<DecodedVoice, VoiceGain>
  /** Goes up whenever the ear moves or the listener's wishes change. */
  version: number
}

export interface ListeningPeer {
  readonly media: PeerMedia
  readonly ear: Ear
}

export interface Hearing {
  set(room: HubRoom): void
  /** Whether it was ever set. */
  isKnown(): boolean
  maySpeak(media: PeerMedia): boolean
  /** Where its ear is; `undefined` where nobody knows. */
  earOf(media: PeerMedia): Pose | undefined
  /** Whether two are speaker and listener, and how far apart; `undefined`: they are not, or nobody knows. */
  distanceTo(ear: Pose, listener: PeerMedia, speaker: PeerMedia): number | undefined
  /** From how far away a speaker is heard, and whether nobody beyond may get even a silent packet. */
  reachOf(speaker: PeerMedia): { readonly metres: number; readonly isStrict: boolean }
  /** The gain of a voice at an ear, its target up to date. */
  gainAt(listener: ListeningPeer, speaker: PeerMedia): VoiceGain
}

const SILENT: Aim = { gain: 0, dullness: 0, direction: undefined, headphones: false }

export function createHearing(): Hearing {
  let room: HubRoom | undefined
  let speakers = new Map<string, HubSpeaker>()
  let deaf: ReadonlySet<string> = new Set()
  /** Of all that concerns every listener. */
  let version = 0

  const earOf = ({ ear, agentId }: PeerMedia) => ear ?? speakers.get(agentId)?.pose

  function mouthOf(speaker: PeerMedia, listener: PeerMedia): HubSpeaker | undefined {
    if (speaker.agentId === listener.agentId || deaf.has(listener.agentId)) return undefined
    const mouth = speakers.get(speaker.agentId)
    if (mouth?.apartFrom?.includes(listener.agentId)) return undefined
    return mouth?.maySpeak ? mouth : undefined
  }

  function aimOf(listener: PeerMedia, speaker: PeerMedia): Aim {
    const ear = earOf(listener)
    const mouth = mouthOf(speaker, listener)
    if (!room || !ear || !mouth) return SILENT
    const { pose, effort, attenuation } = mouth
    const heard = heardAt(ear.position, { ...pose, effort }, attenuation ?? room.attenuation)
    const gain = heard.gain * (listener.personalGains.get(speaker.agentId) ?? 1)
    if (gain === 0) return SILENT
    // What comes over a border always comes from somewhere.
    const directional = room.directional || attenuation !== undefined
    return {
      gain,
      dullness: heard.dullness,
      direction: directional ? directionInEarFrame(ear, pose.position) : undefined,
      headphones: listener.headphones ?? room.headphones ?? false,
    }
  }

  return {
    set(next) {
      room = next
      deaf = new Set(next.deaf)
      speakers = new Map(next.speakers.map((speaker) => [speaker.agentId, speaker]))
      version += 1
    },
    isKnown: () => room !== undefined,
    maySpeak: ({ agentId }) => speakers.get(agentId)?.maySpeak === true,
    earOf,
    distanceTo(ear, listener, speaker) {
      const mouth = mouthOf(speaker, listener)
      return mouth && distanceMetres(ear.position, mouth.pose.position)
    },
    reachOf({ agentId }) {
      const mouth = speakers.get(agentId)
      if (!room || !mouth) return { metres: 0, isStrict: true }
      const { effort, attenuation } = mouth
      return { metres: reachMetres(attenuation ?? room.attenuation, effort), isStrict: effort === 'whisper' }
    },
    gainAt({ media, ear }, speaker) {
      let gain = ear.gains.get(speaker.voice)
      if (!gain) {
        gain = silentGain()
        ear.gains.set(speaker.voice, gain)
      }
      const now = version + ear.version
      if (gain.version === now) return gain
      gain.version = now
      aim(gain, aimOf(media, speaker))
      return gain
    },
  }
}
