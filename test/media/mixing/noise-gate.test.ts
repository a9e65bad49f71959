import t from 'tap'
import { createJitterBuffer } from '../../../src/media/mixing/jitter/jitter-buffer.js'
import { createNoiseGate } from '../../../src/media/mixing/noise-gate.js'
import type { RtpPacket } from '../../../src/media/peers/rtp.js'

const VOICE = 25
const ROOM = 68

/** So many packets at levels, 20 ms apart, their numbers about to wrap. */
function packetsAt(levels: readonly (number | undefined)[]): RtpPacket[] {
  return levels.map((level, index) => ({
    payloadType: 111,
    marker: false,
    sequence: (0xff_f0 + index) & 0xffff,
    timestamp: (0xffff_0000 + index * 960) >>> 0,
    ssrc: 7,
    payload: Buffer.alloc(40, index),
    level,
  }))
}

const times = (count: number, level: number | undefined) => Array.from({ length: count }, () => level)

function passed(packets: readonly RtpPacket[]): RtpPacket[] {
  const gate = createNoiseGate()
  return packets.flatMap((packet) => gate.pass(packet) ?? [])
}

t.test('a voice passes untouched, its pauses for breath as well', (t) => {
  const packets = packetsAt([...times(100, VOICE), ...times(50, ROOM), ...times(10, VOICE)])
  const through = passed(packets)
  t.equal(through.length, packets.length)
  t.ok(through.every((packet, index) => packet === packets[index]))
  t.end()
})

t.test('of a quiet room a packet in forty-five goes on, and says that nobody speaks', (t) => {
  const through = passed(packetsAt([...times(20, VOICE), ...times(1050, ROOM)])).slice(70)
  t.equal(through.length, 3 + 23, 'twenty seconds in 26 packets')
  t.ok(through.every(({ payload }) => payload.length <= 3))
  t.end()
})

t.test('the first word after it is whole, and nothing seems lost', (t) => {
  const packets = packetsAt([...times(20, VOICE), ...times(500, ROOM), ...times(60, VOICE)])
  const through = passed(packets)
  t.same(
    through.map(({ sequence }) => sequence),
    through.map((_, index) => (0xff_f0 + index) & 0xffff),
    'numbered without a gap',
  )
  t.same(
    through.slice(-60).map(({ payload, timestamp }) => ({ payload, timestamp })),
    packets.slice(-60).map(({ payload, timestamp }) => ({ payload, timestamp })),
  )

  const buffer = createJitterBuffer()
  const gate = createNoiseGate()
  const played: Buffer[] = []
  for (let turn = 0; turn < packets.length + 10; turn += 1) {
    const packet = packets[turn]
    const heard = packet && gate.pass(packet)
    if (heard) buffer.push(heard, turn * 20)
    if (turn === packets.length) t.match(buffer.counts, { lost: 0, concealed: 0, late: 0 })
    if (buffer.isIdle()) continue
    const playout = buffer.pull(turn * 20 + 7)
    if (playout.kind === 'packet') played.push(playout.payload)
  }
  t.same(
    played.slice(-60),
    packets.slice(-60).map(({ payload }) => payload),
  )
  t.end()
})

t.test('who does not tell how loud it is passes as it is', (t) => {
  const packets = packetsAt(times(200, undefined))
  t.same(passed(packets), packets)
  t.end()
})
