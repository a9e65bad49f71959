/** The life of a raised hand, as a table: it is lowered by itself when its resident has spoken. */

import type { Transitions } from '../../../pure/state-machine.js'

/**
 * | state    | what is known                                             |
 * | -------- | --------------------------------------------------------- |
 * | raised   | the resident has not been heard since they raised it      |
 * | speaking | the resident is heard                                     |
 * | pausing  | the resident has stopped; perhaps only to breathe         |
 * | lowered  | it is over                                                |
 */
export type HandState = 'raised' | 'speaking' | 'pausing' | 'lowered'

/** `speaks`: is heard, told again and again. `stops`: is no longer. `time-up`: the state has lasted for its time. */
export type HandEvent = 'speaks' | 'stops' | 'time-up'

export const HAND_TRANSITIONS: Transitions<HandState, HandEvent> = {
  raised: { speaks: 'speaking' },
  speaking: { speaks: 'speaking', stops: 'pausing', 'time-up': 'pausing' },
  pausing: { speaks: 'speaking', 'time-up': 'lowered' },
  lowered: {},
}

/** How long a state lasts; speech that is not told again is over. */
export const HAND_TIMES_MS: { readonly [State in HandState]?: number } = {
  speaking: 10_000,
  pausing: 4000,
}
