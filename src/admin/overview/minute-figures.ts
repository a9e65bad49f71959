/** The numbers of the last minute for the history: counted since they were last asked for. */

import { type Figures, medianOf } from '../../pure/figures.js'
import type { GridId } from '../../voice/grids/grid.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import type { MediaSource } from '../live/media-source.js'

/** Bounds what is counted should nobody ask. */
const MAX_TIMES = 1000

export interface MinuteFiguresOptions {
  readonly rooms: Rooms
  readonly presence: Presence
  readonly reports: VoiceReports
  readonly media: MediaSource
  /** How many sign-ins were refused since the start. */
  readonly refusedSignIns: () => number
}

export interface MinuteFigures {
  /** The numbers of a grid, or of the whole service (`null`), since the last call for the same. */
  take(grid: GridId | null): Figures
  /** Share of the media hub's packets lost in the last minute that was taken, 0..1. */
  lossShare(): number | undefined
}

export function createMinuteFigures(options: MinuteFiguresOptions): MinuteFigures {
  const { rooms, presence, reports, media, refusedSignIns } = options
  const times = new Map<GridId, number[]>()
  const lossSince = createLossMeter(media)
  let refusedBefore = 0
  let lastLoss: number | undefined
  reports.events.on('timeToVoice', (milliseconds, { grid }) => {
    times.set(grid, [...(times.get(grid) ?? []), milliseconds].slice(-MAX_TIMES))
  })

  function ofService(): Figures {
    const refused = refusedSignIns()
    const refusedNow = refused - refusedBefore
    refusedBefore = refused
    lastLoss = lossSince()
    const cores = media.load()?.busiestCores
    return {
      refusedSignIns: refusedNow,
      ...(lastLoss !== undefined && { lossShare: lastLoss }),
      ...(cores !== undefined && { hubCores: cores }),
    }
  }

  function ofGrid(grid: GridId): Figures {
    const own = rooms.list().filter(({ channel }) => channel.grid === grid)
    const feeds = newestOfRegions(presence.feeds().filter((feed) => feed.grid === grid))
    const came = times.get(grid) ?? []
    times.delete(grid)
    return {
      people: own.reduce((sum, room) => sum + room.agentIds().length, 0),
      rooms: own.length,
      ...(came.length > 0 && { timeToVoiceMs: medianOf(came) }),
      ...(feeds.length > 0 && { oldestFeedSeconds: Math.max(...feeds.map(({ ageMs }) => ageMs)) / 1000 }),
    }
  }

  return { take: (grid) => (grid === null ? ofService() : ofGrid(grid)), lossShare: () => lastLoss }
}

/** The share of packets from and to the hub's peers that did not arrive since the last call; `undefined` without any. */
function createLossMeter(media: MediaSource): () => number | undefined {
  let before = new Map<string, { readonly received: number; readonly lost: number; readonly sent: number }>()
  return () => {
    const now: typeof before = new Map()
    let lost = 0
    let all = 0
    for (const { peerId, packetsReceived, lossShare, packetsSent, sentLossShare = 0 } of media.peers()) {
      const past = before.get(peerId) ?? { received: 0, lost: 0, sent: 0 }
      const lostSoFar = lossShare < 1 ? (packetsReceived * lossShare) / (1 - lossShare) : past.lost
      now.set(peerId, { received: packetsReceived, lost: lostSoFar, sent: packetsSent })
      const lostFrom = Math.max(0, lostSoFar - past.lost)
      const sent = Math.max(0, packetsSent - past.sent)
      lost += lostFrom + sent * sentLossShare
      all += lostFrom + Math.max(0, packetsReceived - past.received) + sent
    }
    before = now
    return all === 0 ? undefined : lost / all
  }
}
