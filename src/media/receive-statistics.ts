/** What arrives from a peer, counted as RFC 3550 §6.4.1 and appendix A.3 do. */

import { RTP_CLOCK_HZ, type RtpPacket, sequenceDistance, timestampDistance } from './rtp.js'

export interface ReceiveStatistics {
  count(packet: Pick<RtpPacket, 'sequence' | 'timestamp'>, nowMs: number): void
  received(): number
  /** Of the packets expected so far, the share that has not come, 0..1. */
  lossShare(): number
  jitterMs(): number
  /** When the last packet came, on the clock of `count`; `undefined` before the first. */
  lastAtMs(): number | undefined
}

export function createReceiveStatistics(): ReceiveStatistics {
  let received = 0
  let expected = 0
  let last: { sequence: number; timestamp: number; atMs: number } | undefined
  let jitterMs = 0

  return {
    count({ sequence, timestamp }, atMs) {
      received += 1
      if (!last) {
        expected = 1
        last = { sequence, timestamp, atMs }
        return
      }
      const ahead = sequenceDistance(last.sequence, sequence)
      if (ahead <= 0) return
      expected += ahead
      const sentMs = (timestampDistance(last.timestamp, timestamp) * 1000) / RTP_CLOCK_HZ
      jitterMs += (Math.abs(atMs - last.atMs - sentMs) - jitterMs) / 16
      last = { sequence, timestamp, atMs }
    },
    received: () => received,
    lossShare: () => (expected === 0 ? 0 : Math.max(0, expected - received) / expected),
    jitterMs: () => jitterMs,
    lastAtMs: () => last?.atMs,
  }
}
