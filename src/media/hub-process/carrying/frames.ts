/** What two processes of the hub tell each other about a peer that is connected to one while its room is in the other. */

/**
 * `voice`: the peer's own packet, to the process of its room. `losses`: the share of its packets that the peer reports
 * lost, to the process of its room. `sound`: what the peer shall get in one of its streams, to the process of its
 * connection. `lost`: the share of its voice that listeners lose, to the process of its connection.
 */
export type CarriedFrame = CarriedVoice | CarriedSound | CarriedShare<'losses'> | CarriedShare<'lost'>

interface CarriedPacket {
  /** Of the carriage; see `HubGuest`. */
  readonly id: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly payload: Uint8Array
}

interface CarriedVoice extends CarriedPacket {
  readonly type: 'voice'
  /** As in RFC 6464; `undefined` where the packet tells none. */
  readonly level: number | undefined
}

interface CarriedSound extends CarriedPacket {
  readonly type: 'sound'
  readonly outlet: number
}

interface CarriedShare<Type> {
  readonly type: Type
  readonly id: number
  /** 0..1 */
  readonly share: number
}

const TYPES = ['voice', 'sound', 'losses', 'lost'] as const
const NO_LEVEL = 255
/** Bytes before a payload: length, type, id, outlet or level, marker, sequence, timestamp. */
const HEADER_BYTES = 15
/** A length that no frame of ours has: the stream is no stream of ours. */
const MAX_FRAME_BYTES = 2048

export function encodeFrame(frame: CarriedFrame): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + ('payload' in frame ? frame.payload.length : 0))
  bytes.writeUInt16BE(bytes.length, 0)
  bytes[2] = TYPES.indexOf(frame.type)
  bytes.writeUInt32BE(frame.id, 3)
  if (frame.type === 'losses' || frame.type === 'lost') {
    bytes.writeFloatBE(frame.share, 7)
    return bytes
  }
  bytes[7] = frame.type === 'voice' ? (frame.level ?? NO_LEVEL) : frame.outlet
  bytes[8] = Number(frame.marker)
  bytes.writeUInt16BE(frame.sequence & 0xffff, 9)
  bytes.writeUInt32BE(frame.timestamp >>> 0, 11)
  bytes.set(frame.payload, HEADER_BYTES)
  return bytes
}

/**
 * Takes a stream apart into its frames.
 * @returns takes the next bytes of the stream
 * @throws Error for a stream that is none of ours
 */
export function createFrameReader(take: (frame: CarriedFrame) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    let at = 0
    while (rest.length - at >= HEADER_BYTES) {
      const length = rest.readUInt16BE(at)
      if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) throw new Error(`a frame of ${length} bytes`)
      if (rest.length - at < length) break
      take(decodeFrame(rest.subarray(at, at + length)))
      at += length
    }
    rest = rest.subarray(at)
  }
}

function decodeFrame(bytes: Buffer): CarriedFrame {
  const type = TYPES[bytes[2] ?? 0]
  const id = bytes.readUInt32BE(3)
  if (type === undefined) throw new Error(`a frame of type ${bytes[2]}`)
  if (type === 'losses' || type === 'lost') return { type, id, share: bytes.readFloatBE(7) }
  const [seventh = 0, marker] = [bytes[7], bytes[8] === 1]
  const packet = {
    id,
    marker,
    sequence: bytes.readUInt16BE(9),
    timestamp: bytes.readUInt32BE(11),
    payload: bytes.subarray(HEADER_BYTES),
  }
  if (type === 'sound') return { type, outlet: seventh, ...packet }
  return { type, level: seventh === NO_LEVEL ? undefined : seventh, ...packet }
}
