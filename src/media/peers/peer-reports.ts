/** What the hub and a peer tell each other of how their packets arrive. */

import type { ReceiveStatistics } from './receive-statistics.js'
import { buildReceiverReport, type LossReport, parseRtcp } from './rtcp.js'
import { RTP_CLOCK_HZ } from './rtp.js'

/** A sender that floods with reports is not answered as often. */
const ANSWER_INTERVAL_MS = 400
/** Browsers report every five seconds; of losses they hear earlier. */
const LOSS_INTERVAL_MS = 1000
/** Browsers lower the quality at losses above a tenth: no listener shall be able to do that to a speaker. */
const MAX_BEYOND_SHARE = 0.08
/** Losses beyond that are worth telling. */
const MIN_BEYOND_SHARE = 0.02
/** A stream of which no report comes for so long is silent, and says nothing of the others. */
const STALE_MS = 15_000

export interface PeerReports {
  /** A compound RTCP packet, whatever is in it. */
  receive(bytes: Buffer, nowMs: number): void
  /** To be called with each packet of the peer's voice, once it is counted. */
  arrived(ssrc: number, nowMs: number): void
  /**
   * Of the packets sent to it, the share that it says it loses, 0..1; `undefined` before it says anything. Of several
   * streams the one counts that loses most, and a better report is believed by halves: losses come in bursts.
   */
  lossShare(): number | undefined
  /** What is lost of its voice on the way to others, 0..1: it is told as if it were lost on the way here. */
  lostByListeners(share: number): void
}

/**
 * Tells the peer how its packets arrive, so that its encoder protects its voice, and takes in its own reports.
 * @param streams those sent to it
 * @param send for a report
 */
export function createPeerReports(
  streams: ReadonlySet<number>,
  statistics: ReceiveStatistics,
  from: number,
  send: (packet: Buffer) => void,
): PeerReports {
  const losses = new Map<number, { readonly share: number; readonly atMs: number }>()
  let lossShare: number | undefined
  let toldAtMs = Number.NEGATIVE_INFINITY
  let sender: { readonly clock: number; readonly atMs: number } | undefined
  let beyondShare = 0
  let lostBeyond = 0
  let highestTold: number | undefined

  function tell(ssrc: number, nowMs: number): void {
    const reception = statistics.takeReception()
    if (!reception) return
    toldAtMs = nowMs
    const { highestSequence } = reception
    lostBeyond += beyondShare * (highestSequence - (highestTold ?? highestSequence))
    highestTold = highestSequence
    const jitter = (statistics.jitterMs() * RTP_CLOCK_HZ) / 1000
    const senderClockAgeMs = sender ? nowMs - sender.atMs : 0
    send(
      buildReceiverReport({
        from,
        ssrc,
        jitter,
        senderClock: sender?.clock ?? 0,
        senderClockAgeMs,
        highestSequence,
        packetsLost: reception.packetsLost + Math.round(lostBeyond),
        lossShare: 1 - (1 - reception.lossShare) * (1 - beyondShare),
      }),
    )
  }

  function takeIn(reports: readonly LossReport[], atMs: number): void {
    const own = reports.filter(({ ssrc }) => streams.has(ssrc))
    if (own.length === 0) return
    for (const [ssrc, known] of losses) if (atMs - known.atMs > STALE_MS) losses.delete(ssrc)
    for (const { ssrc, lossShare } of own)
      losses.set(ssrc, { share: Math.max(lossShare, (losses.get(ssrc)?.share ?? 0) / 2), atMs })
    lossShare = Math.max(...[...losses.values()].map(({ share }) => share))
  }

  return {
    lossShare: () => lossShare,
    arrived(ssrc, nowMs) {
      const isLosing = beyondShare > 0 || statistics.isLosing()
      if (isLosing && nowMs - toldAtMs >= LOSS_INTERVAL_MS) tell(ssrc, nowMs)
    },
    lostByListeners(share) {
      beyondShare = share < MIN_BEYOND_SHARE ? 0 : Math.min(MAX_BEYOND_SHARE, share)
    },
    receive(bytes, nowMs) {
      const rtcp = parseRtcp(bytes)
      takeIn(rtcp.losses, nowMs)
      if (!rtcp.sender || nowMs - toldAtMs < ANSWER_INTERVAL_MS) return
      sender = { clock: rtcp.sender.clock, atMs: nowMs }
      tell(rtcp.sender.ssrc, nowMs)
    },
  }
}
