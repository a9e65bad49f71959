/**
 * A WebSocket that counts what it is sent and reads none of it. Two hundred clients that read would take a core of their
 * own, and what is measured would wait for that.
 */

import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

export interface CountingSocket {
  /** Sends a text of at most 125 bytes. */
  send(text: string): void
  terminate(): void
}

const HEADER_END = '\r\n\r\n'
/** Opcodes and bits of RFC 6455 §5.2. */
const WHOLE_TEXT = 0x81
const WHOLE_PONG = 0x8a
const OPCODE = 0x0f
const PING = 9
const MASKED = 0x80
/** Masking with zeros changes nothing. */
const MASK = [0, 0, 0, 0]
/** What all sockets read into, one at a time. */
const CHUNK = Buffer.alloc(64 * 1024)

/** @param onMessage called with the length of each message, bytes */
export function openCounting(
  url: string,
  headers: Readonly<Record<string, string>>,
  onMessage: (bytes: number) => void,
): Promise<CountingSocket> {
  const { hostname, port, pathname } = new URL(url)
  return new Promise((resolve, reject) => {
    let answer = ''
    let isOpen = false
    const skim = createSkimmer((opcode, bytes) => {
      if (opcode === PING) socket.write(Uint8Array.of(WHOLE_PONG, MASKED, ...MASK))
      else onMessage(bytes)
    })

    function read(chunk: Uint8Array): void {
      if (isOpen) return skim(chunk)
      const before = answer.length
      answer += Buffer.from(chunk).toString('latin1')
      const end = answer.indexOf(HEADER_END)
      if (end === -1) return
      if (!answer.startsWith('HTTP/1.1 101 ')) return void socket.destroy(new Error(answer))
      isOpen = true
      skim(chunk.subarray(end + HEADER_END.length - before))
      resolve({
        send(text) {
          const data = Buffer.from(text)
          socket.write(Buffer.from([WHOLE_TEXT, MASKED | data.length, ...MASK, ...data]))
        },
        terminate: () => void socket.destroy(),
      })
    }

    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: CHUNK,
        callback(length) {
          read(CHUNK.subarray(0, length))
          return true
        },
      },
    })
    socket.setNoDelay()
    socket.on('error', reject)
    const head = {
      host: `${hostname}:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
    socket.write([`GET ${pathname} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
  })
}

/** Goes from frame to frame of what it is given. Messages of more than one frame count as several. */
function createSkimmer(onFrame: (opcode: number, bytes: number) => void): (chunk: Uint8Array) => void {
  const header = Buffer.alloc(10)
  let known = 0
  let left = 0
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      const skipped = Math.min(left, chunk.length - at)
      left -= skipped
      at += skipped
      if (at === chunk.length) return
      header[known] = chunk[at] ?? 0
      known += 1
      at += 1
      const length = lengthIn(header, known)
      if (length === undefined) continue
      known = 0
      left = length
      onFrame((header[0] ?? 0) & OPCODE, length)
    }
  }
}

/** The length of a frame's data, bytes; `undefined` while so few bytes of its header are known. */
function lengthIn(header: Buffer, known: number): number | undefined {
  if (known < 2) return undefined
  const short = header[1] ?? 0
  if (short < 126) return short
  if (short === 126) return known < 4 ? undefined : header.readUInt16BE(2)
  return known < 10 ? undefined : Number(header.readBigUInt64BE(2))
}
