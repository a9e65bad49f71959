import type { Track } from 'node-datachannel'

const openTracks = new Set<Track>()

/**
 * Holds on to a track until its connection has closed it. The library closes a track whose object was collected
 * before, so that nothing more is heard through it; and without `onClosed` it never forgets the object, gone or
 * not: its `cleanup()` then ends the process with a segmentation fault (node-datachannel 0.33, `CloseAll`).
 */
export function holdWhileOpen(track: Track): Track {
  openTracks.add(track)
  track.onClosed(() => openTracks.delete(track))
  return track
}
