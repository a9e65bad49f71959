/** How the resident's voice is encoded: the browser follows what the other side's description asks for. */

import { withOpusParameters } from './sdp-opus.js'
import type { OwnVoice } from './voice-source.js'

const SPEECH_BITS_PER_SECOND = 40_000
const MUSIC_BITS_PER_SECOND = 128_000

/** The other side's description, changed to ask for what this side wants to send. */
export function forSending(sdp: string, { performer }: Pick<OwnVoice, 'performer'>): string {
  return withOpusParameters(sdp, {
    maxaveragebitrate: performer ? MUSIC_BITS_PER_SECOND : SPEECH_BITS_PER_SECOND,
    useinbandfec: 1,
    usedtx: performer ? 0 : 1,
    stereo: performer ? 1 : 0,
  })
}
