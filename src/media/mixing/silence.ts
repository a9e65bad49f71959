/** What is sent where nobody speaks: as little as keeps every decoder quiet. */

/** 20 ms of nothing, stereo: also takes from the decoder what it had learned to be background. */
const SILENT_FRAME = Uint8Array.of(0xfc, 0xff, 0xfe)

/**
 * A frame that says nothing at all (RFC 6716 §2.1.9), as Opus' own discontinuous transmission sends it: at most two
 * bytes put WebRTC's receiver to rest until the next word. A silent frame would not: all that follows it would be
 * concealed, and count as that.
 */
export const REST_FRAME = Uint8Array.of(0xfc)

/** So many silent ones first: at rest, a decoder makes a noise of what it took for background, were it not told of silence. */
const SILENT_FRAMES = 3
/** Then the other end is told this often that rest is meant (400 ms, as Opus itself does). */
const REST_EVERY_FRAMES = 20

/** @param frame of the silence, from 1 on @returns its payload; `undefined` where nothing is sent */
export function silenceAt(frame: number): Uint8Array | undefined {
  if (frame <= SILENT_FRAMES) return SILENT_FRAME
  return (frame - SILENT_FRAMES) % REST_EVERY_FRAMES === 1 ? REST_FRAME : undefined
}
