/** A resident in a call, as a table, and how long each state lasts. */

import type { Transitions } from '../../pure/state-machine.js'
import type { CallMemberState } from '../residents/resident-event.js'

/**
 * | state   | what the resident does                                                      |
 * | ------- | --------------------------------------------------------------------------- |
 * | ringing | has yet to answer                                                           |
 * | joined  | talks                                                                       |
 * | lost    | the page's socket is gone: a reload, a broken network, a restart            |
 * | gone    | declined, hung up, did not answer, or did not come back                     |
 *
 * `accepted`, `declined`, `hung-up`: the resident's own acts. `broken`: the page's socket closed. `returned`: the page is
 * back. `called`: somebody calls the resident into the call again. `time-up`: the state has lasted for its time.
 */
export type CallMemberEvent =
  | 'accepted'
  | 'declined'
  | 'hung-up'
  | 'broken'
  | 'returned'
  | 'called'
  | 'time-up'

export const CALL_MEMBER_TRANSITIONS: Transitions<CallMemberState, CallMemberEvent> = {
  ringing: { accepted: 'joined', declined: 'gone', 'hung-up': 'gone', 'time-up': 'gone' },
  // Accepted once more: in another window, which takes the call over.
  joined: { accepted: 'joined', broken: 'lost', returned: 'joined', 'hung-up': 'gone' },
  lost: { accepted: 'joined', returned: 'joined', broken: 'lost', 'hung-up': 'gone', 'time-up': 'gone' },
  gone: { called: 'ringing' },
}

/** Rings for this long until there is no answer. */
export const RING_MS = 40_000

/** A page that reloads, or whose network broke, may come back for this long. */
export const CALL_RETURN_MS = 10_000

export const CALL_MEMBER_TIMES_MS: { readonly [State in CallMemberState]?: number } = {
  ringing: RING_MS,
  lost: CALL_RETURN_MS,
}
