/**
 * Evens out one speaker's packets: each turn gets one, as late as the network makes necessary and no later. The delay
 * estimator says when a packet is due, the queue holds those that wait, and the concealment fills the gaps.
 */

import { FRAME_MS } from '../../opus/opus.js'
import { holdsCopy, SILENT_PAYLOAD_BYTES } from '../../opus/opus-packet.js'
import { createLossWatch, type Gap, stepFor } from './concealment.js'
import { createDelayEstimator, SLACK_MS } from './delay-estimator.js'
import { createPacketQueue } from './packet-queue.js'
import type { QueuedPacket, VoicePacket } from './voice-packet.js'

export type Playout =
  /** Decode it and play it. */
  | { readonly kind: 'packet'; readonly payload: Buffer }
  /** The packet is lost, but the next one is here and carries a coarse copy of it. */
  | { readonly kind: 'recover'; readonly payload: Buffer }
  /** Lost or late: let the decoder make something up. */
  | { readonly kind: 'conceal' }
  /** Nobody speaks. */
  | { readonly kind: 'silence' }

export interface JitterCounts {
  received: number
  /** Not there when their turn came; some of them came too late. */
  lost: number
  /** Of the lost, those that the next packet made good. */
  recovered: number
  /** Turns filled with something made up. */
  concealed: number
  /** Turns that played something, made up or not. */
  played: number
  late: number
  /** Left out to catch up. */
  skipped: number
}

export interface JitterBuffer {
  push(packet: VoicePacket, nowMs: number): void
  /** To be called once every 20 ms of sound, unless it is idle. */
  pull(nowMs: number): Playout
  /** Whether no packet waits and no talk spurt goes on. */
  isIdle(): boolean
  readonly counts: Readonly<JitterCounts>
  /** RFC 3550 §6.4.1, milliseconds. */
  jitterMs(): number
  /** How long a packet waits at most, milliseconds. */
  delayMs(): number
}

/** A packet that waits longer than it needs to is left out: in a pause by this much, anywhere by the other. */
const CUT_MS = { inPause: 25, anywhere: 90 }
/** −dBov. */
const PAUSE_LEVEL = 50
const MAX_WAITING_PACKETS = 60

/** Where the playout of a voice stands; `next` is the index of the packet whose turn is next. */
type PlayoutPhase =
  | { readonly kind: 'between-spurts' }
  /** The last packet said that nobody speaks. */
  | { readonly kind: 'pause'; readonly next: number }
  | { readonly kind: 'speech'; readonly next: number; readonly concealedTurns: number }

const BETWEEN_SPURTS: PlayoutPhase = { kind: 'between-spurts' }
const SILENCE: Playout = { kind: 'silence' }
const CONCEAL: Playout = { kind: 'conceal' }

export function createJitterBuffer(): JitterBuffer {
  const counts: JitterCounts = {
    received: 0,
    lost: 0,
    recovered: 0,
    concealed: 0,
    played: 0,
    late: 0,
    skipped: 0,
  }
  const queue = createPacketQueue()
  const delay = createDelayEstimator()
  const losses = createLossWatch()
  let phase: PlayoutPhase = BETWEEN_SPURTS

  function restart(): void {
    queue.restart()
    delay.restart()
    phase = BETWEEN_SPURTS
  }

  function play(packet: QueuedPacket): Playout {
    queue.remove(packet)
    const next = packet.index + 1
    if (packet.payload.length <= SILENT_PAYLOAD_BYTES) {
      phase = { kind: 'pause', next }
      return SILENCE
    }
    phase = { kind: 'speech', next, concealedTurns: 0 }
    counts.played += 1
    losses.played(packet.payload)
    return { kind: 'packet', payload: packet.payload }
  }

  function lose(packets: number): void {
    counts.lost += packets
    for (let packet = 0; packet < packets; packet += 1) losses.lost()
  }

  /** Of the turns made up while no packet waited, those that stand for missing packets rather than for a wait. */
  function filledBy(concealedTurns: number, next: number, following: QueuedPacket, nowMs: number): number {
    const missing = following.index - next
    const isOverdue = delay.overdueMs(following.sentMs - missing * FRAME_MS, nowMs) >= SLACK_MS
    return isOverdue ? Math.min(missing, concealedTurns) : 0
  }

  /** The turn of a packet that is not there. */
  function bridge(current: Exclude<PlayoutPhase, { kind: 'between-spurts' }>, nowMs: number): Playout {
    const { next } = current
    const following = queue.oldest()
    const concealedTurns = current.kind === 'speech' ? current.concealedTurns : 0
    const filled = following ? filledBy(concealedTurns, next, following, nowMs) : 0
    const gap: Gap = {
      inSpeech: current.kind === 'speech',
      concealedTurns,
      missing: following && following.index - next,
      filled,
      hasCopy: following !== undefined && holdsCopy(following.payload),
    }
    const step = stepFor(gap)
    switch (step) {
      case 'stretch':
        phase = { kind: 'speech', next, concealedTurns: concealedTurns + 1 }
        break
      case 'rest':
        phase = BETWEEN_SPURTS
        return SILENCE
      case 'leap':
        // Not told to the loss watch: no copy would have helped.
        counts.lost += gap.missing ?? 0
        phase = { ...current, next: next + (gap.missing ?? 0) }
        return SILENCE
      case 'resume':
        lose(filled)
        return following ? play(following) : SILENCE
      case 'recover':
      case 'conceal':
        lose(filled + 1)
        phase = { kind: 'speech', next: next + filled + 1, concealedTurns: concealedTurns - filled + 1 }
    }
    counts.played += 1
    if (step !== 'recover' || !following) {
      counts.concealed += 1
      return CONCEAL
    }
    counts.recovered += 1
    return { kind: 'recover', payload: following.payload }
  }

  /** The packet itself, or the one after it where too many wait and this one is hardly missed. */
  function catchUp(packet: QueuedPacket, nowMs: number): QueuedPacket {
    const following = queue.at(packet.index + 1)
    if (!following) return packet
    const isQuiet = packet.level !== undefined && packet.level >= PAUSE_LEVEL
    const cutMs = isQuiet ? CUT_MS.inPause : CUT_MS.anywhere
    if (delay.overdueMs(packet.sentMs, nowMs) < cutMs) return packet
    queue.remove(packet)
    counts.skipped += 1
    return following
  }

  const isIdle = () => phase.kind === 'between-spurts' && queue.size === 0
  const isEarly = ({ sentMs }: QueuedPacket, nowMs: number) => delay.overdueMs(sentMs, nowMs) < -SLACK_MS

  return {
    counts,
    jitterMs: delay.jitterMs,
    delayMs: delay.delayMs,
    isIdle,
    push(packet, nowMs) {
      let position = queue.positionOf(packet)
      if (queue.isAnotherStream(position) || delay.isAnotherStream(nowMs - position.sentMs)) {
        restart()
        position = queue.positionOf(packet)
      }
      counts.received += 1
      delay.measure(nowMs - position.sentMs, losses.copiesAreWaitedFor())
      queue.arrived(packet, position)
      // Nobody speaks, and this one says so again.
      if (isIdle() && packet.payload.length <= SILENT_PAYLOAD_BYTES) return
      if (phase.kind !== 'between-spurts' && position.index < phase.next) counts.late += 1
      else if (queue.size >= MAX_WAITING_PACKETS) restart()
      else queue.add({ ...packet, ...position })
    },
    pull(nowMs) {
      if (phase.kind === 'between-spurts') {
        const first = queue.oldest()
        return !first || isEarly(first, nowMs) ? SILENCE : play(first)
      }
      const packet = queue.at(phase.next)
      if (!packet) return bridge(phase, nowMs)
      // After a pause on the sender's side its time may not have come yet.
      if (phase.kind === 'pause' && isEarly(packet, nowMs)) return SILENCE
      return play(catchUp(packet, nowMs))
    },
  }
}
