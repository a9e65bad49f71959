/** What an Opus packet tells without being decoded (RFC 6716). */

/** No speech fits into a payload this short: a rest frame has up to two bytes (§2.1.9), a frame of silence three. */
export const SILENT_PAYLOAD_BYTES = 4

/** Configurations below this hold a frame of the speech mode, alone or combined with the other mode (§3.1). */
const CONFIGURATIONS_WITH_SPEECH_MODE = 16
/** How many speech-mode frames a packet of 10, 20, 40 or 60 ms holds, by the lower two bits of the configuration (§4.2.2). */
const SPEECH_FRAMES = [1, 1, 2, 3] as const
const STEREO = 0x04
const FRAME_COUNT = 0x03

/**
 * Whether a packet holds a coarse copy of the one before, which makes good its loss. The flags are the first bits of the
 * speech mode's data: for each channel one bit per frame for voice activity, then one for the copy (§4.2.3).
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
