/** How far the page has come on its present socket, as a table. A new socket knows nothing of what was said on the last. */

import { createMachine, type Transitions } from '../../src/pure/state-machine.js'

export type SocketState =
  /** The service has not sent its welcome. */
  | 'unknown'
  | 'welcomed'
  /** The service was told that the resident talks. */
  | 'joined'

export type SocketEvent = 'welcome' | 'join' | 'leave' | 'lost'

export const socketTransitions: Transitions<SocketState, SocketEvent> = {
  unknown: { welcome: 'welcomed', lost: 'unknown' },
  welcomed: { welcome: 'welcomed', join: 'joined', lost: 'unknown' },
  joined: { welcome: 'joined', join: 'joined', leave: 'welcomed', lost: 'unknown' },
}

export const createSocketState = () => createMachine(socketTransitions, 'unknown')
