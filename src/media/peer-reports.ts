/** What the hub and a peer tell each other of how their packets arrive. */

import type { ReceiveStatistics } from './receive-statistics.js'
import { buildReceiverReport, parseRtcp } from './rtcp.js'
import { RTP_CLOCK_HZ } from './rtp.js'

/** Senders report every few seconds; one that floods is not answered as often. */
const ANSWER_INTERVAL_MS = 400

export interface PeerReports {
  /** A compound RTCP packet, whatever is in it. */
  receive(bytes: Buffer, nowMs: number): void
  /**
   * Of the packets sent to it, the share that it says it loses, 0..1; `undefined` before it says anything. A better
   * report is believed by halves: losses come in bursts.
   */
  lossShare(): number | undefined
}

/**
 * Answers the peer's sender reports, so that its encoder knows what is lost and protects its voice, and takes in
 * its own reports.
 * @param streams those sent to it
 * @param send for an answer
 */
export function createPeerReports(
  streams: ReadonlySet<number>,
  statistics: ReceiveStatistics,
  from: number,
  send: (packet: Buffer) => void,
): PeerReports {
  let lossShare: number | undefined
  let answeredAtMs = Number.NEGATIVE_INFINITY

  return {
    lossShare: () => lossShare,
    receive(bytes, nowMs) {
      const { sender, losses } = parseRtcp(bytes)
      const shares = losses.filter(({ ssrc }) => streams.has(ssrc)).map((loss) => loss.lossShare)
      if (shares.length > 0) lossShare = Math.max(...shares, (lossShare ?? 0) / 2)
      if (!sender || nowMs - answeredAtMs < ANSWER_INTERVAL_MS) return
      const reception = statistics.takeReception()
      if (!reception) return
      answeredAtMs = nowMs
      const jitter = (statistics.jitterMs() * RTP_CLOCK_HZ) / 1000
      send(buildReceiverReport({ from, ssrc: sender.ssrc, senderClock: sender.clock, jitter, ...reception }))
    },
  }
}
