/**
 * Keeps the noise of quiet rooms out. An open microphone in front of which nobody speaks sends as many packets as any
 * other, and a hundred of them would be decoded, added up and heard as a hiss.
 */

import type { RtpPacket } from '../peers/rtp.js'
import { silenceAt } from './silence.js'

/** −dBov: more than 20 dB below a quiet voice, and above what noise suppression leaves of a room's noise. */
const ROOM_LEVEL = 58
/** One second: no pause for breath closes the gate. */
const HOLD_PACKETS = 50

export interface NoiseGate {
  /**
   * Returns the packet to pass on, numbered as if none before it had been left out, or `undefined` for one to leave out.
   * A stream whose packets do not tell their level (RFC 6464) passes unchanged.
   */
  pass(packet: RtpPacket): RtpPacket | undefined
}

export function createNoiseGate(): NoiseGate {
  let quietPackets = 0
  let leftOut = 0

  function payloadOf({ payload }: RtpPacket): Buffer | undefined {
    const closedFor = quietPackets - HOLD_PACKETS
    if (closedFor <= 0) return payload
    const silence = silenceAt(closedFor)
    return silence && Buffer.from(silence)
  }

  return {
    pass(packet) {
      const { level } = packet
      quietPackets = level !== undefined && level >= ROOM_LEVEL ? quietPackets + 1 : 0
      const payload = payloadOf(packet)
      if (!payload) {
        leftOut = (leftOut + 1) & 0xffff
        return undefined
      }
      if (leftOut === 0 && payload === packet.payload) return packet
      return { ...packet, payload, sequence: (packet.sequence - leftOut) & 0xffff }
    },
  }
}
