/** What is sent while nobody speaks: the least that keeps every decoder quiet. */

/** 20 ms of silence in stereo, with which a decoder also forgets the background noise that it has learned. */
const SILENT_FRAME = Uint8Array.of(0xfc, 0xff, 0xfe)

/**
 * An empty frame (RFC 6716 §2.1.9), as Opus' own discontinuous transmission sends it: a payload of at most two bytes
 * puts WebRTC's receiver to rest until the next word. After a silent frame it would conceal all that follows, and count
 * that as concealed.
 */
export const REST_FRAME = Uint8Array.of(0xfc)

/** This many silent frames come first: a decoder at rest makes noise from the background that it has learned. */
export const SILENT_FRAMES = 3
/**
 * After them comes a rest frame every 900 ms: WebRTC's receiver takes silence without any packet for lost after a second.
 * Opus itself sends one every 400 ms.
 */
export const REST_EVERY_FRAMES = 45

/** @param frame number of the frame in this silence, from 1 @returns its payload; `undefined` where nothing is sent */
export function silenceAt(frame: number): Uint8Array | undefined {
  if (frame <= SILENT_FRAMES) return SILENT_FRAME
  return (frame - SILENT_FRAMES) % REST_EVERY_FRAMES === 1 ? REST_FRAME : undefined
}
