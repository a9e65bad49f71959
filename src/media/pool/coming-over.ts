/** After a room has moved, its pages connect to the new process one after the other; each is heard all the while. */

import type { Timers } from '../../voice/ports.js'
import { type PoolRoom, type PoolState, servedBy } from './pool-state.js'
import type { Reach } from './reach.js'

/** Each new connection costs milliseconds of both processes. */
const INTERVAL_MS = 100
/** Where nobody has reached the new process yet, the first page shows whether anybody can. */
const FIRST_MS = 5000

export interface ComingOver {
  /** To be called when a room has moved. */
  begin(room: PoolRoom): void
  close(): void
}

export function createComingOver({
  state,
  reach,
  timers,
  ask,
}: {
  readonly state: PoolState
  readonly reach: Pick<Reach, 'isReached'>
  readonly timers: Timers
  /** Asks a page to connect anew. */
  readonly ask: (peerId: string) => void
}): ComingOver {
  const waiting: string[] = []
  let cancel: (() => void) | undefined

  /** Not those whose room has moved back meanwhile, and not those that are gone. */
  function isAway(peerId: string): boolean {
    const peer = state.peers.get(peerId)
    return peer?.carriage !== undefined && peer.isConnected
  }

  function next(): void {
    cancel = undefined
    const peerId = waiting.shift()
    if (peerId === undefined) return
    const peer = state.peers.get(peerId)
    if (peer && isAway(peerId)) ask(peerId)
    cancel = timers.after(peer && !reach.isReached(servedBy(peer)) ? FIRST_MS : INTERVAL_MS, next)
  }

  return {
    begin(room) {
      for (const peerId of room.peers) {
        if (state.peers.get(peerId)?.kind === 'forward' && isAway(peerId)) waiting.push(peerId)
      }
      if (!cancel) next()
    },
    close: () => cancel?.(),
  }
}
