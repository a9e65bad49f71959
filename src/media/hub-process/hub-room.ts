/** One room of the hub: which peers are in it, the turn in which all mixes are made, and what is told of it now and then. */

import type { Pose } from '../../spatial/direction.js'
import type { HubLevel, HubRoom } from '../../voice/rooms/hub.js'
import { FREE_AFTER_MS } from '../mixing/decoded-voice.js'
import { createLevelMeter } from '../mixing/level-meter.js'
import type { Mix } from '../mixing/mix.js'
import { isAudible } from '../mixing/voice-gain.js'
import type { RtpPacket } from '../peers/rtp.js'
import type { Forwardable } from './forwarder.js'
import { createHearing } from './hearing.js'
import { NOTHING_SENT, type PeerMedia } from './peers/peer-media.js'
import { type AudibleFrame, createRoomFrames, type RoomPeer } from './room-frames.js'

/** What is left of a speaker who has gone into another room: whoever is heard from there goes on with it. */
export type HeldVoice = Pick<RoomPeer, 'media' | 'meter' | 'filtered'>

/** The service tells at once who is heard from another room: it has told by the second review after that. */
const HELD_REVIEWS = 2

/** Who spoke within this time is in a conversation: such a voice is forwarded before others. */
const TALKER_MS = 8000
/** A level is told to be zero within four reviews after the last sound. */
const SETTLED_REVIEWS = 20

export interface HubRoomState {
  readonly size: number
  /** Whether it was ever set. */
  isKnown(): boolean
  set(room: HubRoom): void
  /** @param held what the room has kept of its voice */
  enter(media: PeerMedia, held?: HeldVoice): void
  leave(peerId: string): void
  /**
   * A speaker goes into another room. Their voice, with what waits in it, stays here for whoever is heard from there.
   * @returns false where there is none to be kept: they are not here, or speak by another connection
   */
  hold(peerId: string): boolean
  /** What was held of an avatar's voice, for one who goes on with it. */
  takeHeld(agentId: string): HeldVoice | undefined
  /** The room ends. */
  close(): void
  /** To be called when the ear or the personal gains of a peer changed. */
  listenerChanged(peerId: string): void
  /** @returns what is to be heard of it, here and in other rooms; `undefined`: nothing, or not by that connection */
  packet(peerId: string, packet: RtpPacket, nowMs: number): RtpPacket | undefined
  /** Makes 20 ms of sound for everybody. @param turn its number */
  turn(nowMs: number, mix: Mix, turn: number): void
  /** How many turns after this one nothing has to be done in, unless something comes in between. */
  restingTurns(turn: number): number
  /** That many turns have passed in which nothing was done. */
  rest(turns: number): void
  /** Whether reviews tell nothing more until the room asks to be woken. */
  isSettled(): boolean
  /** Whose level has changed since the last call, and the slots of pages that get other voices from now on. */
  review(nowMs: number): { levels: HubLevel[]; slots: Map<string, readonly (string | null)[]> }
}

/** @param wake is called when there is something to do in the next turn, or to review, though the room may be at rest */
export function createHubRoom(wake: () => void): HubRoomState {
  const peers = new Map<string, RoomPeer>()
  const hearing = createHearing()
  const frames = createRoomFrames(peers, hearing)
  /** How many peers get a mix. */
  let mixing = 0
  /** How often levels are looked at until all are told, without any sound from now on. */
  let reviewsLeft = 0

  function stir(): void {
    reviewsLeft = SETTLED_REVIEWS
    wake()
  }

  /** Who hears whom, and how loud, has to be found out again. */
  function regroup(): void {
    frames.changed()
    stir()
  }

  function newestPageOf(agentId: string): RoomPeer | undefined {
    const pages = [...peers.values()].filter(({ media }) => media.forwarder && media.agentId === agentId)
    return pages.at(-1)
  }

  /** A page that is on its way to another connection speaks through the newer one from that one's first packet on. */
  function takeOver(newer: RoomPeer): void {
    if (newer.replaces) {
      newer.replaces.replacedBy = newer
      newer.meter.follow(newer.replaces.meter)
    }
    newer.replaces = undefined
  }

  /** Everybody who may be heard, as the forwarder of a page weighs them. */
  function candidatesFor(listener: PeerMedia, ear: Pose): Forwardable[] {
    const found: Forwardable[] = []
    for (const { media, meter } of peers.values()) {
      const metres = hearing.distanceTo(ear, listener, media)
      const reach = hearing.reachOf(media)
      if (metres === undefined || (reach.isStrict && metres > reach.metres)) continue
      const talks = meter.spokeWithin(TALKER_MS)
      found.push({
        id: media.agentId,
        distanceMetres: metres,
        reachMetres: reach.metres,
        talks,
      })
    }
    return found
  }

  /** A page cannot ask for copies in what it gets untouched: the speaker's own encoder has to know what the page loses. */
  function passOnLosses(): void {
    const worst = new Map<string, number>()
    for (const { media } of peers.values()) {
      const share = media.losses.sentLossShare() ?? 0
      for (const agentId of media.forwarder?.speakers() ?? [])
        worst.set(agentId, Math.max(share, worst.get(agentId) ?? 0))
    }
    for (const { media } of peers.values()) media.losses.lostByListeners(worst.get(media.agentId) ?? 0)
  }

  const ofAgent = (agentId: string) => [...peers.values()].filter(({ media }) => media.agentId === agentId)

  /** Whoever takes part in another room is heard from there once they speak there, and not by a connection that they have here. */
  function minding(comer: RoomPeer): RoomPeer {
    const others = ofAgent(comer.media.agentId)
    if (isMouth(comer)) comer.replaces = others[0]
    else comer.replacedBy = others.find((other) => isMouth(other) && other.heldFor === undefined)
    return comer
  }

  /** What a peer that goes has kept from being heard is heard again. */
  function letSpeak(gone: RoomPeer): void {
    for (const other of ofAgent(gone.media.agentId)) {
      if (other.replacedBy !== gone) continue
      other.replacedBy = undefined
      other.meter.follow(gone.meter)
      other.isOver = false
    }
  }

  function leave(peerId: string): RoomPeer | undefined {
    const peer = peers.get(peerId)
    if (!peer) return undefined
    letSpeak(peer)
    const { voice, stream } = peer.media
    const frame = peer.isOver ? undefined : voice.lastFrame()
    if (frame) frames.fadeOut(peer, frame)
    else for (const { ear } of peers.values()) ear.gains.delete(voice)
    if (stream) mixing -= 1
    peers.delete(peerId)
    regroup()
    return peer
  }

  /** Nobody is heard from the other room after all. */
  function endHeld(peerId: string): void {
    const voice = leave(peerId)?.media.voice
    if (voice) setTimeout(voice.free, FREE_AFTER_MS)
  }

  function reviewHeld(): void {
    for (const [peerId, peer] of peers) {
      if (peer.heldFor === 0) endHeld(peerId)
      else if (peer.heldFor !== undefined) peer.heldFor -= 1
    }
  }

  /** Slots depend on where everybody is, levels on sound alone. */
  const isSettled = () => mixing === peers.size && reviewsLeft < 0

  return {
    get size() {
      return peers.size
    },
    isSettled,
    isKnown: hearing.isKnown,
    set(room) {
      hearing.set(room)
      frames.changed()
    },
    enter(media, held) {
      const older = media.forwarder && newestPageOf(media.agentId)
      if (held) media.voice = held.media.voice
      const comer = minding({
        media,
        replaces: older,
        replacedBy: undefined,
        isOver: false,
        meter: held?.meter ?? createLevelMeter(),
        gains: undefined,
        filtered: held?.filtered,
        heldFor: undefined,
        ear: { gains: new Map(), version: 0 },
      })
      peers.set(media.peerId, comer)
      if (media.stream) mixing += 1
      regroup()
    },
    leave: (peerId) => void leave(peerId),
    hold(peerId) {
      const peer = peers.get(peerId)
      if (!peer || peer.isOver || peer.replacedBy) return false
      if (peer.media.stream) mixing -= 1
      peers.delete(peerId)
      letSpeak(peer)
      const key = heldKey(peer.media.agentId)
      endHeld(key)
      // A viewer speaks by its other connection from now on, which is here already.
      const [newer] = ofAgent(peer.media.agentId)
      newer?.meter.follow(peer.meter)
      // The peer gets another voice in the other room; it listens there, too.
      const media = {
        ...peer.media,
        peerId: key,
        stream: undefined,
        forwarder: undefined,
        losses: NOTHING_SENT,
      }
      peers.set(key, { ...peer, media, replaces: undefined, replacedBy: newer, heldFor: HELD_REVIEWS })
      regroup()
      return true
    },
    takeHeld(agentId) {
      const held = peers.get(heldKey(agentId))
      peers.delete(heldKey(agentId))
      return held
    },
    close() {
      for (const [peerId, { heldFor }] of peers) if (heldFor !== undefined) endHeld(peerId)
    },
    listenerChanged(peerId) {
      const peer = peers.get(peerId)
      if (peer) peer.ear.version += 1
      frames.changed()
    },
    packet(peerId, packet, nowMs) {
      const speaker = peers.get(peerId)
      if (!speaker || speaker.replacedBy || !hearing.maySpeak(speaker.media)) return undefined
      if (speaker.replaces) takeOver(speaker)
      if (packet.level !== undefined) speaker.meter.heard(packet.level)
      const heard = speaker.media.gate.pass(packet)
      if (!heard) return undefined
      if (mixing > 0) {
        speaker.media.voice.push(heard, nowMs)
        if (speaker.media.voice.isActive()) stir()
      }
      for (const { media } of peers.values()) media.forwarder?.forward(speaker.media.agentId, heard, nowMs)
      return heard
    },
    turn(nowMs, mix, turn) {
      if (mixing === 0) return
      const listeners = [...peers.values()].filter(({ media }) => media.stream !== undefined)
      const heard = frames.pull(listeners, nowMs)
      mix.take(heard)
      for (const [ear, { media }] of listeners.entries()) {
        mix.begin()
        let audible = 0
        // Iterators would take as long here as the sums themselves.
        for (let voice = 0; voice < heard.length; voice += 1) audible += add(mix, voice, heard[voice], ear)
        media.stream?.turn(mix, audible, turn)
      }
    },
    restingTurns(turn) {
      if (mixing === 0) return Number.POSITIVE_INFINITY
      if (frames.areFading()) return 0
      let turns = Number.POSITIVE_INFINITY
      for (const { media } of peers.values()) {
        if (media.voice.isActive()) return 0
        if (media.stream) turns = Math.min(turns, media.stream.restingTurns(turn))
      }
      return turns
    },
    rest(turns) {
      for (const { media } of peers.values()) media.stream?.rest(turns)
    },
    review(nowMs) {
      const levels: HubLevel[] = []
      const slots = new Map<string, readonly (string | null)[]>()
      reviewHeld()
      reviewsLeft -= 1
      if (isSettled()) return { levels, slots }
      for (const { media, meter, replacedBy } of peers.values()) {
        // Each avatar has one level: of the connection that it speaks by.
        const level = replacedBy ? undefined : meter.review(nowMs, hearing.maySpeak(media))
        if (level) levels.push({ agentId: media.agentId, ...level })
        const ear = hearing.earOf(media)
        if (!media.forwarder || !hearing.isKnown() || !ear) continue
        const changed = media.forwarder.choose(candidatesFor(media, ear), nowMs)
        if (changed) slots.set(media.peerId, changed)
      }
      passOnLosses()
      return { levels, slots }
    },
  }
}

/** Adds a voice of the turn to the mix of an ear. @returns 1 where it is heard, else 0 */
function add(mix: Mix, voice: number, frame: AudibleFrame | undefined, ear: number): number {
  const left = frame?.steady?.[ear * 2] ?? Number.NaN
  const right = frame?.steady?.[ear * 2 + 1] ?? Number.NaN
  if (left === 0 && right === 0) return 0
  if (left >= 0 && right >= 0) {
    mix.addSteady(voice, left, right)
    return 1
  }
  const gain = frame?.gains[ear]
  if (!gain || !isAudible(gain)) return 0
  mix.add(voice, gain)
  return 1
}

/** Nobody listens by it: a voice from another room, or one that is held. */
const isMouth = ({ media }: RoomPeer): boolean => !media.stream && !media.forwarder

const heldKey = (agentId: string): string => `held ${agentId}`
