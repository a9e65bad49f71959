/** The life of one viewer's session, as a table. */

import type { Transitions } from '../../voice/machine.js'

/**
 * | phase      | what happened                                | heard, listed            |
 * | ---------- | -------------------------------------------- | ------------------------ |
 * | connecting | the offer was answered                       | no                       |
 * | outside    | it has joined, and may not come in (yet)     | no                       |
 * | inside     | it is in the room: takes part, or listens in | as long as it takes part |
 * | over       |                                              | no                       |
 *
 * A viewer's first word decides nothing: it says in the next moment that its avatar stands here, and a feed may say so.
 */
export type SessionPhase = 'connecting' | 'outside' | 'inside' | 'over'
export type SessionEvent = 'joined' | 'let-in' | 'sent-out' | 'ended'

export const PHASE_TRANSITIONS: Transitions<SessionPhase, SessionEvent> = {
  connecting: { joined: 'outside', ended: 'over' },
  outside: { joined: 'outside', 'let-in': 'inside', ended: 'over' },
  inside: { joined: 'inside', 'sent-out': 'outside', ended: 'over' },
  over: {},
}
