/**
 * What each grid takes of this process, in time and in bandwidth. Where the time of a turn does not suffice for all,
 * every grid gets an equal share of it, and what one leaves over goes to the others: a grid that needs little never waits
 * for one that needs much. Where only one grid has rooms here, it has all the time.
 */

import type { GridId } from '../../../voice/grids/grid.js'
import type { GridWork } from '../../messages.js'
import { FRAME_MS } from '../../opus/opus.js'
import type { Outlet } from '../../peers/peer-tracks.js'
import { createBandwidth } from './bandwidth.js'

/** Of the 20 ms from turn to turn: the rest is for orders, reports and connections. */
export const TURN_BUDGET_MS = 17

export interface GridShares {
  /**
   * Gives rooms their turns. Those that are left out come first the next time.
   * @param run gives a room its turn
   */
  turn<Room>(rooms: ReadonlyMap<GridId, readonly Room[]>, run: (room: Room) => void): void
  /** Does what a packet of a grid needs, unless packets take up all the time, and that grid's more than its share. */
  packet(grid: GridId, forward: () => void): void
  /** The outlets of a peer of that grid, which send no more than its bandwidth allows. */
  metered(grid: GridId, outlets: readonly Outlet[]): readonly Outlet[]
  /** @param bytesPerSecond `undefined`: no limit */
  setBandwidth(grid: GridId, bytesPerSecond: number | undefined): void
  /** What was done for each grid since the last call. */
  takeWork(): GridWork[]
}

interface Share {
  /** What it has taken since its last turn, and what it took too much before. */
  spentMs: number
  /** By packets, since the last turn. */
  forwardedMs: number
  /** What it takes from turn to turn, on average over the last ones. */
  usualMs: number
  /** The room that comes first in the next turn. */
  first: number
  work: { -readonly [Key in keyof Omit<GridWork, 'grid'>]: GridWork[Key] }
}

/** Of the newest turn in the average: about the last ten count. */
const NEWEST = 0.1
/** A single room may take longer than a turn: its grid owes that time, but not for ever. */
const MOST_OWED_MS = 100
const RTP_HEADER_BYTES = 12

export function createGridShares(nowMs: () => number = () => performance.now()): GridShares {
  const shares = new Map<GridId, Share>()
  const bandwidth = createBandwidth(nowMs)
  let turnEndedAtMs = nowMs()
  /** By packets of all grids, since the last turn. */
  let forwardedMs = 0
  /** How many grids have rooms. */
  let present = 1

  function shareOf(grid: GridId): Share {
    const known = shares.get(grid)
    if (known) return known
    const share: Share = { spentMs: 0, forwardedMs: 0, usualMs: 0, first: 0, work: noWork() }
    shares.set(grid, share)
    return share
  }

  function timed(share: Share, step: () => void): number {
    const begunMs = nowMs()
    step()
    const tookMs = nowMs() - begunMs
    share.spentMs += tookMs
    share.work.busyMs += tookMs
    return tookMs
  }

  return {
    turn(rooms, run) {
      const waiting = [...rooms.keys()].map((grid) => ({ share: shareOf(grid), own: rooms.get(grid) ?? [] }))
      waiting.sort((a, b) => a.share.usualMs - b.share.usualMs)
      present = waiting.length
      let leftMs = TURN_BUDGET_MS
      let othersMs = waiting.reduce((all, { share }) => all + share.usualMs, 0)
      for (const [index, { share, own }] of waiting.entries()) {
        othersMs -= share.usualMs
        const allowedMs = present > 1 ? leftMs / (present - index) : Number.POSITIVE_INFINITY
        const isShort = () => share.spentMs >= allowedMs && share.spentMs + othersMs >= leftMs
        let done = 0
        for (; done < own.length && !isShort(); done += 1) {
          const room = own[(share.first + done) % own.length]
          if (room !== undefined) timed(share, () => run(room))
        }
        share.work.turnsLeftOut += own.length - done
        share.first = own.length === 0 ? 0 : (share.first + done) % own.length
        share.usualMs += (share.spentMs - share.usualMs) * NEWEST
        leftMs = Math.max(0, leftMs - share.spentMs)
        share.spentMs = Math.min(MOST_OWED_MS, Math.max(0, share.spentMs - allowedMs))
        share.forwardedMs = 0
      }
      forwardedMs = 0
      turnEndedAtMs = nowMs()
    },
    packet(grid, forward) {
      const share = shareOf(grid)
      if (present > 1) {
        // A turn that is late leaves more time for packets.
        const budgetMs = (TURN_BUDGET_MS / FRAME_MS) * Math.max(FRAME_MS, nowMs() - turnEndedAtMs)
        if (forwardedMs >= budgetMs && share.forwardedMs >= budgetMs / present) {
          share.work.packetsDropped += 1
          return
        }
      }
      const tookMs = timed(share, forward)
      share.forwardedMs += tookMs
      forwardedMs += tookMs
    },
    metered(grid, outlets) {
      const { work } = shareOf(grid)
      return outlets.map((outlet) => ({
        send(header, payload) {
          const bytes = RTP_HEADER_BYTES + payload.length
          work.wantedBytes += bytes
          if (!bandwidth.take(grid, bytes)) {
            work.packetsDropped += 1
            return false
          }
          if (!outlet.send(header, payload)) return false
          work.bytes += bytes
          return true
        },
      }))
    },
    setBandwidth: bandwidth.set,
    takeWork: () =>
      [...shares].flatMap(([grid, { work }]) => {
        const taken = { grid, ...work }
        Object.assign(work, noWork())
        return isAny(taken) ? taken : []
      }),
  }
}

function noWork(): Share['work'] {
  return { busyMs: 0, bytes: 0, wantedBytes: 0, turnsLeftOut: 0, packetsDropped: 0 }
}

function isAny({ busyMs, wantedBytes, turnsLeftOut, packetsDropped }: GridWork): boolean {
  return busyMs > 0 || wantedBytes > 0 || turnsLeftOut > 0 || packetsDropped > 0
}
