/** RTP packets (RFC 3550 §5.1): what the hub reads in one, and the header of those that it sends. */

export const RTP_HEADER_BYTES = 12

/** Opus counts its timestamps in 48,000ths of a second, whatever it encodes (RFC 7587 §4.1). */
export const RTP_CLOCK_HZ = 48_000

/** No Opus packet of 20 ms is longer: a frame has at most 1275 bytes (RFC 6716 §3.4). */
const MAX_PAYLOAD_BYTES = 1400

const VERSION = 2
const ONE_BYTE_EXTENSIONS = 0xbede

export interface RtpPacket {
  readonly payloadType: number
  readonly marker: boolean
  /** 16 bits. */
  readonly sequence: number
  /** 32 bits, in 48,000ths of a second. */
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
  /** −dBov from 0 (loudest) to 127 (silence), of the header extension of RFC 6464; `undefined` where there is none. */
  readonly level: number | undefined
}

/** RTCP shares the port with RTP; the second byte tells them apart (RFC 5761 §4). */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1] ?? 0
  return type >= 192 && type <= 223
}

/**
 * Reads a packet; `undefined` for one that is not RTP, is cut short, or is larger than any voice packet.
 * @param levelId id under which the header extension for the level was negotiated
 */
export function parseRtp(packet: Buffer, levelId: number | undefined): RtpPacket | undefined {
  const first = packet[0]
  const second = packet[1]
  if (first === undefined || second === undefined || packet.length < RTP_HEADER_BYTES) return undefined
  if (first >> 6 !== VERSION || isRtcp(packet)) return undefined
  let start = RTP_HEADER_BYTES + (first & 0x0f) * 4
  let level: number | undefined
  if (first & 0x10) {
    if (packet.length < start + 4) return undefined
    const extensionEnd = start + 4 + packet.readUInt16BE(start + 2) * 4
    if (packet.length < extensionEnd) return undefined
    if (levelId !== undefined && packet.readUInt16BE(start) === ONE_BYTE_EXTENSIONS) {
      level = findLevel(packet, start + 4, extensionEnd, levelId)
    }
    start = extensionEnd
  }
  const padding = first & 0x20 ? (packet[packet.length - 1] ?? 0) : 0
  const end = packet.length - padding
  if (end < start || end - start > MAX_PAYLOAD_BYTES) return undefined
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(start, end),
    level,
  }
}

/** One-byte header extensions (RFC 8285 §4.2). */
function findLevel(packet: Buffer, start: number, end: number, levelId: number): number | undefined {
  for (let at = start; at < end; ) {
    const head = packet[at] ?? 0
    const id = head >> 4
    if (id === 15) return undefined
    // Id 0 is one byte of padding.
    if (id === 0) at += 1
    else if (id === levelId) return at + 1 < end ? (packet[at + 1] ?? 0) & 0x7f : undefined
    else at += (head & 0x0f) + 2
  }
  return undefined
}

export interface OutgoingHeader {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
}

/** A packet without header extensions; the payload is copied. */
export function buildRtp(
  { payloadType, marker, sequence, timestamp, ssrc }: OutgoingHeader,
  payload: Uint8Array,
): Buffer {
  const packet = Buffer.allocUnsafe(RTP_HEADER_BYTES + payload.length)
  packet[0] = VERSION << 6
  packet[1] = (marker ? 0x80 : 0) | payloadType
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE(timestamp >>> 0, 4)
  packet.writeUInt32BE(ssrc, 8)
  packet.set(payload, RTP_HEADER_BYTES)
  return packet
}

/** How far a sequence number is ahead of another, across the wrap: from −32768 to 32767. */
export function sequenceDistance(from: number, to: number): number {
  return ((to - from + 0x8000) & 0xffff) - 0x8000
}

/** How far a timestamp is ahead of another, across the wrap, in 48,000ths of a second. */
export function timestampDistance(from: number, to: number): number {
  return (to - from) | 0
}

/** How many milliseconds of the sender's clock one timestamp is ahead of another, across the wrap. */
export function millisecondsBetween(from: number, to: number): number {
  return (timestampDistance(from, to) * 1000) / RTP_CLOCK_HZ
}

/** Jitter after one more packet, in the unit of its arguments. @param difference of the transit to that of the packet before (RFC 3550 §6.4.1) */
export function nextJitter(jitter: number, difference: number): number {
  return jitter + (Math.abs(difference) - jitter) / 16
}
