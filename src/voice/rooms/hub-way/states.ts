/** How a room is heard, and how a page gets to the hub, as tables. */

import type { Transitions } from '../../machine.js'

/**
 * | state     | who is heard through the hub                  | who is linked directly            |
 * | --------- | --------------------------------------------- | --------------------------------- |
 * | direct    | nobody                                        | everybody in reach                |
 * | hub       | everybody                                     | those who do not get to the hub   |
 * | lingering | the same: nothing needs the hub at the moment | the same                          |
 * | returning | everybody, until direct connections stand     | everybody in reach                |
 */
export type RouteState = 'direct' | 'hub' | 'lingering' | 'returning'
export type RouteEvent = 'needed' | 'not-needed' | 'time-up'

export const ROUTE_TRANSITIONS: Transitions<RouteState, RouteEvent> = {
  direct: { needed: 'hub', 'not-needed': 'direct' },
  hub: { needed: 'hub', 'not-needed': 'lingering' },
  lingering: { needed: 'hub', 'not-needed': 'lingering', 'time-up': 'returning' },
  returning: { needed: 'hub', 'not-needed': 'returning', 'time-up': 'direct' },
}

/** Once through the hub, a room goes back only when nothing has asked for the hub for this long. */
export const HUB_LINGER_MS = 5000

/** Pages keep the hub for this long after the room went back to direct connections, until those stand. */
export const HUB_HANDOVER_MS = 4000

/** How long a state lasts until its time is up; the others last until something happens. */
export const ROUTE_TIMES_MS: { readonly [State in RouteState]?: number } = {
  lingering: HUB_LINGER_MS,
  returning: HUB_HANDOVER_MS,
}

/**
 * A page's connection to the hub: `unasked` the hub is down, and the page is told when it is up; `asked` the page was
 * told to connect; `connecting` its offer came; `connected` media can flow. One that is lost is made anew.
 */
export type HubConnectionState = 'unasked' | 'asked' | 'connecting' | 'connected'
export type HubConnectionEvent = 'hub-up' | 'offered' | 'media-flows'

export const HUB_CONNECTION_TRANSITIONS: Transitions<HubConnectionState, HubConnectionEvent> = {
  unasked: { 'hub-up': 'asked', offered: 'connecting' },
  asked: { offered: 'connecting' },
  connecting: { offered: 'connecting', 'media-flows': 'connected' },
  connected: { offered: 'connecting' },
}
