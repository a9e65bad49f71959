/** A peer's audio sections: what each sends and receives, as the library takes it. */

import { Audio, type Direction, type PeerConnection, type Track } from 'node-datachannel'
import { holdWhileOpen } from './hold.js'
import { LEVEL_EXTENSION, type OfferedAudio } from './offer.js'
import { buildRtp, type OutgoingHeader, RTP_CLOCK_HZ, sequenceDistance } from './rtp.js'

/** Discontinuous transmission sends nothing in pauses; forward error correction makes good single losses. */
const OPUS_PARAMETERS = 'minptime=10;useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=64000'

/** A stream to the peer, with a synchronisation source of its own. */
export interface Outlet {
  /** Returns false where the packet could not be sent: the peer is not connected yet, or no longer. */
  send(header: Omit<OutgoingHeader, 'ssrc' | 'payloadType'>, payload: Uint8Array): boolean
}

export interface PeerOutlet extends Outlet {
  /** What is sent next was numbered by another source: the stream goes on where it is. */
  changeSource(): void
}

export interface StreamNumbers {
  /** 16 bits. */
  readonly sequence: number
  /** 32 bits, in 48,000ths of a second. */
  readonly timestamp: number
}

/** Keeps the numbers of a stream going when another source takes it over: no decoder, and no SRTP, takes a jump well. */
export interface Continuation {
  /** The numbers under which a packet goes out. @param nowMs by any stopwatch */
  next(numbers: StreamNumbers, nowMs: number): StreamNumbers
  /** The next packet is numbered by another source. */
  changeSource(): void
}

const TICKS_PER_MS = RTP_CLOCK_HZ / 1000

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
): PeerOutlet {
  const numbers = createContinuation()
  return {
    changeSource: numbers.changeSource,
    send(header, payload) {
      if (!isConnected()) return false
      try {
        const { payloadType } = audio
        const { sequence, timestamp } = numbers.next(header, performance.now())
        const done = track.sendMessageBinary(
          buildRtp({ payloadType, marker: header.marker, sequence, timestamp, ssrc }, payload),
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

export function createContinuation(): Continuation {
  let sequenceOffset = 0
  let timestampOffset = 0
  let changed = false
  let isFirst = true
  let lastSequence = 0
  let lastTimestamp = 0
  let lastAtMs = 0

  function align({ sequence, timestamp }: StreamNumbers, nowMs: number): void {
    changed = false
    if (isFirst) return
    sequenceOffset = lastSequence + 1 - sequence
    timestampOffset = lastTimestamp + Math.max(1, Math.round((nowMs - lastAtMs) * TICKS_PER_MS)) - timestamp
  }

  return {
    next(numbers, nowMs) {
      if (changed) align(numbers, nowMs)
      const sequence = (numbers.sequence + sequenceOffset) & 0xffff
      const timestamp = (numbers.timestamp + timestampOffset) >>> 0
      if (isFirst || sequenceDistance(lastSequence, sequence) > 0) {
        isFirst = false
        lastSequence = sequence
        lastTimestamp = timestamp
        lastAtMs = nowMs
      }
      return { sequence, timestamp }
    },
    changeSource() {
      changed = true
    },
  }
}
