/** Who hears whom in a room, and how loud at each ear: what the service says of the room, applied to two of its peers. */

import { attenuationGain } from '../../spatial/attenuation.js'
import { directionInEarFrame, distanceMetres, type Pose } from '../../spatial/direction.js'
import { CENTRED, stereoGains } from '../../spatial/panning.js'
import type { HubRoom, HubSpeaker } from '../../voice/rooms/hub.js'
import { silentGain, type VoiceGain } from '../mixing/mix.js'
import type { PeerMedia } from './peer-media.js'

/** What a listener's ear remembers of the voices at it. */
export interface Ear {
  /** Gains of the voices, by the speaker's peer id. */
  readonly gains: Map<string, VoiceGain>
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
  /** From how far away a speaker is heard. */
  reachMetres(speaker: PeerMedia): number
  /** The gain of a voice at an ear, its target up to date. */
  gainAt(listener: ListeningPeer, speaker: PeerMedia): VoiceGain
}

const SILENT = [0, 0] as const

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

  function targetOf(listener: PeerMedia, speaker: PeerMedia): readonly [left: number, right: number] {
    const ear = earOf(listener)
    const mouth = mouthOf(speaker, listener)
    if (!room || !ear || !mouth) return SILENT
    const { position } = mouth.pose
    const distance = distanceMetres(ear.position, position)
    const personal = listener.personalGains.get(speaker.agentId) ?? 1
    const gain = attenuationGain(distance, mouth.attenuation ?? room.attenuation) * personal
    if (gain === 0) return SILENT
    // What comes over a border always comes from somewhere.
    const directional = room.directional || mouth.attenuation !== undefined
    const [left, right] = directional ? stereoGains(directionInEarFrame(ear, position)) : CENTRED
    return [left * gain, right * gain]
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
    reachMetres({ agentId }) {
      if (!room) return 0
      const { distanceModel, maxRangeMetres } = speakers.get(agentId)?.attenuation ?? room.attenuation
      return distanceModel === 'none' ? Number.POSITIVE_INFINITY : maxRangeMetres
    },
    gainAt({ media, ear }, speaker) {
      let gain = ear.gains.get(speaker.peerId)
      if (!gain) {
        gain = silentGain()
        ear.gains.set(speaker.peerId, gain)
      }
      const now = version + ear.version
      if (gain.version === now) return gain
      gain.version = now
      const [left, right] = targetOf(media, speaker)
      gain.targetLeft = left
      gain.targetRight = right
      return gain
    },
  }
}
