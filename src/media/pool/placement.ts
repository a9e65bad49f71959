/** Which of the hub's processes a room goes to, and which room moves to another one: decided by how busy they are. */

import type { RoomKey } from '../../voice/rooms/room-key.js'

/** A room as its process reports it. */
export interface RoomLoad {
  readonly roomKey: RoomKey
  readonly peers: number
  /** Share of the process's time that the room takes, 0..1. */
  readonly busy: number
}

/** A process as it was last reported, with what it was given since. */
export interface ProcessLoad {
  readonly index: number
  /** Whether it runs: one that was not needed yet does not. */
  readonly started: boolean
  /** Whether it can take anybody: it is not down, and its port is not closed. */
  readonly usable: boolean
  /** Share of its time in which it has something to do, 0..1: 0 before its first report. */
  readonly busy: number
  /** In how many reports in a row it was over budget: too busy, or too late for a turn. */
  readonly fullReports: number
  /** Peers that it has, those since the last report included. */
  readonly peers: number
  /** Peers that it got since the last report: their work is not in `busy` yet. */
  readonly newPeers: number
  readonly rooms: readonly RoomLoad[]
}

/** When a process hands rooms over. */
export interface HubBudget {
  /** A further process is started when those that run have this much to do, 0..1. */
  readonly startShare: number
  /** A process with this much to do is over budget, 0..1. */
  readonly fullShare: number
  /** By how much less the fuller of two processes must have to do after a move. */
  readonly leastGainShare: number
}

export const HUB_BUDGET: HubBudget = {
  // Each takes 60 MB and more.
  startShare: 0.25,
  // Beyond it, turns come late whenever the machine does something else.
  fullShare: 0.6,
  // A move that helps less is not worth it, and could be taken back by the next report.
  leastGainShare: 0.1,
}

/** What one more peer is reckoned with until it is measured: a mix with eight voices takes 3.3 ms of a second. */
const PEER_SHARE = 0.0033
/** Differences of less than this decide nothing. */
const EVEN_SHARE = 0.02
/** One report over budget may be a hiccup of the machine. */
const FULL_REPORTS = 2
/** A room that was moved stays for this long. */
export const STAY_MS = 60_000

const expected = ({ busy, newPeers }: ProcessLoad) => busy + newPeers * PEER_SHARE

/** The one with the most room left; among equals a running one, with the fewest peers. */
function roomiest(processes: readonly ProcessLoad[]): ProcessLoad | undefined {
  const least = Math.min(...processes.map(expected))
  return processes
    .filter((process) => expected(process) <= least + EVEN_SHARE)
    .sort((a, b) => Number(b.started) - Number(a.started) || a.peers - b.peers || a.index - b.index)[0]
}

/**
 * The process for a new room, or for a peer in no room. Where none is usable, the first that there is: it will come back.
 * @param processes at least one
 */
export function placeFor(
  processes: readonly ProcessLoad[],
  { startShare }: Pick<HubBudget, 'startShare'> = HUB_BUDGET,
): number {
  const usable = processes.filter((process) => process.usable)
  const running = roomiest(usable.filter((process) => process.started))
  if (running && expected(running) < startShare) return running.index
  return (roomiest(usable) ?? processes[0])?.index ?? 0
}

export interface PlannedMove {
  readonly roomKey: RoomKey
  readonly from: number
  readonly to: number
}

/**
 * The move that helps a process over budget most, or none. After it the busier of the two has clearly less to do than the
 * fuller one had before, so no room moves to and fro.
 * @param mayMove whether a room may be moved now: see `STAY_MS`
 */
export function planMove(
  processes: readonly ProcessLoad[],
  mayMove: (roomKey: RoomKey) => boolean,
  { leastGainShare }: Pick<HubBudget, 'leastGainShare'> = HUB_BUDGET,
): PlannedMove | undefined {
  const full = processes
    .filter(({ fullReports }) => fullReports >= FULL_REPORTS)
    .sort((a, b) => b.busy - a.busy)
  for (const from of full) {
    const to = roomiest(processes.filter((process) => process.usable && process !== from))
    if (!to) continue
    const moves = from.rooms
      .filter(({ roomKey, busy }) => busy > 0 && mayMove(roomKey))
      .map((room) => ({ room, worst: Math.max(from.busy - room.busy, expected(to) + room.busy) }))
      .filter(({ worst }) => worst <= from.busy - leastGainShare)
      .sort((a, b) => a.worst - b.worst || a.room.peers - b.room.peers)
    const [best] = moves
    if (best) return { roomKey: best.room.roomKey, from: from.index, to: to.index }
  }
  return undefined
}
