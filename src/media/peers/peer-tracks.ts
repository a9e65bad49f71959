/** A peer's audio sections: what each sends and receives, as the library wants to be told. */

import { Audio, type Direction, type PeerConnection, type Track } from 'node-datachannel'
import { holdWhileOpen } from './hold.js'
import { LEVEL_EXTENSION, type OfferedAudio } from './offer.js'
import { buildRtp, type OutgoingHeader } from './rtp.js'

/** Discontinuous transmission keeps the pauses off the wire; error correction makes good what single losses take. */
const OPUS_PARAMETERS = 'minptime=10;useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=64000'

/** A stream towards the peer, with a synchronisation source of its own. */
export interface Outlet {
  /** False where it could not be sent: not connected yet, or no more. */
  send(header: Omit<OutgoingHeader, 'ssrc' | 'payloadType'>, payload: Uint8Array): boolean
}

export interface OwnTrack {
  readonly audio: OfferedAudio
  readonly track: Track
  readonly ssrc: number
}

/** To be called before the offer is set: with the offer's own mid and payload type. */
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
        // It is not open yet, or closes in this very moment: its state follows.
        return false
      }
    },
  }
}
