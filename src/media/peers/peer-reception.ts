/** What a peer sends on its audio sections: its voice, and reports of how the packets arrive that are sent to it. */

import type { Guard } from './guard.js'
import { createPeerReports } from './peer-reports.js'
import type { OwnTrack } from './peer-tracks.js'
import { createReceiveStatistics, type ReceiveStatistics } from './receive-statistics.js'
import { isRtcp, parseRtp, type RtpPacket } from './rtp.js'

export interface PeerReception {
  readonly statistics: ReceiveStatistics
  /** Of the packets sent to it, the share that it says it loses, 0..1; `undefined` before it says anything. */
  sentLossShare(): number | undefined
  /** To be told to it with its own losses: what those lose who get its packets untouched, 0..1. */
  lostByListeners(share: number): void
}

/** Its voice is what comes on the first section that it sends on, from the sources that its offer names. */
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
