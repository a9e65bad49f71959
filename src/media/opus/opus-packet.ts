/** What can be read off an Opus packet without decoding it (RFC 6716). */

/** Opus sends up to two bytes where discontinuous transmission has nothing to say (§2.1.9). */
export const SILENT_PAYLOAD_BYTES = 4

/** Configurations below this hold a frame of the speech mode, alone or with another on top of it (§3.1). */
const CONFIGURATIONS_WITH_SPEECH_MODE = 16
/** Of speech-mode frames, by the lower two bits: of 10, 20, 40 and 60 ms (§4.2.2). */
const SPEECH_FRAMES = [1, 1, 2, 3] as const
const STEREO = 0x04
const FRAME_COUNT = 0x03

/**
 * Whether it holds a coarse copy of what was said before it, to make good a loss. The flags are the first bits of the
 * speech mode's data: for each channel whether there is voice in each frame, then whether there is a copy (§4.2.3).
 */
export function holdsCopy(payload: Uint8Array): boolean {
  const [table = 0, flags] = payload
  const configuration = table >> 3
  if (flags === undefined || configuration >= CONFIGURATIONS_WITH_SPEECH_MODE) return false
  if ((table & FRAME_COUNT) !== 0) return false
  const frames = configuration < 12 ? (SPEECH_FRAMES[configuration & 3] ?? 1) : 1
  const copyOf = (channel: number) => ((flags >> (7 - frames - channel * (frames + 1))) & 1) === 1
  return copyOf(0) || ((table & STEREO) !== 0 && copyOf(1))
}
