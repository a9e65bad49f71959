import fc from 'fast-check'
import t from 'tap'
import { createPeerReports } from '../../../src/media/peers/peer-reports.js'
import { createReceiveStatistics } from '../../../src/media/peers/receive-statistics.js'
import { buildReceiverReport, parseRtcp } from '../../../src/media/peers/rtcp.js'
import { isRtcp } from '../../../src/media/peers/rtp.js'

const OWN = 0x8000_0007

/** A sender report (RFC 3550 §6.4.1), with a block of how a stream of ours arrives. */
function senderReport(ssrc: number, clock: number, block?: { ssrc: number; fraction: number }): Buffer {
  const packet = Buffer.alloc(block ? 52 : 28)
  packet.set([block ? 0x81 : 0x80, 200])
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
  packet.writeUInt32BE(ssrc, 4)
  packet.writeUInt32BE(clock, 10)
  if (block) {
    packet.writeUInt32BE(block.ssrc, 28)
    packet.writeUInt8(block.fraction, 32)
  }
  return packet
}
/** What browsers put behind their reports: a name. */
const description = Buffer.from([0x81, 202, 0, 2, 0, 0, 0, 9, 1, 2, 0x61, 0x62])

t.test('reports are read out of what they come in', async (t) => {
  const compound = Buffer.concat([
    description,
    senderReport(9, 0xabcd_ef01, { ssrc: OWN, fraction: 64 }),
    description,
  ])
  t.strictSame(parseRtcp(compound), {
    sender: { ssrc: 9, clock: 0xabcd_ef01 },
    losses: [{ ssrc: OWN, lossShare: 0.25 }],
  })
  const report = {
    from: 1,
    ssrc: OWN,
    lossShare: 0.5,
    packetsLost: -3,
    highestSequence: 0x1_0005,
    jitter: 48,
  }
  const built = buildReceiverReport({ ...report, senderClock: 77, senderClockAgeMs: 250 })
  t.ok(isRtcp(built))
  t.strictSame(parseRtcp(built), { sender: undefined, losses: [{ ssrc: OWN, lossShare: 0.5 }] })
  t.equal(built.readIntBE(13, 3), -3, 'packets may come twice')
  t.equal(built.readUInt32BE(28), 0x4000, 'a quarter of a second')
})

t.test('whatever comes is read without harm, and never past its end', async (t) => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.constantFrom(description, senderReport(9, 1, { ssrc: OWN, fraction: 1 })),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), fc.nat(200), (pieces, end) => {
      const bytes = Buffer.concat(pieces).subarray(0, end)
      const { losses } = parseRtcp(bytes)
      return losses.length * 24 <= bytes.length
    }),
  )
  const liar = senderReport(9, 1)
  liar.writeUInt16BE(0xffff, 2)
  t.strictSame(parseRtcp(liar), { sender: undefined, losses: [] }, 'longer than it is')
  liar.writeUInt16BE(6, 2)
  liar[0] = 0x9f
  t.strictSame(parseRtcp(liar), { sender: { ssrc: 9, clock: 1 }, losses: [] }, '31 blocks that are not there')
})

t.test('a sender is told what was lost since it was last told', async (t) => {
  const statistics = createReceiveStatistics()
  const sent: Buffer[] = []
  const reports = createPeerReports(new Set([OWN]), statistics, OWN, (packet) => sent.push(packet))
  reports.receive(senderReport(9, 1), 0)
  t.equal(sent.length, 0, 'nothing has come of which to tell')
  let arrived = 0
  const arrive = (count: number, lost: (at: number) => boolean) => {
    for (let at = 0; at < count; at += 1, arrived += 1)
      if (!lost(at))
        statistics.count(
          { sequence: (65_530 + arrived) & 0xffff, timestamp: arrived * 960, level: undefined },
          arrived * 20,
        )
  }
  arrive(100, (at) => at % 10 === 5)
  reports.receive(senderReport(9, 2), 1000)
  arrive(100, () => false)
  reports.receive(senderReport(9, 3), 1100)
  t.equal(sent.length, 1, 'not at every beat of one that floods')
  reports.receive(senderReport(9, 4), 2000)
  const [first, second] = sent.map((packet) => ({
    ssrc: packet.readUInt32BE(8),
    share: packet.readUInt8(12) / 256,
    lost: packet.readIntBE(13, 3),
    highest: packet.readUInt32BE(16),
    clock: packet.readUInt32BE(24),
  }))
  t.match(first, { ssrc: 9, lost: 10, highest: 65_530 + 99, clock: 2 })
  t.ok(Math.abs((first?.share ?? 0) - 0.1) < 0.01, `${first?.share}`)
  t.match(second, { ssrc: 9, share: 0, lost: 10, highest: 65_530 + 199, clock: 4 })
})

t.test('and of losses before it asks, with how long ago that was', async (t) => {
  const statistics = createReceiveStatistics()
  const sent: Buffer[] = []
  const reports = createPeerReports(new Set([OWN]), statistics, OWN, (packet) => sent.push(packet))
  reports.receive(senderReport(9, 5), 0)
  for (let at = 0; at < 200; at += 1) {
    if (at % 50 === 49 && at > 100) continue
    statistics.count({ sequence: at, timestamp: at * 960, level: undefined }, at * 20)
    if (at === 0) reports.receive(senderReport(9, 6), 0)
    reports.arrived(9, at * 20)
  }
  t.strictSame(
    sent.map((packet) => [
      packet.readUInt32BE(24),
      packet.readUInt32BE(28) / 65_536,
      packet.readIntBE(13, 3),
    ]),
    [
      [6, 0, 0],
      [6, 3, 1],
    ],
    'once: the last loss shows only with the packet after it',
  )
})

t.test('what a listener says counts for our own streams, and good news by halves', async (t) => {
  const streams = new Set([OWN, OWN + 1])
  const reports = createPeerReports(streams, createReceiveStatistics(), OWN, () => undefined)
  const say = (ssrc: number, fraction: number, seconds = 0) => {
    reports.receive(senderReport(9, 1, { ssrc, fraction }), seconds * 1000)
    return reports.lossShare()
  }
  t.equal(say(OWN + 2, 200), undefined)
  t.equal(say(OWN, 64), 0.25)
  t.equal(say(OWN, 0), 0.125)
  t.equal(say(OWN, 128), 0.5)
  t.equal(say(OWN + 1, 0), 0.5, 'the stream that loses most counts')
  t.equal(say(OWN + 1, 32, 20), 0.125, 'as long as anything is told of it')
})

t.test(
  'what is lost beyond the hub is told with it, up to where it would cost the speaker its quality',
  async (t) => {
    const statistics = createReceiveStatistics()
    const sent: Buffer[] = []
    const reports = createPeerReports(new Set([OWN]), statistics, OWN, (packet) => sent.push(packet))
    reports.lostByListeners(1)
    for (let at = 0; at < 151; at += 1) {
      statistics.count({ sequence: at, timestamp: at * 960, level: undefined }, at * 20)
      reports.arrived(9, at * 20)
      if (at === 100) reports.lostByListeners(0.01)
    }
    t.strictSame(
      sent.map((packet) => [Math.round((packet.readUInt8(12) * 100) / 256), packet.readIntBE(13, 3)]),
      [
        [8, 0],
        [8, 4],
        [8, 8],
      ],
    )
  },
)
