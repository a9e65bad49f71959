/** A room's route and a page's way to the hub, as tables. */

import type { Transitions } from '../../../pure/state-machine.js'

/**
 * | state     | who is heard through the hub                  | who is linked directly            |
 * | --------- | --------------------------------------------- | --------------------------------- |
 * | direct    | nobody                                        | everybody in reach                |
 * | hub       | everybody                                     | pages that do not reach the hub   |
 * | lingering | as in hub, though nothing needs the hub now   | as in hub                         |
 * | returning | everybody, until direct connections are up    | everybody in reach                |
 */
export type RouteState = 'direct' | 'hub' | 'lingering' | 'returning'
export type RouteEvent = 'needed' | 'not-needed' | 'time-up'

export const ROUTE_TRANSITIONS: Transitions<RouteState, RouteEvent> = {
  direct: { needed: 'hub', 'not-needed': 'direct' },
  hub: { needed: 'hub', 'not-needed': 'lingering' },
  lingering: { needed: 'hub', 'not-needed': 'lingering', 'time-up': 'returning' },
  returning: { needed: 'hub', 'not-needed': 'returning', 'time-up': 'direct' },
}

/** A room leaves the hub only when nothing has needed the hub for this long. */
export const HUB_LINGER_MS = 5000

/** Pages keep the hub for this long after the room went back to direct connections, so that those are up first. */
export const HUB_HANDOVER_MS = 4000

/** How long a state lasts until `time-up`; states that are not listed last until another event. */
export const ROUTE_TIMES_MS: { readonly [State in RouteState]?: number } = {
  lingering: HUB_LINGER_MS,
  returning: HUB_HANDOVER_MS,
}

/**
 * A page's connection to the hub. `unasked`: the hub is down, and the page is asked when the hub is up. `asked`: the
 * page was told to connect. `connecting`: its offer came. `connected`: media can flow. A lost connection starts again.
 */
export type HubConnectionState = 'unasked' | 'asked' | 'connecting' | 'connected'
export type HubConnectionEvent = 'hub-up' | 'offered' | 'media-flows'

export const HUB_CONNECTION_TRANSITIONS: Transitions<HubConnectionState, HubConnectionEvent> = {
  unasked: { 'hub-up': 'asked', offered: 'connecting' },
  asked: { offered: 'connecting' },
  connecting: { offered: 'connecting', 'media-flows': 'connected' },
  connected: { offered: 'connecting' },
}
