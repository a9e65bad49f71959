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

/** A report that is expected counts as missed when it is this late. */
const LATE_MS = 10

export interface RoomMovementsOptions {
  readonly participations: ReadonlyMap<string, Participation>
  readonly outsiders: Pick<Outsiders, 'moved' | 'hiddenFrom'>
  /** Called once for each report by which any of the room's own people may have moved. */
  readonly onNews: () => void
  /** Called after movements were sent to everybody. @param isOwn whether any of the room's own people moved */
  readonly onMoved: (isOwn: boolean) => void
  readonly timers: Timers
}

/**
 * @returns to be called when a pose may have changed, of the room's own people or of those who are heard from beyond a
 * border; real changes are sent with the next flush
 */
export function createRoomMovements(options: RoomMovementsOptions): (whose: 'own' | 'outsiders') => void {
  const { participations, outsiders, onNews, onMoved, timers } = options
  let nextFlush = Number.NEGATIVE_INFINITY
  /** What is new since the last turn of the event loop: one report moves many avatars. */
  const news = { own: false, outsiders: false }
  let cancelFlush: (() => void) | undefined
  /** Of the room's own people: when they last moved, and how long before that they had. */
  let movedAt = Number.NEGATIVE_INFINITY
  let pauseMs = Number.POSITIVE_INFINITY

  function flush(): void {
    cancelFlush?.()
    cancelFlush = undefined
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
    const toAll = { type: 'moved', movements } as const
    for (const { participant } of participations.values()) {
      const hidden = outsiders.hiddenFrom(participant)
      if (hidden.size === 0) participant.tell(toAll)
      else {
        const told = movements.filter(({ index }) => !hidden.has(index))
        if (told.length > 0) participant.tell({ type: 'moved', movements: told })
      }
    }
    onMoved(isOwn)
  }

  /**
   * What has to wait goes out as soon as it may, or with the next report where that is due soon after: a feed of more than ten
   * a second is then told at every second or third report, and not a moment before it. What comes from beyond a border
   * waits for the room's own people, so that they do not wait for it.
   */
  function flushAt(): number {
    const nextReport = movedAt + pauseMs
    const isAwaited = nextReport >= nextFlush && nextReport <= nextFlush + FLUSH_JITTER_MS
    return isAwaited ? nextReport + LATE_MS : nextFlush
  }

  function take(): void {
    const now = timers.now()
    const isOwn = news.own
    news.own = false
    news.outsiders = false
    if (isOwn) {
      pauseMs = now - movedAt
      movedAt = now
      onNews()
    } else if (cancelFlush) return
    if (isOwn && now >= nextFlush) return flush()
    cancelFlush?.()
    cancelFlush = timers.after(Math.max(0, flushAt() - now), flushLate)
  }

  return (whose) => {
    if (!news.own && !news.outsiders) queueMicrotask(take)
    news[whose] = true
  }
}
