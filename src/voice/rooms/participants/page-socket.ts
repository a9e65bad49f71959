/** A page's socket: a page whose socket broke may come back on a new one for a moment. Its states are in place-states.ts. */

import { createMachine, type Machine } from '../../../pure/state-machine.js'
import type { Timers } from '../../ports.js'
import {
  LOST_GRACE_MS,
  type PageSocketEvent,
  type PageSocketState,
  SOCKET_TRANSITIONS,
  STRANDED_GRACE_MS,
} from './place-states.js'

const GRACE_MS: { readonly [State in PageSocketState]?: number } = {
  lost: LOST_GRACE_MS,
  stranded: STRANDED_GRACE_MS,
}

/** @param onOver called when the page has not come back in time */
export function createPageSocket(
  timers: Timers,
  onOver: () => void,
): Machine<PageSocketState, PageSocketEvent> {
  let cancel: (() => void) | undefined
  const socket = createMachine<PageSocketState, PageSocketEvent>(SOCKET_TRANSITIONS, 'open', (state) => {
    cancel?.()
    cancel = undefined
    const grace = GRACE_MS[state]
    if (grace !== undefined) cancel = timers.after(grace, () => socket.tell('time-up') && onOver())
  })
  return socket
}
