/**
 * Firefox (ESR 153) leaves lines of feedback in a description for codecs that it does not offer, and Chromium then refuses
 * all of it. Pure.
 */

/** The description without `a=rtcp-fb` lines for payload types that its sections do not have. */
export function withoutStrayFeedback(sdp: string): string {
  let offered: readonly string[] = []
  const isStray = (line: string) => {
    if (line.startsWith('m=')) offered = line.trim().split(' ').slice(3)
    const [, payload] = /^a=rtcp-fb:(\S+) /.exec(line) ?? []
    return payload !== undefined && payload !== '*' && !offered.includes(payload)
  }
  return sdp
    .split('\n')
    .filter((line) => !isStray(line))
    .join('\n')
}
