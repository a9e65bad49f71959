/** Reads a connection's statistics: which way its media takes, and how good it is. Pure. */

import type { MediaKind, Quality } from './voice-source.js'

/** Counters of received packets, to be compared with the next ones. */
export interface Received {
  readonly packets: number
  readonly lost: number
  readonly jitterSeconds: number
}

type Stats = Record<string, unknown>

/** Relayed when either end of the candidate pair in use belongs to a TURN server. */
export function routeOf(report: ReadonlyMap<string, Stats>): Extract<MediaKind, 'p2p' | 'relay'> | undefined {
  const all = [...report.values()]
  const transport = all.find(({ type }) => type === 'transport')
  const pair =
    report.get(String(transport?.selectedCandidatePairId)) ??
    all.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded')
  if (!pair) return undefined
  const ends = [pair.localCandidateId, pair.remoteCandidateId].map((id) => report.get(String(id)))
  return ends.some((end) => end?.candidateType === 'relay') ? 'relay' : 'p2p'
}

export function receivedOf(report: ReadonlyMap<string, Stats>): Received | undefined {
  const inbound = [...report.values()].find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio')
  if (!inbound) return undefined
  const { packetsReceived, packetsLost, jitter } = inbound
  return { packets: Number(packetsReceived), lost: Number(packetsLost), jitterSeconds: Number(jitter) }
}

/** `undefined` where nothing was received in between: silence says nothing about quality. */
export function qualityBetween(before: Received | undefined, after: Received): Quality | undefined {
  const packets = after.packets - (before?.packets ?? 0)
  const lost = Math.max(0, after.lost - (before?.lost ?? 0))
  if (packets <= 0) return undefined
  const share = lost / (packets + lost)
  // Opus' error correction hides a few per cent of loss; beyond a tenth words are lost.
  if (share > 0.1 || after.jitterSeconds > 0.1) return 'poor'
  if (share > 0.03 || after.jitterSeconds > 0.04) return 'fair'
  return 'good'
}
