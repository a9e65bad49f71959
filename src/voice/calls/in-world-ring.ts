/** Rings in-world at residents who have no page open: their region shows them an alert with a voice link. */

import type { InWorldText } from '../../pure/in-world-words.js'
import { plainText } from '../chat/plain-text.js'
import { type Avatar, avatarKey } from '../grids/grid.js'
import { createRequestLimit } from '../limits/rates.js'
import type { Stopwatch } from '../ports.js'
import type { TicketHolder } from '../sign-in/tickets.js'

/** Rings in-world by one caller. */
const RINGS = 2
const WINDOW_MS = 10 * 60_000

export interface InWorldRingOptions {
  /** Whether an avatar's region can show it an alert. */
  readonly reaches: (avatar: Avatar) => boolean
  readonly tellInWorld: (avatar: Avatar, text: InWorldText) => void
  /** A one-time voice link for that avatar. */
  readonly linkFor: (holder: TicketHolder) => string
  readonly nameOf: (avatar: Avatar) => string
  readonly timers: Stopwatch
}

/** @returns rings, or says that it is not possible */
export function createInWorldRing({ reaches, tellInWorld, linkFor, nameOf, timers }: InWorldRingOptions) {
  const limit = createRequestLimit(timers, RINGS, WINDOW_MS)
  return (to: Avatar, by: TicketHolder): boolean => {
    if (!reaches(to) || !limit.take(avatarKey(by))) return false
    const { grid, agentId } = to
    const link = linkFor({ grid, agentId, name: nameOf(to) })
    tellInWorld(to, (words) => words.ring(plainText(by.name), link))
    return true
  }
}
