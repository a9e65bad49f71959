/** The positions of a room's participants: when they are sent, and which of them have changed. */

import type { Timers } from '../ports.js'
import type { Outsiders } from './borders/outsiders.js'
import type { Participation } from './participation.js'
import type { Movement } from './room-event.js'

/**
 * Positions go out at most this often on average. The jitter lets a feed of exactly that rate come a little early:
 * otherwise each delay would add to the next.
 */
export const FLUSH_INTERVAL_MS = 100
const FLUSH_JITTER_MS = 50

/**
 * One report that came late moves the time of the next flush, and a punctual feed of that rate would wait for it ever
 * after. So whenever movements have waited, the next ones may come this much earlier.
 */
export const CATCH_UP_MS = 5

export interface RoomMovementsOptions {
  readonly participations: ReadonlyMap<string, Participation>
  readonly outsiders: Pick<Outsiders, 'moved' | 'hiddenFrom'>
  /** Called after movements were sent to everybody. @param isOwn whether any of the room's own people moved */
  readonly onMoved: (isOwn: boolean) => void
  readonly timers: Timers
}

/** @returns a function to call when a pose may have changed; real changes are sent with the next flush */
export function createRoomMovements({
  participations,
  outsiders,
  onMoved,
  timers,
}: RoomMovementsOptions): () => void {
  let nextFlush = Number.NEGATIVE_INFINITY
  let flushPending = false

  function flush(): void {
    flushPending = false
    nextFlush = Math.max(nextFlush, timers.now() - FLUSH_JITTER_MS) + FLUSH_INTERVAL_MS
    send()
  }

  function flushLate(): void {
    flush()
    nextFlush -= CATCH_UP_MS
  }

  function send(): void {
    const movements: Movement[] = []
    for (const participation of participations.values()) {
      const { pose } = participation.participant
      if (pose === participation.told) continue
      participation.told = pose
      movements.push({ index: participation.index, position: pose.position, look: pose.look })
    }
    const isOwn = movements.length > 0
    movements.push(...outsiders.moved())
    if (movements.length === 0) return
    for (const { participant } of participations.values()) {
      const hidden = outsiders.hiddenFrom(participant)
      const told = hidden.size === 0 ? movements : movements.filter(({ index }) => !hidden.has(index))
      if (told.length > 0) participant.tell({ type: 'moved', movements: told })
    }
    onMoved(isOwn)
  }

  return () => {
    if (flushPending) return
    flushPending = true
    const wait = nextFlush - timers.now()
    // Not at once: one report moves many avatars, and their movements are sent together.
    if (wait <= 0) queueMicrotask(flush)
    else timers.after(wait, flushLate)
  }
}
