/** Looks at all rooms now and then and tells what has changed: levels, and slots of pages. It rests while nothing can change. */

import type { Timers } from '../../voice/ports.js'
import { every, systemTimers } from '../../voice/time/timers.js'
import type { HubReport } from '../messages.js'
import type { HubRooms } from './hub-rooms.js'

const REVIEW_INTERVAL_MS = 100

export interface Reviews {
  /** Something may have changed. */
  wake(): void
  close(): void
}

export function createReviews(
  rooms: Pick<HubRooms, 'all'>,
  report: (report: HubReport) => void,
  timers: Timers = systemTimers,
): Reviews {
  let end: (() => void) | undefined

  function close(): void {
    end?.()
    end = undefined
  }

  function review(): void {
    let areSettled = true
    for (const [roomKey, room] of rooms.all()) {
      const { levels, slots } = room.review(timers.now())
      if (levels.length > 0) report({ type: 'levels', roomKey, levels })
      for (const [peerId, agentIds] of slots) report({ type: 'slots', peerId, agentIds })
      areSettled &&= room.isSettled()
    }
    if (areSettled) close()
  }

  return {
    wake() {
      end ??= every(timers, REVIEW_INTERVAL_MS, review)
    },
    close,
  }
}
