/** STUN messages on the wire: requests and their answers (RFC 8489 §5, RFC 8656 §18). */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const Method = { binding: 1, allocate: 3, refresh: 4, createPermission: 8 } as const
export type Method = (typeof Method)[keyof typeof Method]

export const Attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  unknownAttributes: 0x000a,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
  fingerprint: 0x8028,
} as const

const MAGIC_COOKIE = 0x2112a442
const HEADER_BYTES = 20
const INTEGRITY_BYTES = 20
/** The two bits of the message type that tell a request, a success and a failure apart. */
const CLASS_BITS = 0x0110
const SUCCESS = 0x0100
const FAILURE = 0x0110
const FINGERPRINT_XOR = 0x5354554e

/** Some values are computed from the transaction id of their message. */
export type StunAttribute = readonly [type: number, value: Buffer | ((transactionId: Buffer) => Buffer)]

export interface StunAnswer {
  readonly transactionId: Buffer
  readonly attributes: ReadonlyMap<number, Buffer>
  /** `undefined` for a success. */
  readonly error: { readonly code: number; readonly reason: string } | undefined
}

/** Encodes a request, and signs it where there is a key. */
export function encodeRequest(
  method: Method,
  transactionId: Buffer,
  attributes: readonly StunAttribute[],
  key?: Buffer,
): Buffer {
  const message = encodePlain(method, transactionId, attributes)
  return withFingerprint(key ? signed(message, key) : message)
}

/** Encodes the answer to a request: a failure where its attributes hold an error code, else a success. Signs it where there is a key. */
export function encodeAnswer(
  { method, transactionId, fingerprint }: Pick<StunRequest, 'method' | 'transactionId' | 'fingerprint'>,
  attributes: readonly StunAttribute[],
  key?: Buffer,
): Buffer {
  const failed = attributes.some(([type]) => type === Attribute.errorCode)
  const plain = encodePlain(method | (failed ? FAILURE : SUCCESS), transactionId, attributes)
  const message = key ? signed(plain, key) : plain
  return fingerprint ? withFingerprint(message) : message
}

/** The value of ERROR-CODE (RFC 8489 §14.8). */
export function errorCode(code: number, reason: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reason)])
}

function encodePlain(type: number, transactionId: Buffer, attributes: readonly StunAttribute[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt16BE(type, 0)
  header.writeUInt32BE(MAGIC_COOKIE, 4)
  transactionId.copy(header, 8)
  const values = attributes.map(([type, value]) =>
    encodeAttribute(type, typeof value === 'function' ? value(transactionId) : value),
  )
  const message = Buffer.concat([header, ...values])
  message.writeUInt16BE(message.length - HEADER_BYTES, 2)
  return message
}

/** Appends an attribute computed over the whole message before it, whose header already counts that attribute. */
function withComputed(
  message: Buffer,
  type: number,
  valueBytes: number,
  compute: (message: Buffer) => Buffer,
): Buffer {
  message.writeUInt16BE(message.length - HEADER_BYTES + 4 + valueBytes, 2)
  return Buffer.concat([message, encodeAttribute(type, compute(message))])
}

/** With MESSAGE-INTEGRITY by HMAC-SHA1 (RFC 8489 §14.5). */
const signed = (message: Buffer, key: Buffer): Buffer =>
  withComputed(message, Attribute.messageIntegrity, INTEGRITY_BYTES, (text) => integrity(text, key))

const integrity = (text: Buffer, key: Buffer): Buffer => createHmac('sha1', key).update(text).digest()

function withFingerprint(message: Buffer): Buffer {
  return withComputed(message, Attribute.fingerprint, 4, (text) =>
    uint32((crc32(text) ^ FINGERPRINT_XOR) >>> 0),
  )
}

export interface StunRequest {
  readonly method: number
  readonly transactionId: Buffer
  /** Types of the attributes that a server has to understand (RFC 8489 §14). */
  readonly required: readonly number[]
  readonly fingerprint: boolean
  /** USERNAME, of ICE the ufrags of both ends (RFC 8445 §7.2.2); `undefined` where there is none. */
  readonly username: string | undefined
  /** Whether it is signed by that key. */
  isSignedBy(key: Buffer): boolean
}

/** A server may ignore types from here on. */
const OPTIONAL_FROM = 0x8000

/** Decodes a request; `undefined` for anything that is not exactly one whole request. */
export function decodeRequest(message: Buffer): StunRequest | undefined {
  if (message.length < HEADER_BYTES || message.readUInt32BE(4) !== MAGIC_COOKIE) return undefined
  const type = message.readUInt16BE(0)
  // The two highest bits are zero in STUN only (RFC 7983), and the class bits in a request only.
  if (type >= 0x4000 || (type & CLASS_BITS) !== 0) return undefined
  if (message.readUInt16BE(2) !== message.length - HEADER_BYTES) return undefined
  const types: number[] = []
  let username: string | undefined
  let signedAt: number | undefined
  let at = HEADER_BYTES
  while (at + 4 <= message.length) {
    const type = message.readUInt16BE(at)
    types.push(type)
    const length = message.readUInt16BE(at + 2)
    if (type === Attribute.username) username = message.toString('utf8', at + 4, at + 4 + length)
    if (type === Attribute.messageIntegrity && length === INTEGRITY_BYTES) signedAt = at
    at += 4 + length + padding(length)
  }
  if (at !== message.length) return undefined
  return {
    method: type,
    transactionId: message.subarray(8, HEADER_BYTES),
    required: types.filter((type) => type < OPTIONAL_FROM),
    fingerprint: types.at(-1) === Attribute.fingerprint,
    username,
    isSignedBy(key) {
      if (signedAt === undefined) return false
      // As if nothing came after the signature.
      const text = Buffer.from(message.subarray(0, signedAt))
      text.writeUInt16BE(signedAt - HEADER_BYTES + 4 + INTEGRITY_BYTES, 2)
      const told = message.subarray(signedAt + 4, signedAt + 4 + INTEGRITY_BYTES)
      return timingSafeEqual(integrity(text, key), told)
    },
  }
}

/** Decodes an answer; `undefined` for anything else. */
export function decodeAnswer(message: Buffer): StunAnswer | undefined {
  if (message.length < HEADER_BYTES || message.readUInt32BE(4) !== MAGIC_COOKIE) return undefined
  const kind = message.readUInt16BE(0) & CLASS_BITS
  if (kind !== SUCCESS && kind !== FAILURE) return undefined
  const attributes = new Map<number, Buffer>()
  for (let at = HEADER_BYTES; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length))
    at += 4 + length + padding(length)
  }
  return {
    transactionId: message.subarray(8, HEADER_BYTES),
    attributes,
    error: kind === FAILURE ? decodeError(attributes.get(Attribute.errorCode)) : undefined,
  }
}

/** The length of the message at the beginning of a stream; `undefined` while too little has come to know it. */
export function messageBytes(stream: Buffer): number | undefined {
  return stream.length < 4 ? undefined : HEADER_BYTES + stream.readUInt16BE(2)
}

export function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}

/** An address and a port as XOR-PEER-ADDRESS carries them (RFC 8489 §14.2). */
export function xorAddress(address: string, port: number): (transactionId: Buffer) => Buffer {
  const bytes = addressBytes(address)
  return (transactionId) => {
    const key = Buffer.concat([uint32(MAGIC_COOKIE), transactionId])
    const header = Buffer.from([0, bytes.length === 4 ? 1 : 2, 0, 0])
    header.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2)
    return Buffer.concat([header, bytes.map((byte, at) => byte ^ (key[at] ?? 0))])
  }
}

/** The four bytes of an IPv4 address, or the sixteen of an IPv6 one. */
export function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number))
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(value.length, 2)
  return Buffer.concat([header, value, Buffer.alloc(padding(value.length))])
}

/** Attributes begin at multiples of four bytes. */
function padding(length: number): number {
  return (4 - (length % 4)) % 4
}

function decodeError(value: Buffer | undefined): { code: number; reason: string } {
  if (!value || value.length < 4) return { code: 0, reason: 'no error code' }
  const code = (value.readUInt8(2) & 7) * 100 + value.readUInt8(3)
  return { code, reason: value.subarray(4).toString() }
}
