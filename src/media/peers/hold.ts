import type { DataChannel, Track } from 'node-datachannel'

const open = new Set<Track | DataChannel>()

/**
 * Holds on to a track or channel until its connection has closed it. The library closes one whose object was
 * collected before, so that nothing more goes through it. And it never forgets one without `onClosed`, collected or
 * not: its `cleanup()` then ends the process with a segmentation fault. A forgotten one keeps what its other callbacks
 * hold, and the process alive, unless it was closed by hand too (node-datachannel 0.33, `CloseAll`).
 */
export function holdWhileOpen<Kind extends Track | DataChannel>(part: Kind): Kind {
  open.add(part)
  part.onClosed(() => {
    open.delete(part)
    part.close()
  })
  return part
}
