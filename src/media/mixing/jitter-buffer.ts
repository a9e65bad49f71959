/**
 * Evens out one speaker's packets: hands one out at each turn, as late as the network makes necessary and no
 * later. Playout times follow RFC 3550's transit time: the fastest of the last seconds is the base, and
 * what the slower ones took longer is the delay that is waited for.
 */

import { holdsCopy, SILENT_PAYLOAD_BYTES } from '../opus/opus-packet.js'
import { RTP_CLOCK_HZ, sequenceDistance, timestampDistance } from '../peers/rtp.js'

export interface VoicePacket {
  /** 16 bits. */
  readonly sequence: number
  /** 32 bits, in 48,000ths of a second. */
  readonly timestamp: number
  readonly payload: Buffer
  /** −dBov (RFC 6464), where the sender says. */
  readonly level: number | undefined
}

export type Playout =
  /** Decode it and play it. */
  | { readonly kind: 'packet'; readonly payload: Buffer }
  /** Lost, but this one, the next, carries a coarse copy of it. */
  | { readonly kind: 'recover'; readonly payload: Buffer }
  /** Lost or late: let the decoder make something up. */
  | { readonly kind: 'conceal' }
  /** Nobody speaks. */
  | { readonly kind: 'silence' }

export interface JitterCounts {
  received: number
  /** Expected and not there when their turn came; some of them came too late. */
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
  /** Whether nothing waits and nobody is in the middle of a word. */
  isIdle(): boolean
  readonly counts: Readonly<JitterCounts>
  /** RFC 3550 §6.4.1, milliseconds. */
  jitterMs(): number
  /** How long a packet waits at most, milliseconds. */
  delayMs(): number
}

const TURN_MS = 20
const WINDOW_PACKETS = 250
const REVIEW_EVERY = 10
const SHARE_IN_TIME = 0.97
const MIN_DELAY_MS = 24
const MAX_DELAY_MS = 240
/** Half a turn: a packet may be played that much before its time rather than a whole turn after it. */
const SLACK_MS = TURN_MS / 2
/** Packets over which losses are counted; where more than that share is lost, turns wait for the packet that makes them good. */
const LOSS_WINDOW_PACKETS = 200
const LOSSY_SHARE = 0.015
/** More waiting than needed is cut short in a pause, and by this much anywhere. */
const CUT_IN_PAUSE_MS = 25
const CUT_ANYWHERE_MS = 90
const PAUSE_LEVEL = 50
/** Decoders fade what they make up to nothing within about this many turns. */
const MAX_CONCEALED = 5
const MAX_WAITING = 60
/** A jump this large is another stream, or a clock that makes no sense: start anew. */
const MAX_SEQUENCE_JUMP = 500
const MAX_TRANSIT_JUMP_MS = 3000

interface Waiting extends VoicePacket {
  /** Unwrapped. */
  readonly index: number
  /** Milliseconds on the sender's clock, unwrapped. */
  readonly sentMs: number
}

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
  const waiting = new Map<number, Waiting>()
  let newest: { index: number; sequence: number; timestamp: number; sentMs: number } | undefined
  let transits: number[] = []
  let baseMs = 0
  let delayMs = MIN_DELAY_MS
  let jitterMs = 0
  let lastTransit: number | undefined
  let sinceReview = 0
  /** Index of the packet whose turn is next; `undefined` between two talk spurts. */
  let next: number | undefined
  let concealedRun = 0
  let lastWasSilent = true
  let lossShare = 0
  let copies = false

  function restart(): void {
    waiting.clear()
    transits = []
    newest = undefined
    next = undefined
    lastTransit = undefined
    concealedRun = 0
    lastWasSilent = true
    delayMs = MIN_DELAY_MS
  }

  function unwrap({ sequence, timestamp }: VoicePacket): { index: number; sentMs: number } {
    if (!newest) return { index: 0, sentMs: 0 }
    return {
      index: newest.index + sequenceDistance(newest.sequence, sequence),
      sentMs: newest.sentMs + (timestampDistance(newest.timestamp, timestamp) * 1000) / RTP_CLOCK_HZ,
    }
  }

  function measure(transit: number): void {
    if (lastTransit !== undefined) jitterMs += (Math.abs(transit - lastTransit) - jitterMs) / 16
    lastTransit = transit
    if (transits.length === 0) baseMs = transit
    baseMs = Math.min(baseMs, transit)
    transits.push(transit)
    if (transits.length > WINDOW_PACKETS) transits.shift()
    // One that came later than anybody waits for tells at once, the rest now and then.
    sinceReview += 1
    if (sinceReview < REVIEW_EVERY && transit - baseMs <= delayMs) return
    sinceReview = 0
    const sorted = [...transits].sort((a, b) => a - b)
    baseMs = sorted[0] ?? transit
    const slow = sorted[Math.floor((sorted.length - 1) * SHARE_IN_TIME)] ?? transit
    const least = waitsForCopies() ? MIN_DELAY_MS + SLACK_MS : MIN_DELAY_MS
    delayMs = Math.min(MAX_DELAY_MS, Math.max(least, slow - baseMs + TURN_MS))
  }

  /** The turn of a lost packet may come early by its slack, before the next one does, which holds its copy. */
  const waitsForCopies = () => copies && lossShare > LOSSY_SHARE

  function count(isLost: boolean): void {
    if (isLost) counts.lost += 1
    lossShare += ((isLost ? 1 : 0) - lossShare) / LOSS_WINDOW_PACKETS
  }

  /** By how much its time to be played has passed. */
  const overdueMs = ({ sentMs }: Pick<Waiting, 'sentMs'>, nowMs: number) =>
    nowMs - (sentMs + baseMs + delayMs)

  function oldest(): Waiting | undefined {
    let found: Waiting | undefined
    for (const packet of waiting.values()) if (!found || packet.index < found.index) found = packet
    return found
  }

  function take(packet: Waiting): Playout {
    waiting.delete(packet.index)
    next = packet.index + 1
    concealedRun = 0
    lastWasSilent = packet.payload.length <= SILENT_PAYLOAD_BYTES
    if (lastWasSilent) return SILENCE
    counts.played += 1
    count(false)
    copies = holdsCopy(packet.payload)
    return { kind: 'packet', payload: packet.payload }
  }

  function conceal(playout: Playout): Playout {
    counts.played += 1
    if (playout.kind === 'recover') counts.recovered += 1
    else counts.concealed += 1
    concealedRun += 1
    return playout
  }

  /** The turn of a packet that is not there. */
  function bridge(missing: number, nowMs: number): Playout {
    const following = oldest()
    if (!following) {
      // It may only be late: it keeps its turn, and whatever comes is played after what was made up.
      if (!lastWasSilent && concealedRun < MAX_CONCEALED) return conceal(CONCEAL)
      next = undefined
      concealedRun = 0
      return SILENCE
    }
    const gap = following.index - missing
    if (lastWasSilent || gap > MAX_CONCEALED) {
      counts.lost += gap
      next = following.index
      return SILENCE
    }
    // What was made up while nothing at all was there already filled some of the gap, unless that was to be waited for.
    const isOverdue = overdueMs({ sentMs: following.sentMs - gap * TURN_MS }, nowMs) >= SLACK_MS
    const filled = isOverdue ? Math.min(gap, concealedRun) : 0
    for (let index = 0; index < filled; index += 1) count(true)
    concealedRun -= filled
    next = missing + filled
    if (next === following.index) return take(following)
    next += 1
    count(true)
    const recoverable = gap - filled === 1 && holdsCopy(following.payload)
    return conceal(recoverable ? { kind: 'recover', payload: following.payload } : CONCEAL)
  }

  /** Leaves a packet out where more waits than needs to: a quiet one, or any when it becomes too much. */
  function catchUp(packet: Waiting, nowMs: number): Waiting {
    const overdue = overdueMs(packet, nowMs)
    const following = waiting.get(packet.index + 1)
    if (!following) return packet
    const quiet = packet.level !== undefined && packet.level >= PAUSE_LEVEL
    if (overdue < (quiet ? CUT_IN_PAUSE_MS : CUT_ANYWHERE_MS)) return packet
    waiting.delete(packet.index)
    counts.skipped += 1
    return following
  }

  return {
    counts,
    jitterMs: () => jitterMs,
    delayMs: () => delayMs,
    isIdle: () => next === undefined && waiting.size === 0,
    push(packet, nowMs) {
      let { index, sentMs } = unwrap(packet)
      const transit = nowMs - sentMs
      const jumped = newest !== undefined && Math.abs(index - newest.index) > MAX_SEQUENCE_JUMP
      if (jumped || (transits.length > 0 && Math.abs(transit - baseMs) > MAX_TRANSIT_JUMP_MS)) {
        restart()
        index = 0
        sentMs = 0
      }
      counts.received += 1
      measure(nowMs - sentMs)
      if (!newest || index > newest.index) {
        newest = { index, sequence: packet.sequence, timestamp: packet.timestamp, sentMs }
      }
      if (next !== undefined && index < next) {
        counts.late += 1
        return
      }
      if (waiting.size >= MAX_WAITING) restart()
      else waiting.set(index, { ...packet, index, sentMs })
    },
    pull(nowMs) {
      if (next === undefined) {
        const first = oldest()
        if (!first || overdueMs(first, nowMs) < -SLACK_MS) return SILENCE
        return take(first)
      }
      const packet = waiting.get(next)
      if (!packet) return bridge(next, nowMs)
      // After a pause on the sender's side its time may not have come yet.
      if (lastWasSilent && overdueMs(packet, nowMs) < -SLACK_MS) return SILENCE
      return take(catchUp(packet, nowMs))
    },
  }
}
