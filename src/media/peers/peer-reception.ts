/** What a peer sends on its audio sections: its voice, and reports on how well it receives. */

import type { Guard } from './guard.js'
import { createPeerReports } from './peer-reports.js'
import type { OwnTrack } from './peer-tracks.js'
import { createReceiveStatistics, type ReceiveStatistics } from './receive-statistics.js'
import { isRtcp, parseRtp, type RtpPacket } from './rtp.js'

export interface PeerReception {
  readonly statistics: ReceiveStatistics
  /** Share of the packets sent to the peer that it reports lost, 0..1; `undefined` before its first report. */
  sentLossShare(): number | undefined
  /** Sets the share of its packets that are lost on the way to others, 0..1: the peer is told of it as if lost on the way here. */
  lostByListeners(share: number): void
}

/** The peer's voice is what comes on the first section on which it sends, from the sources that its offer names. */
export function receiveAudio(
  tracks: readonly OwnTrack[],
  hear: (packet: RtpPacket) => void,
  guarded: Guard,
  isClosed: () => boolean,
): PeerReception {
  const statistics = createReceiveStatistics()
  const microphone = tracks.find(({ audio }) => audio.sends)
  const known = new Set(microphone?.audio.ssrcs)
  const reports = createPeerReports(
    new Set(tracks.filter(({ audio }) => audio.receives).map(({ ssrc }) => ssrc)),
    statistics,
    microphone?.ssrc ?? 0,
    (report) => microphone?.track.sendMessageBinary(report),
  )

  function receive({ audio }: OwnTrack, bytes: Buffer): void {
    const packet = parseRtp(bytes, audio.levelId)
    if (!packet || packet.payloadType !== audio.payloadType) return
    if (known.size === 0) known.add(packet.ssrc)
    if (!known.has(packet.ssrc)) return
    const nowMs = performance.now()
    statistics.count(packet, nowMs)
    reports.arrived(packet.ssrc, nowMs)
    hear(packet)
  }

  for (const own of tracks) {
    own.track.onMessage(
      guarded((bytes) => {
        if (isClosed()) return
        if (isRtcp(bytes)) reports.receive(bytes, performance.now())
        else if (own === microphone) receive(own, bytes)
      }),
    )
  }
  return { statistics, sentLossShare: reports.lossShare, lostByListeners: reports.lostByListeners }
}
