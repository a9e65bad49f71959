/** One room of the hub: who is in it, whom each hears and how loud, and the turn in which all mixes are made. */

import { attenuationGain } from '../../spatial/attenuation.js'
import { directionInEarFrame, distanceMetres, type Pose } from '../../spatial/direction.js'
import { CENTRED, stereoGains } from '../../spatial/panning.js'
import type { HubLevel, HubRoom, HubSpeaker } from '../../voice/rooms/hub.js'
import { createLevelMeter, type LevelMeter } from '../mixing/level-meter.js'
import { isAudible, type Mix, silentGain, type VoiceGain } from '../mixing/mix.js'
import type { MixStream } from '../mixing/mix-stream.js'
import { createNoiseGate, type NoiseGate } from '../mixing/noise-gate.js'
import type { VoiceSource } from '../mixing/voice-source.js'
import type { RtpPacket } from '../peers/rtp.js'
import type { Forwardable, Forwarder } from './forwarder.js'

/** Somebody connected to the hub: an ear always, a mouth where the room knows the avatar. */
export interface Seat {
  readonly peerId: string
  readonly agentId: string
  /** Where its avatar is no speaker of the room, or listens from elsewhere. */
  ear: Pose | undefined
  personalGains: ReadonlyMap<string, number>
  readonly source: VoiceSource
  /** One of the two. */
  readonly stream: MixStream | undefined
  readonly forwarder: Forwarder | undefined
  readonly losses: SeatLosses
}

export interface SeatLosses {
  /** Of the packets sent to it, the share that it says it loses, 0..1; `undefined` before it says anything. */
  sentLossShare(): number | undefined
  /** Takes in what those lose who get its packets untouched: the one who loses most of them. */
  loseBeyond(share: number): void
}

interface Place {
  readonly seat: Seat
  readonly meter: LevelMeter
  readonly gate: NoiseGate
  /** Gains of the voices at this listener's ear, by the speaker's peer id. */
  readonly gains: Map<string, VoiceGain>
  /** Goes up whenever its ear moves or its wishes change. */
  version: number
}

/** 20 ms of somebody's sound, and how loud it is at each ear of the room, in the ears' order. */
interface Voice {
  readonly frame: Float32Array
  readonly gains: readonly VoiceGain[]
}

/** Who spoke within this time is in a conversation: its voice is forwarded before others'. */
const TALKER_MS = 8000

export interface HubRoomState {
  readonly size: number
  /** Whether it was ever set. */
  isKnown(): boolean
  set(room: HubRoom): void
  enter(seat: Seat): void
  leave(peerId: string): void
  /** To be called when a seat's ear or personal gains changed. */
  listenerChanged(peerId: string): void
  packet(peerId: string, packet: RtpPacket, nowMs: number): void
  /** 20 ms for everybody. */
  turn(nowMs: number, mix: Mix): void
  /** Whose level changed since the last call; and the slots of pages that get other voices. */
  review(nowMs: number): { levels: HubLevel[]; slots: Map<string, readonly (string | null)[]> }
}

export function createHubRoom(): HubRoomState {
  const places = new Map<string, Place>()
  /** Those who speak no more; a last frame fades them out. */
  const leaving: { peerId: string; frame: Float32Array }[] = []
  let room: HubRoom | undefined
  let speakers = new Map<string, HubSpeaker>()
  /** Of all that concerns every listener. */
  let version = 0
  let mixing = 0

  const mayBeHeard = ({ seat }: Place) => speakers.get(seat.agentId)?.maySpeak === true
  const earOf = ({ seat }: Place) => seat.ear ?? speakers.get(seat.agentId)?.pose

  function targetOf(listener: Place, speaker: Place): readonly [left: number, right: number] {
    const ear = earOf(listener)
    const mouth = speakers.get(speaker.seat.agentId)
    const silent = [0, 0] as const
    if (!room || !ear || !mouth?.maySpeak || speaker.seat.agentId === listener.seat.agentId) return silent
    const distance = distanceMetres(ear.position, mouth.pose.position)
    const personal = listener.seat.personalGains.get(speaker.seat.agentId) ?? 1
    const gain = attenuationGain(distance, room.attenuation) * personal
    if (gain === 0) return silent
    const [left, right] = room.directional
      ? stereoGains(directionInEarFrame(ear, mouth.pose.position))
      : CENTRED
    return [left * gain, right * gain]
  }

  /** The gain of a voice at an ear, its target up to date. */
  function aimed(listener: Place, speakerId: string, speaker: Place): VoiceGain {
    let gain = listener.gains.get(speakerId)
    if (!gain) {
      gain = silentGain()
      listener.gains.set(speakerId, gain)
    }
    const now = version + listener.version
    if (gain.version === now) return gain
    gain.version = now
    const [left, right] = targetOf(listener, speaker)
    gain.targetLeft = left
    gain.targetRight = right
    return gain
  }

  /** What can be heard in this turn: 20 ms of everybody who speaks and whom somebody hears. */
  function pullVoices(ears: readonly Place[], nowMs: number): Voice[] {
    const voices: Voice[] = leaving.splice(0).map(({ peerId, frame }) => {
      const gains = ears.map((ear) => ear.gains.get(peerId) ?? silentGain())
      for (const gain of gains) Object.assign(gain, { targetLeft: 0, targetRight: 0 })
      // They are kept through pauses, and go with the speaker.
      for (const ear of ears) ear.gains.delete(peerId)
      return { frame, gains }
    })
    for (const [peerId, speaker] of places) {
      const { source } = speaker.seat
      if (!source.isActive()) {
        speaker.meter.measured(undefined)
        continue
      }
      let gains: VoiceGain[] = []
      const frame = source.pull(nowMs, () => {
        gains = ears.map((ear) => aimed(ear, peerId, speaker))
        return gains.some(isAudible)
      })
      speaker.meter.measured(source.power())
      if (frame) voices.push({ frame, gains })
    }
    return voices
  }

  /** Everybody who may be heard, as the forwarder of a page weighs them. */
  function candidatesFor({ seat }: Place, ear: Pose): Forwardable[] {
    const found: Forwardable[] = []
    for (const other of places.values()) {
      const { agentId } = other.seat
      const speaker = speakers.get(agentId)
      if (!speaker?.maySpeak || agentId === seat.agentId) continue
      const metres = distanceMetres(ear.position, speaker.pose.position)
      found.push({ id: agentId, distanceMetres: metres, talks: other.meter.spokeWithin(TALKER_MS) })
    }
    return found
  }

  /** A page cannot ask for copies in what it gets untouched: the speaker's own encoder has to know of its losses. */
  function passOnLosses(): void {
    const worst = new Map<string, number>()
    for (const { seat } of places.values()) {
      const share = seat.losses.sentLossShare() ?? 0
      for (const agentId of seat.forwarder?.speakers() ?? [])
        worst.set(agentId, Math.max(share, worst.get(agentId) ?? 0))
    }
    for (const { seat } of places.values()) seat.losses.loseBeyond(worst.get(seat.agentId) ?? 0)
  }

  return {
    get size() {
      return places.size
    },
    isKnown: () => room !== undefined,
    set(next) {
      room = next
      speakers = new Map(next.speakers.map((speaker) => [speaker.agentId, speaker]))
      version += 1
    },
    enter(seat) {
      places.set(seat.peerId, {
        seat,
        meter: createLevelMeter(),
        gate: createNoiseGate(),
        gains: new Map(),
        version: 0,
      })
      if (seat.stream) mixing += 1
    },
    leave(peerId) {
      const place = places.get(peerId)
      if (!place) return
      const frame = place.seat.source.lastFrame()
      if (frame) leaving.push({ peerId, frame })
      else for (const { gains } of places.values()) gains.delete(peerId)
      if (place.seat.stream) mixing -= 1
      places.delete(peerId)
    },
    listenerChanged(peerId) {
      const place = places.get(peerId)
      if (place) place.version += 1
    },
    packet(peerId, packet, nowMs) {
      const speaker = places.get(peerId)
      if (!speaker || !mayBeHeard(speaker)) return
      if (packet.level !== undefined) speaker.meter.heard(packet.level)
      const heard = speaker.gate.pass(packet)
      if (!heard) return
      if (mixing > 0) speaker.seat.source.push(heard, nowMs)
      for (const { seat } of places.values()) seat.forwarder?.forward(speaker.seat.agentId, heard, nowMs)
    },
    turn(nowMs, mix) {
      if (mixing === 0) return
      const ears = [...places.values()].filter(({ seat }) => seat.stream !== undefined)
      const voices = pullVoices(ears, nowMs)
      mix.take(voices.map(({ frame }) => frame))
      for (const [ear, { seat }] of ears.entries()) {
        mix.begin()
        let audible = 0
        for (const [voice, { gains }] of voices.entries()) {
          const gain = gains[ear]
          if (!gain || !isAudible(gain)) continue
          mix.add(voice, gain)
          audible += 1
        }
        seat.stream?.turn(mix, audible)
      }
    },
    review(nowMs) {
      const levels: HubLevel[] = []
      const slots = new Map<string, readonly (string | null)[]>()
      for (const place of places.values()) {
        const level = place.meter.review(nowMs, mayBeHeard(place))
        if (level) levels.push({ agentId: place.seat.agentId, ...level })
        const { forwarder, peerId } = place.seat
        const ear = earOf(place)
        if (!forwarder || !room || !ear) continue
        const { distanceModel, maxRangeMetres } = room.attenuation
        const reach = distanceModel === 'none' ? Number.POSITIVE_INFINITY : maxRangeMetres
        const changed = forwarder.choose(candidatesFor(place, ear), reach, nowMs)
        if (changed) slots.set(peerId, changed)
      }
      passOnLosses()
      return { levels, slots }
    },
  }
}
