/** The life of a page's participation in the room of its place, as tables: where its avatar is said to be, and its socket. */

import type { Transitions } from '../../machine.js'

/**
 * | state       | what is known                                            | its room                          |
 * | ----------- | -------------------------------------------------------- | --------------------------------- |
 * | waiting     | nobody has told yet where the avatar is                  | none                              |
 * | placed      | a feed lists it, or its viewer tells                     | its place's, unless not admitted  |
 * | unlisted    | the feed left it out: it may be between two regions      | as before                         |
 * | unheard     | it is listed no more, but its region was out of reach    | as before                         |
 * | left-world  | it was left out for too long to be crossing a border     | none                              |
 * | region-away | the same, and its region is to blame                     | none                              |
 * | over        | it stayed away, left, or was taken out                   | none                              |
 */
export type PlaceState = 'waiting' | 'placed' | 'unlisted' | 'unheard' | 'left-world' | 'region-away' | 'over'

/**
 * `told` somebody tells where the avatar is; `left` and `silenced` nobody does any more, by a feed's word or for want
 * of one; `outage` its region proves to have been out of reach; `time-up` the state has lasted for its time; `ended`
 * the participation was ended from outside.
 */
export type PlaceEvent = 'told' | 'left' | 'silenced' | 'outage' | 'time-up' | 'ended'

export const PLACE_TRANSITIONS: Transitions<PlaceState, PlaceEvent> = {
  waiting: { told: 'placed', left: 'unlisted', silenced: 'unheard', ended: 'over' },
  placed: { told: 'placed', left: 'unlisted', silenced: 'unheard', ended: 'over' },
  unlisted: { told: 'placed', outage: 'unheard', 'time-up': 'left-world', ended: 'over' },
  unheard: { told: 'placed', 'time-up': 'region-away', ended: 'over' },
  'left-world': { told: 'placed', outage: 'region-away', 'time-up': 'over', ended: 'over' },
  'region-away': { told: 'placed', 'time-up': 'over', ended: 'over' },
  over: {},
}

/** An avatar that a feed no longer lists may be between two regions for this long. */
export const CROSSING_GRACE_MS = 1000

/** An avatar that has left the world may come back for this long before its voice session ends. */
export const LEFT_WORLD_GRACE_MS = 60_000

/** After an outage of its region nobody knows: people can log in again only minutes after a restart. */
export const REGION_AWAY_GRACE_MS = 10 * 60_000

/** How long a state lasts until its time is up; the others last until something happens. */
export const PLACE_TIMES_MS: { readonly [State in PlaceState]?: number } = {
  unlisted: CROSSING_GRACE_MS,
  unheard: CROSSING_GRACE_MS,
  'left-world': LEFT_WORLD_GRACE_MS,
  'region-away': REGION_AWAY_GRACE_MS,
}

/** A page's socket: `lost` it broke without a farewell, and the page may come back on a new one. */
export type SocketState = 'open' | 'lost' | 'over'
export type SocketEvent = 'broken' | 'resumed' | 'time-up' | 'ended'

export const SOCKET_TRANSITIONS: Transitions<SocketState, SocketEvent> = {
  open: { broken: 'lost', resumed: 'open', ended: 'over' },
  lost: { broken: 'lost', resumed: 'open', 'time-up': 'over', ended: 'over' },
  over: {},
}

/** A page whose socket broke may come back for this long before the others are told that it is gone. */
export const LOST_GRACE_MS = 1200
