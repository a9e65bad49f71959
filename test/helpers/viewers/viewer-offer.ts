/** What viewers do to the offer that libwebrtc makes for them. */

const ADDED =
  'minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxplaybackrate=48000;sprop-maxplaybackrate=48000;sprop-maxcapturerate=48000'

/** The Opus line twice, joined by a lone CR, and ending in LF alone; all other lines unchanged. */
export function malformed(sdp: string): string {
  const payloadType = sdp.match(/^a=rtpmap:(\d+) opus\/48000/im)?.[1] ?? '111'
  const fmtp = `a=fmtp:${payloadType}`
  return sdp
    .split('\n')
    .map((line) => (line.startsWith(`${fmtp} `) ? `${line}${fmtp} ${ADDED}` : line))
    .join('\n')
}

/** Viewers send their candidates one by one, after the offer. */
export function trickled(sdp: string) {
  const lines = sdp.split('\r\n')
  const isCandidate = (line: string) => line.startsWith('a=candidate:')
  const isEnd = (line: string) => line === 'a=end-of-candidates'
  return {
    sdp: lines.filter((line) => !isCandidate(line) && !isEnd(line)).join('\r\n'),
    candidates: lines
      .filter(isCandidate)
      .map((line) => ({ candidate: line.slice('a='.length), sdpMid: '0', sdpMLineIndex: 0 })),
  }
}
