/** What a noise filter makes of a microphone's track. */

/** A track without noise, which ends with `close`; the track it is made of does not. */
export interface FilteredTrack {
  readonly track: MediaStreamTrack
  close(): void
}

/** @throws where the filter cannot be loaded, or does not run */
export type NoiseFilter = (track: MediaStreamTrack, onStopped: () => void) => Promise<FilteredTrack>
