import type { Track } from 'node-datachannel'

const openTracks = new Set<Track>()

/**
 * Holds on to a track until its connection has closed it. The library closes a track whose object was collected
 * before, so that nothing more is heard through it. And it never forgets a track without `onClosed`, collected or
 * not: its `cleanup()` then ends the process with a segmentation fault. A forgotten one keeps what `onMessage`
 * holds, and the process alive, unless it was closed by hand too (node-datachannel 0.33, `TrackWrapper`).
 */
export function holdWhileOpen(track: Track): Track {
  openTracks.add(track)
  track.onClosed(() => {
    openTracks.delete(track)
    track.close()
  })
  return track
}
