/** What the hub's processes send each other, and how a stream is numbered on when another process takes it over. */

import t from 'tap'
import {
  type CarriedFrame,
  createFrameReader,
  encodeFrame,
} from '../../../src/media/hub-process/carrying/frames.js'
import { createContinuation } from '../../../src/media/peers/peer-tracks.js'

const packet = { marker: true, sequence: 65_535, timestamp: 4_294_967_295, payload: Buffer.from([1, 2, 3]) }
const FRAMES: readonly CarriedFrame[] = [
  { type: 'voice', id: 7, level: 30, ...packet },
  { type: 'voice', id: 4_000_000_000, level: undefined, ...packet, marker: false, payload: Buffer.alloc(0) },
  { type: 'losses', id: 7, share: 0.25 },
  { type: 'sound', id: 7, outlet: 11, ...packet, payload: Buffer.alloc(1275, 9) },
  { type: 'lost', id: 8, share: 0.0625 },
]

t.test('frames come out as they went in, wherever the stream is cut', async (t) => {
  const stream = Buffer.concat(FRAMES.map(encodeFrame))
  for (const size of [1, 2, 15, 16, 64, 1000, stream.length]) {
    const found: CarriedFrame[] = []
    const read = createFrameReader((frame) => found.push({ ...frame }))
    for (let at = 0; at < stream.length; at += size) read(Buffer.from(stream.subarray(at, at + size)))
    t.strictSame(found, FRAMES, `in pieces of ${size}`)
  }
})

t.test('a stream of something else is refused', async (t) => {
  const read = (bytes: Buffer) => createFrameReader(() => t.fail('a frame'))(bytes)
  t.throws(() => read(Buffer.alloc(40)), /a frame of 0 bytes/)
  t.throws(() => read(Buffer.alloc(40, 0xff)), /a frame of 65535 bytes/)
  const odd = encodeFrame({ type: 'lost', id: 1, share: 0 })
  odd[2] = 9
  t.throws(() => read(odd), /of type 9/)
})

t.test('a stream goes on where it was when another source takes it over', async (t) => {
  const { next, changeSource } = createContinuation()
  t.strictSame(
    next({ sequence: 65_534, timestamp: 100 }, 0),
    { sequence: 65_534, timestamp: 100 },
    'as it came',
  )
  t.strictSame(next({ sequence: 65_535, timestamp: 1060 }, 20), { sequence: 65_535, timestamp: 1060 })
  changeSource()
  t.strictSame(next({ sequence: 500, timestamp: 7 }, 40), { sequence: 0, timestamp: 2020 }, 'the next number')
  t.strictSame(
    next({ sequence: 502, timestamp: 1927 }, 80),
    { sequence: 2, timestamp: 3940 },
    'a loss stays one',
  )
  t.strictSame(
    next({ sequence: 501, timestamp: 967 }, 81),
    { sequence: 1, timestamp: 2980 },
    'in its own order',
  )
  changeSource()
  t.match(
    next({ sequence: 9, timestamp: 9 }, 180),
    { sequence: 3, timestamp: 3940 + 100 * 48 },
    'a pause stays one',
  )
  const fresh = createContinuation()
  fresh.changeSource()
  t.strictSame(fresh.next({ sequence: 9, timestamp: 9 }, 0), { sequence: 9, timestamp: 9 })
})
