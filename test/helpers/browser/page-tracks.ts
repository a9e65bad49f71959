/** Records which microphone tracks a page was given: must be installed before the page's own code. */

/** Runs in the page; from then on `tracks` holds all tracks that it got, ended ones too. */
export function rememberTracks(): void {
  const tracks: MediaStreamTrack[] = []
  const media = navigator.mediaDevices
  const open = media.getUserMedia.bind(media)
  media.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    tracks.push(...stream.getAudioTracks())
    return stream
  }
  Object.assign(globalThis, { tracks })
}
