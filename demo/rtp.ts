/** Opus over RTP, as much of it as a talker needs. */

import { randomInt } from 'node:crypto'
import { FRAME_SAMPLES, type VoiceFrame } from './voices.js'

/** The header extension that carries the level, so that pages can show who speaks (RFC 6464). */
export const LEVEL_EXTENSION = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

const HEADER_BYTES = 12
const EXTENSION_BYTES = 8
const ONE_BYTE_PROFILE = 0xbede

export interface RtpStream {
  readonly ssrc: number
  /**
   * Returns the next 20 ms as a packet.
   * @param levelId id of the level's header extension, where the other end accepts it
   */
  packet(frame: VoiceFrame, payloadType: number, levelId: number | undefined): Buffer
}

export function createRtpStream(): RtpStream {
  const ssrc = randomInt(1, 2 ** 32 - 1)
  let sequence = randomInt(2 ** 16)
  let timestamp = randomInt(2 ** 32 - 1)
  return {
    ssrc,
    packet({ packet, level }, payloadType, levelId) {
      const extension = levelId === undefined ? 0 : EXTENSION_BYTES
      const header = Buffer.alloc(HEADER_BYTES + extension)
      header.writeUInt8(0x80 | (extension ? 0x10 : 0), 0)
      header.writeUInt8(payloadType, 1)
      header.writeUInt16BE(sequence, 2)
      header.writeUInt32BE(timestamp, 4)
      header.writeUInt32BE(ssrc, 8)
      if (levelId !== undefined) {
        header.writeUInt16BE(ONE_BYTE_PROFILE, 12)
        header.writeUInt16BE(1, 14)
        header.writeUInt8(levelId << 4, 16)
        header.writeUInt8((level < 50 ? 0x80 : 0) | level, 17)
      }
      sequence = (sequence + 1) & 0xffff
      timestamp = (timestamp + FRAME_SAMPLES) >>> 0
      return Buffer.concat([header, packet])
    },
  }
}
