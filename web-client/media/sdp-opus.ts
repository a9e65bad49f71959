/** What a session description says about Opus: bitrate, error correction, pauses, stereo. Pure. */

export interface OpusParameters {
  /** Bits per second, on average while the resident speaks. */
  readonly maxaveragebitrate?: number
  /** Each packet also carries a coarse copy of the one before, for when that one is lost. */
  readonly useinbandfec?: 0 | 1
  /** Sends next to nothing in pauses. */
  readonly usedtx?: 0 | 1
  /** The author of the description wants to receive stereo. */
  readonly stereo?: 0 | 1
  /** The author of the description is likely to send stereo. */
  readonly 'sprop-stereo'?: 0 | 1
}

/**
 * The description with these parameters for Opus (RFC 7587 §6.1); its other parameters stay. A description without
 * Opus is returned unchanged. A browser's encoder follows the other side's description.
 */
export function withOpusParameters(sdp: string, parameters: OpusParameters): string {
  const payload = opusPayload(sdp)
  if (payload === undefined) return sdp
  const merged = { ...opusParametersOf(sdp), ...parameters }
  const text = Object.entries(merged)
    .map(([key, value]) => `${key}=${value}`)
    .join(';')
  const line = `a=fmtp:${payload} ${text}`
  const known = new RegExp(`^a=fmtp:${payload} .*$`, 'm')
  if (known.test(sdp)) return sdp.replace(known, (found) => line + (found.endsWith('\r') ? '\r' : ''))
  return sdp.replace(
    new RegExp(`^(a=rtpmap:${payload} [^\\r\\n]*)(\\r?\\n)`, 'm'),
    (_, rtpmap: string, end: string) => `${rtpmap}${end}${line}${end}`,
  )
}

/** The parameters that a description has for Opus, as text. */
export function opusParametersOf(sdp: string): Record<string, string> {
  const payload = opusPayload(sdp)
  const [, text = ''] = sdp.match(new RegExp(`^a=fmtp:${payload} ([^\\r\\n]*)`, 'm')) ?? []
  return Object.fromEntries(
    text
      .split(';')
      .map((pair) => pair.trim().split('='))
      .filter(([key]) => key)
      .map(([key = '', value = '']) => [key, value]),
  )
}

function opusPayload(sdp: string): string | undefined {
  return sdp.match(/^a=rtpmap:(\d{1,3}) opus\/48000/im)?.[1]
}
