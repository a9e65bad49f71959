/** The call that this page takes part in, as a table. Calls that ring here are no state of it: several may ring at once. */

import type { Transitions } from '../../src/pure/state-machine.js'

/**
 * | state     | what the page does                                                                |
 * | --------- | --------------------------------------------------------------------------------- |
 * | idle      | takes part in no call                                                             |
 * | calling   | takes part alone: whoever was called has yet to answer                            |
 * | answering | has taken a call that rang, and waits for the service                             |
 * | active    | talks with others, or waits for somebody whose connection was lost                |
 * | returning | waits for the service to take the page back: after a reload, or a lost socket     |
 * | ended     | says why the call is over                                                         |
 */
export type CallState = 'idle' | 'calling' | 'answering' | 'active' | 'returning' | 'ended'

/**
 * `call`, `accept`, `hang-up`, `dismiss`: the resident's own acts. `restore`: the page was reloaded in a call. `alone`,
 * `together`: the service says who takes part. `lost`: the socket is gone. `over`: the call is over for this page.
 */
export type CallEvent =
  | 'call'
  | 'accept'
  | 'hang-up'
  | 'dismiss'
  | 'restore'
  | 'alone'
  | 'together'
  | 'lost'
  | 'over'

/** Who takes another call leaves the present one. */
const taking = {
  alone: 'calling',
  together: 'active',
  accept: 'answering',
  'hang-up': 'idle',
  over: 'ended',
} as const

export const callTransitions: Transitions<CallState, CallEvent> = {
  idle: { call: 'calling', accept: 'answering', restore: 'returning' },
  calling: { ...taking, call: 'calling', lost: 'returning' },
  // Without the service's answer there is no token to come back with; a call that still rings is told again.
  answering: { ...taking, lost: 'idle' },
  active: { ...taking, call: 'active', lost: 'returning' },
  // Voices go on meanwhile.
  returning: { ...taking, lost: 'returning' },
  ended: { call: 'calling', accept: 'answering', restore: 'returning', dismiss: 'idle' },
}

/** Whether the page takes part in a call. */
export function takesPart(state: CallState): boolean {
  return state !== 'idle' && state !== 'ended'
}
