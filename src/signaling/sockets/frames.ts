/** Messages to pages as WebSocket frames. What the service sends is neither masked nor compressed, so many pages may be sent one buffer. */

/** One whole message (RFC 6455 §5.2): the bit for its end, and the kind of its data. */
const WHOLE_TEXT = 0x81
const WHOLE_BINARY = 0x82

/** Lengths that are written instead of the length itself, which then follows in 2 or in 8 bytes. */
const LENGTH_IN_2 = 126
const LENGTH_IN_8 = 127

/** Header and data in one buffer, which goes out in one piece. */
export function frameOf(data: string | Uint8Array): Buffer {
  const isText = typeof data === 'string'
  const length = isText ? Buffer.byteLength(data) : data.byteLength
  const headerBytes = length < LENGTH_IN_2 ? 2 : length <= 0xffff ? 4 : 10
  const frame = Buffer.allocUnsafe(headerBytes + length)
  frame[0] = isText ? WHOLE_TEXT : WHOLE_BINARY
  if (headerBytes === 2) frame[1] = length
  else if (headerBytes === 4) {
    frame[1] = LENGTH_IN_2
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = LENGTH_IN_8
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  if (isText) frame.write(data, headerBytes)
  else frame.set(data, headerBytes)
  return frame
}

/** Makes one frame for all pages that are sent the same message one after the other. */
export function createFramer(): (data: string | Uint8Array) => Buffer {
  let last: { readonly data: string | Uint8Array; readonly frame: Buffer } | undefined
  return (data) => {
    if (last?.data !== data) last = { data, frame: frameOf(data) }
    return last.frame
  }
}
