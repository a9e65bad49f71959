/** A peer's audio sections: what each sends and receives, as the library takes it. */

import { Audio, type Direction, type PeerConnection, type Track } from 'node-datachannel'
import { holdWhileOpen } from './hold.js'
import { LEVEL_EXTENSION, type OfferedAudio } from './offer.js'
import { buildRtp, type OutgoingHeader } from './rtp.js'

/** Discontinuous transmission sends nothing in pauses; forward error correction makes good single losses. */
const OPUS_PARAMETERS = 'minptime=10;useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=64000'

/** A stream to the peer, with a synchronisation source of its own. */
export interface Outlet {
  /** Returns false where the packet could not be sent: the peer is not connected yet, or no longer. */
  send(header: Omit<OutgoingHeader, 'ssrc' | 'payloadType'>, payload: Uint8Array): boolean
}

export interface OwnTrack {
  readonly audio: OfferedAudio
  readonly track: Track
  readonly ssrc: number
}

/** Adds a section with the mid and payload type of the offer. To be called before the offer is set. */
export function addTrack(connection: PeerConnection, audio: OfferedAudio, newSsrc: () => number): OwnTrack {
  const section = new Audio(audio.mid, directionTowards(audio))
  const ssrc = newSsrc()
  section.addOpusCodec(audio.payloadType, OPUS_PARAMETERS)
  if (audio.receives) section.addSSRC(ssrc, 'hub', `hub-${audio.mid}`, `voice-${audio.mid}`)
  if (audio.sends && audio.levelId !== undefined)
    section.parseSdpLine(`a=extmap:${audio.levelId} ${LEVEL_EXTENSION}`)
  return { audio, track: holdWhileOpen(connection.addTrack(section)), ssrc }
}

function directionTowards({ sends, receives }: OfferedAudio): Direction {
  if (sends) return receives ? 'SendRecv' : 'RecvOnly'
  return receives ? 'SendOnly' : 'Inactive'
}

export function outletOf(
  { audio, track, ssrc }: OwnTrack,
  sent: { packets: number },
  isConnected: () => boolean,
): Outlet {
  return {
    send(header, payload) {
      if (!isConnected()) return false
      try {
        const { payloadType } = audio
        const { marker, sequence, timestamp } = header
        const done = track.sendMessageBinary(
          buildRtp({ payloadType, marker, sequence, timestamp, ssrc }, payload),
        )
        if (done) sent.packets += 1
        return done
      } catch {
        // The track is not open yet, or closes at this very moment: the library reports that next.
        return false
      }
    },
  }
}
