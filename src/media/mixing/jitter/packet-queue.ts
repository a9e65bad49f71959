/** The packets of one voice that wait for their turn, in the order in which they were sent. */

import { millisecondsBetween, sequenceDistance } from '../../peers/rtp.js'
import type { QueuedPacket, StreamPosition, VoicePacket } from './voice-packet.js'

export interface PacketQueue {
  /** Where a packet stands, seen from the newest so far; the first of a stream stands at zero. */
  positionOf(packet: VoicePacket): StreamPosition
  /** Whether a packet that stands there is too far from the newest to be part of the same stream. */
  isAnotherStream(position: StreamPosition): boolean
  /** Takes note of a packet that has come, whether it is played or not. */
  arrived(packet: VoicePacket, position: StreamPosition): void
  add(packet: QueuedPacket): void
  at(index: number): QueuedPacket | undefined
  oldest(): QueuedPacket | undefined
  remove(packet: QueuedPacket): void
  readonly size: number
  /** Forgets every packet and where the stream stands. */
  restart(): void
}

const MAX_SEQUENCE_JUMP = 500

export function createPacketQueue(): PacketQueue {
  const waiting = new Map<number, QueuedPacket>()
  let newest: (StreamPosition & Pick<VoicePacket, 'sequence' | 'timestamp'>) | undefined

  return {
    positionOf({ sequence, timestamp }) {
      if (!newest) return { index: 0, sentMs: 0 }
      return {
        index: newest.index + sequenceDistance(newest.sequence, sequence),
        sentMs: newest.sentMs + millisecondsBetween(newest.timestamp, timestamp),
      }
    },
    isAnotherStream: ({ index }) =>
      newest !== undefined && Math.abs(index - newest.index) > MAX_SEQUENCE_JUMP,
    arrived({ sequence, timestamp }, { index, sentMs }) {
      if (!newest || index > newest.index) newest = { index, sentMs, sequence, timestamp }
    },
    add(packet) {
      waiting.set(packet.index, packet)
    },
    at: (index) => waiting.get(index),
    oldest() {
      let found: QueuedPacket | undefined
      for (const packet of waiting.values()) if (!found || packet.index < found.index) found = packet
      return found
    },
    remove({ index }) {
      waiting.delete(index)
    },
    get size() {
      return waiting.size
    },
    restart() {
      waiting.clear()
      newest = undefined
    },
  }
}
