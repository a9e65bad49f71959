import fc from 'fast-check'
import t from 'tap'
import {
  buildRtp,
  isRtcp,
  parseRtp,
  sequenceDistance,
  timestampDistance,
} from '../../../src/media/peers/rtp.js'
import { rtpPacket } from '../../helpers/media/media-peer.js'

const header = { payloadType: 111, marker: true, sequence: 65_535, timestamp: 0xffff_fff0, ssrc: 0x8000_0001 }

t.test('what is built is read again', (t) => {
  const payload = Buffer.from('voice')
  t.match(parseRtp(buildRtp(header, payload), undefined), { ...header, payload, level: undefined })
  t.end()
})

t.test("a browser's level is found under its own id only", (t) => {
  const packet = rtpPacket({
    ssrc: 7,
    sequence: 1,
    timestamp: 2,
    level: 0x80 | 35,
    payload: Buffer.from('x'),
  })
  t.equal(parseRtp(packet, 1)?.level, 35, 'without the bit that says voice')
  t.equal(parseRtp(packet, 2)?.level, undefined)
  t.strictSame(parseRtp(packet, 1)?.payload, Buffer.from('x'))
  t.end()
})

t.test('contributing sources and padding are no sound', (t) => {
  const plain = buildRtp(header, Buffer.from('voice'))
  const packet = Buffer.concat([
    plain.subarray(0, 12),
    Buffer.alloc(8),
    plain.subarray(12),
    Buffer.from([0, 0, 3]),
  ])
  packet[0] = 0x80 | 0x20 | 2
  t.strictSame(parseRtp(packet, undefined)?.payload, Buffer.from('voice'))
  t.end()
})

t.test('what is no voice packet is passed over', (t) => {
  const voice = buildRtp(header, Buffer.from('voice'))
  const changed = (at: number, value: number) => {
    const packet = Buffer.from(voice)
    packet[at] = value
    return packet
  }
  for (const [why, packet] of Object.entries({
    empty: Buffer.alloc(0),
    'cut short': voice.subarray(0, 11),
    'another version': changed(0, 0x40),
    'sources beyond its end': changed(0, 0x8f),
    'an extension beyond its end': changed(0, 0x90),
    'more padding than packet': changed(0, 0xa0),
    oversized: buildRtp(header, Buffer.alloc(1401)),
    'a report': changed(1, 200),
  })) {
    t.equal(parseRtp(packet, 1), undefined, why)
  }
  t.ok(isRtcp(changed(1, 200)))
  t.end()
})

t.test('no bytes at all make it throw, or read beyond their end', (t) => {
  const beginning = fc.constantFrom(0x80, 0x90, 0xb3, 0xbf)
  fc.assert(
    fc.property(
      beginning,
      fc.uint8Array({ maxLength: 60 }),
      fc.option(fc.integer({ min: 1, max: 14 })),
      (first, rest, id) => {
        const packet = parseRtp(Buffer.from([first, ...rest]), id ?? undefined)
        if (!packet) return
        if (packet.payload.length > rest.length - 11) throw new Error('longer than it is')
        if (packet.level !== undefined && packet.level > 127) throw new Error('no such level')
      },
    ),
    { numRuns: 2000 },
  )
  t.end()
})

t.test('distances go across the wrap', (t) => {
  t.equal(sequenceDistance(65_535, 1), 2)
  t.equal(sequenceDistance(1, 65_535), -2)
  t.equal(timestampDistance(0xffff_fff0, 0x10), 32)
  t.equal(timestampDistance(0x10, 0xffff_fff0), -32)
  t.end()
})
