/** The life of a page's participation in the room of its place, as tables: the avatar's place, and the page's socket. */

import type { Transitions } from '../../../pure/state-machine.js'
import type { NoRoomReason } from '../room-event.js'

/**
 * | state       | what is known                                            | its room                          |
 * | ----------- | -------------------------------------------------------- | --------------------------------- |
 * | waiting     | nobody has told where the avatar is                      | none                              |
 * | placed      | a feed or its viewer tells where it is                   | its place's, if admitted          |
 * | unlisted    | the feed no longer lists it: perhaps crossing a border   | as before                         |
 * | unheard     | not listed, but its region was out of reach              | as before                         |
 * | left-world  | unlisted for too long to be crossing a border            | none                              |
 * | region-away | unheard for as long, so its region is to blame           | none                              |
 * | over        | it stayed away, left, or was taken out                   | none                              |
 */
export type PlaceState = 'waiting' | 'placed' | 'unlisted' | 'unheard' | 'left-world' | 'region-away' | 'over'

/**
 * `told`: a feed or a viewer tells where the avatar is. `left`: the feed no longer lists it. `silenced`: the feed itself
 * has fallen silent. `outage`: its region turns out to have been out of reach. `time-up`: the state has lasted for its
 * time. `ended`: the participation was ended from outside.
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

/**
 * The same for one that was seen last beside a border. A script tells once a second: the region that was left may do so
 * at once, and the other one a second after the avatar has come, which takes a viewer up to a second as well.
 */
export const BORDER_GRACE_MS = 3000

/** An avatar that has left the world may come back for this long before its voice session ends. */
export const LEFT_WORLD_GRACE_MS = 60_000

/** After an outage of its region an avatar may come back for this long: a restarted region takes minutes to let people in. */
export const REGION_AWAY_GRACE_MS = 10 * 60_000

/** How long a state lasts until `time-up`; states that are not listed last until another event. */
export const PLACE_TIMES_MS: { readonly [State in PlaceState]?: number } = {
  unlisted: CROSSING_GRACE_MS,
  unheard: CROSSING_GRACE_MS,
  'left-world': LEFT_WORLD_GRACE_MS,
  'region-away': REGION_AWAY_GRACE_MS,
}

/** The same, where it depends on whether the avatar was seen last beside a border. */
export function placeTimeMs(state: PlaceState, isBesideBorder: boolean): number | undefined {
  const mayBeCrossing = state === 'unlisted' || state === 'unheard'
  return mayBeCrossing && isBesideBorder ? BORDER_GRACE_MS : PLACE_TIMES_MS[state]
}

/** What is known where nobody tells of an avatar. */
export interface Missing {
  /** Feeds tell of its region; of any region, where it was in none yet. */
  readonly isTold: boolean
  /** Its region was out of reach when it was last heard of. */
  readonly isAway: boolean
  /** Its viewer had told where it is. */
  readonly isByViewer: boolean
}

/** Why an avatar is in no room: it is in no region, or in one that tells nothing. */
export function missingReason({ isTold, isAway, isByViewer }: Missing): NoRoomReason {
  // If only its viewer told, the viewer's word is missing, not the region's.
  if (isAway && (isTold || !isByViewer)) return 'region-away'
  return isTold ? 'not-in-world' : 'no-positions'
}

/**
 * A page's socket. `lost`: it broke without a close, and the page may come back on a new one. `stranded`: the node that
 * had it is gone, and the page has to find another one.
 */
export type PageSocketState = 'open' | 'lost' | 'stranded' | 'over'
export type PageSocketEvent = 'broken' | 'node-gone' | 'resumed' | 'time-up' | 'ended'

export const SOCKET_TRANSITIONS: Transitions<PageSocketState, PageSocketEvent> = {
  open: { broken: 'lost', 'node-gone': 'stranded', resumed: 'open', ended: 'over' },
  lost: { broken: 'lost', 'node-gone': 'stranded', resumed: 'open', 'time-up': 'over', ended: 'over' },
  stranded: {
    broken: 'stranded',
    'node-gone': 'stranded',
    resumed: 'open',
    'time-up': 'over',
    ended: 'over',
  },
  over: {},
}

/** A page whose socket broke may come back for this long before the others are told that it is gone. */
export const LOST_GRACE_MS = 1200

/**
 * A page whose node is gone is a page that is there: all pages of that node come at once, and a load balancer takes some
 * seconds to see that a node is silent.
 */
export const STRANDED_GRACE_MS = 10_000
