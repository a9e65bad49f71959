/** The offers that a page and a viewer make to the media hub, without a browser. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'

const DATA =
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sctp-port:5000\r\n'

/** One section for the microphone and for what is heard, and the data channel. */
export function viewerOffer(): string {
  return pageOffer(0).replace(/^a=sendonly$/m, 'a=sendrecv') + DATA
}

/** As Chromium makes it: one section that sends, and that many that receive. */
export function pageOffer(slots: number): string {
  const sdp = readFileSync(join(projectRoot, 'test/fixtures/sdp/chromium.sdp'), 'utf8')
  const [session = '', audio = ''] = sdp.split(/^(?=m=)/m)
  const section = (mid: number, direction: string) =>
    audio.replace(/^a=mid:.*$/m, `a=mid:${mid}`).replace(/^a=sendrecv$/m, `a=${direction}`)
  const receiving = Array.from({ length: slots }, (_, index) =>
    section(index + 1, 'recvonly').replace(/^a=(ssrc|msid).*\r?\n/gm, ''),
  )
  const mids = Array.from({ length: slots + 1 }, (_, index) => index).join(' ')
  const head = session.replace(/^a=group:BUNDLE.*$/m, `a=group:BUNDLE ${mids}`)
  return [head, section(0, 'sendonly'), ...receiving].join('')
}
