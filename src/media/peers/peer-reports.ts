/** What the hub and a peer report to each other about the packets that arrive. */

import type { ReceiveStatistics } from './receive-statistics.js'
import { buildReceiverReport, type LossReport, parseRtcp } from './rtcp.js'
import { RTP_CLOCK_HZ } from './rtp.js'

/** A peer that sends more reports than this is not answered each time. */
const ANSWER_INTERVAL_MS = 400
/** Browsers report every five seconds; losses are reported to them earlier. */
const LOSS_INTERVAL_MS = 1000
/** Browsers lower their quality above a tenth of loss: no listener must be able to bring a speaker there. */
const MAX_LISTENERS_SHARE = 0.08
/** Fewer losses at listeners are not reported. */
const MIN_LISTENERS_SHARE = 0.02
/** A stream without a report for this long is silent, and its losses no longer count. */
const STALE_MS = 15_000

export interface PeerReports {
  /** Takes a compound RTCP packet, whatever is in it. */
  receive(bytes: Buffer, nowMs: number): void
  /** To be called with each packet of the peer's voice, once it is counted. */
  arrived(ssrc: number, nowMs: number): void
  /**
   * Share of the packets sent to the peer that it reports lost, 0..1; `undefined` before its first report. The worst
   * stream counts, and a better report lowers the share by half at most: losses come in bursts.
   */
  lossShare(): number | undefined
  /** Sets the share of its voice that is lost on the way to others, 0..1: it is reported as if lost on the way here. */
  lostByListeners(share: number): void
}

/**
 * Reports to the peer how its packets arrive, so that its encoder protects its voice, and takes in the peer's reports.
 * @param streams the sources of the streams sent to the peer
 * @param from the source in whose name the hub reports
 * @param send sends a report
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
  let listenersShare = 0
  let lostByListenersPackets = 0
  let highestTold: number | undefined

  function tell(ssrc: number, nowMs: number): void {
    const reception = statistics.takeReception()
    if (!reception) return
    toldAtMs = nowMs
    const { highestSequence } = reception
    lostByListenersPackets += listenersShare * (highestSequence - (highestTold ?? highestSequence))
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
        packetsLost: reception.packetsLost + Math.round(lostByListenersPackets),
        lossShare: 1 - (1 - reception.lossShare) * (1 - listenersShare),
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
      const isLosing = listenersShare > 0 || statistics.isLosing()
      if (isLosing && nowMs - toldAtMs >= LOSS_INTERVAL_MS) tell(ssrc, nowMs)
    },
    lostByListeners(share) {
      listenersShare = share < MIN_LISTENERS_SHARE ? 0 : Math.min(MAX_LISTENERS_SHARE, share)
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
