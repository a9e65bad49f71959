/** The positions of a room's people: when they go out, and which of them are news. */

import type { Timers } from '../ports.js'
import type { Participation } from './participation.js'
import type { Movement } from './room-event.js'

/** Positions go out at most this often on average… */
export const FLUSH_INTERVAL_MS = 100
/** …and a feed of just that rate may come this much early, or each delay would add to the next. */
const FLUSH_JITTER_MS = 50

export interface RoomMovementsOptions {
  readonly participations: ReadonlyMap<string, Participation>
  /** Somebody has moved, and everybody was told. */
  readonly onMoved: () => void
  readonly timers: Timers
}

/** @returns to be called when somebody's pose may have changed; what really did goes out with the next flush */
export function createRoomMovements({ participations, onMoved, timers }: RoomMovementsOptions): () => void {
  let nextFlush = Number.NEGATIVE_INFINITY
  let flushPending = false

  function flush(): void {
    flushPending = false
    nextFlush = Math.max(nextFlush, timers.now() - FLUSH_JITTER_MS) + FLUSH_INTERVAL_MS
    const movements: Movement[] = []
    for (const participation of participations.values()) {
      const { pose } = participation.participant
      if (pose === participation.told) continue
      participation.told = pose
      movements.push({ index: participation.index, position: pose.position, look: pose.look })
    }
    if (movements.length === 0) return
    for (const { participant } of participations.values()) participant.tell({ type: 'moved', movements })
    onMoved()
  }

  return () => {
    if (flushPending) return
    flushPending = true
    const wait = nextFlush - timers.now()
    // Not at once: a report moves many, and they go out together when it has been taken in whole.
    if (wait <= 0) queueMicrotask(flush)
    else timers.after(wait, flush)
  }
}
