/** Records what a participant is told, for tests that listen to some events only. */

import type { RoomEventOf, RoomEventType, Tell } from '../../src/voice/rooms/room-event.js'

/** @param on what is done at each event; the others are ignored */
export function hearing(
  on: {
    readonly [Type in RoomEventType]?: (event: RoomEventOf<Type>) => unknown
  },
): Tell {
  function tell<Type extends RoomEventType>(event: RoomEventOf<Type> & { readonly type: Type }): void {
    on[event.type]?.(event)
  }
  return tell as Tell
}
