/** The life of one viewer's session, as a table. */

import type { Transitions } from '../../pure/state-machine.js'

/**
 * | phase      | what happened                                | heard, listed            |
 * | ---------- | -------------------------------------------- | ------------------------ |
 * | connecting | the offer was answered                       | no                       |
 * | outside    | it has joined, but may not come in (yet)     | no                       |
 * | inside     | it takes part in the room, or listens in     | while it takes part      |
 * | over       |                                              | no                       |
 *
 * A viewer's first message decides nothing: where its avatar stands follows a moment later, from the viewer or a feed.
 */
export type SessionPhase = 'connecting' | 'outside' | 'inside' | 'over'
export type SessionEvent = 'joined' | 'let-in' | 'sent-out' | 'ended'

export const PHASE_TRANSITIONS: Transitions<SessionPhase, SessionEvent> = {
  connecting: { joined: 'outside', ended: 'over' },
  outside: { joined: 'outside', 'let-in': 'inside', ended: 'over' },
  inside: { joined: 'inside', 'sent-out': 'outside', ended: 'over' },
  over: {},
}
