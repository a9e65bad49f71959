/** Keeps the library's tracks and data channels from being collected too early, and from being kept for ever. */

import type { DataChannel, Track } from 'node-datachannel'

const open = new Set<Track | DataChannel>()

/**
 * Holds a track or channel until its connection closes it. The library closes a track whose JavaScript object is
 * collected earlier, and nothing goes through it any more. It never frees one without an `onClosed` callback, collected
 * or not, and its `cleanup()` then ends the process with a segmentation fault. One that is not closed by hand as well
 * keeps alive what its other callbacks name, and with that the process (node-datachannel 0.33, `CloseAll`).
 */
export function holdWhileOpen<Kind extends Track | DataChannel>(part: Kind): Kind {
  open.add(part)
  part.onClosed(() => {
    open.delete(part)
    part.close()
  })
  return part
}
