/** Counts what arrives from a peer, as RFC 3550 §6.4.1 and appendix A.3 do. */

import { millisecondsBetween, nextJitter, type RtpPacket, sequenceDistance } from './rtp.js'

/** For a receiver report: RFC 3550 appendix A.3. */
export interface Reception {
  /** Share of the packets expected since the last report, 0..1. */
  readonly lossShare: number
  readonly packetsLost: number
  /** 32 bits: how often the sequence numbers have wrapped, and the highest of them. */
  readonly highestSequence: number
}

export interface ReceiveStatistics {
  count(packet: Pick<RtpPacket, 'sequence' | 'timestamp' | 'level'>, nowMs: number): void
  received(): number
  /** Share of the packets expected so far that has not come, 0..1. */
  lossShare(): number
  jitterMs(): number
  /** Whether more packets are missing than when the reception was last taken. */
  isLosing(): boolean
  /** What has come since the last call; `undefined` before the first packet. */
  takeReception(): Reception | undefined
  /** When the last packet came, on the clock of `count`; `undefined` before the first packet. */
  lastAtMs(): number | undefined
  /** When the last packet with any sound came; `null`: none has come; `undefined`: the packets do not tell their level. */
  soundAtMs(): number | null | undefined
}

/** −dBov (RFC 6464): what a microphone that is switched off sends, and none that is open in a room ever does. */
const DIGITAL_SILENCE = 127

export function createReceiveStatistics(): ReceiveStatistics {
  let received = 0
  let expected = 0
  let last: { sequence: number; timestamp: number; atMs: number } | undefined
  let highestSequence = 0
  let told = { received: 0, expected: 0 }
  let jitterMs = 0
  let soundAtMs: number | null | undefined

  return {
    count({ sequence, timestamp, level }, atMs) {
      received += 1
      if (level !== undefined) soundAtMs = level < DIGITAL_SILENCE ? atMs : (soundAtMs ?? null)
      if (!last) {
        expected = 1
        highestSequence = sequence
        last = { sequence, timestamp, atMs }
        return
      }
      const ahead = sequenceDistance(last.sequence, sequence)
      if (ahead <= 0) return
      expected += ahead
      highestSequence += ahead
      const sentMs = millisecondsBetween(last.timestamp, timestamp)
      jitterMs = nextJitter(jitterMs, atMs - last.atMs - sentMs)
      last = { sequence, timestamp, atMs }
    },
    received: () => received,
    lossShare: () => (expected === 0 ? 0 : Math.max(0, expected - received) / expected),
    jitterMs: () => jitterMs,
    isLosing: () => expected - received > told.expected - told.received,
    takeReception() {
      if (!last) return
      const newly = expected - told.expected
      const lost = newly - (received - told.received)
      told = { received, expected }
      return {
        lossShare: newly > 0 ? Math.max(0, lost) / newly : 0,
        packetsLost: expected - received,
        highestSequence,
      }
    },
    lastAtMs: () => last?.atMs,
    soundAtMs: () => soundAtMs,
  }
}
