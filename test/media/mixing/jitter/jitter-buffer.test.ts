import fc from 'fast-check'
import t from 'tap'
import { createJitterBuffer, type Playout } from '../../../../src/media/mixing/jitter/jitter-buffer.js'
import { seededRandom } from '../../../helpers/media/media-peer.js'

/** Loud enough that no pause is seen in it. */
const LOUD = 20
const PAUSE = 90

interface Sent {
  /** When it arrives; `undefined`: never. */
  readonly atMs: number | undefined
  readonly index: number
  readonly sequence: number
  readonly timestamp: number
  readonly level: number
  readonly bytes?: number
}

/** A speech frame of 20 ms with a copy of the one before, and bytes that say which packet it was. */
function payloadOf({ index, bytes = 40 }: Sent): Buffer {
  const payload = Buffer.alloc(bytes)
  if (bytes >= 8) payload.writeUInt32BE(index, 2)
  payload.set([0x78, 0x40].slice(0, bytes))
  return payload
}

interface Heard {
  readonly kind: Playout['kind']
  /** Which packet, or which it made good. */
  readonly index: number | undefined
  readonly atMs: number
}

/** Plays on a clock of its own: every arrival at its time, a turn every 20 ms. */
function play(packets: readonly Sent[], turns: number, phaseMs = 7, turnMs = 20) {
  const buffer = createJitterBuffer()
  const arrivals = packets
    .filter((packet) => packet.atMs !== undefined)
    .sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0))
  const heard: Heard[] = []
  let arrived = 0
  let longestDelayMs = 0
  for (let turn = 0; turn < turns; turn += 1) {
    const nowMs = phaseMs + turn * turnMs
    for (let next = arrivals[arrived]; next && (next.atMs ?? 0) <= nowMs; next = arrivals[arrived]) {
      buffer.push({ ...next, payload: payloadOf(next) }, next.atMs ?? 0)
      arrived += 1
    }
    const playout = buffer.pull(nowMs)
    const index = 'payload' in playout ? playout.payload.readUInt32BE(2) : undefined
    heard.push({ kind: playout.kind, index, atMs: nowMs })
    longestDelayMs = Math.max(longestDelayMs, buffer.delayMs())
  }
  const played = heard.filter(({ kind }) => kind === 'packet')
  const count = (kind: Playout['kind']) => heard.filter((turn) => turn.kind === kind).length
  return { buffer, heard, played, count, longestDelayMs }
}

/** A packet every 20 ms of the sender's clock, each with its time on the way. */
function talk(count: number, transitMs: (index: number) => number | undefined, ppm = 0): Sent[] {
  return Array.from({ length: count }, (_, index) => {
    const transit = transitMs(index)
    return {
      atMs: transit === undefined ? undefined : index * 20 * (1 + ppm / 1e6) + transit,
      index,
      sequence: (65_500 + index) & 0xffff,
      timestamp: (0xffff_f000 + index * 960) >>> 0,
      level: LOUD,
    }
  })
}

const indexes = (heard: readonly Heard[]) => heard.map(({ index }) => index)
/** From the moment a packet was sent until it is played. */
const delaysOf = (heard: readonly Heard[], ppm = 0) =>
  heard.map(({ atMs, index = 0 }) => atMs - index * 20 * (1 + ppm / 1e6))

t.test('on a good network all is played, in order, within two turns', (t) => {
  for (const phase of [0, 5, 10, 19]) {
    const { played, buffer } = play(
      talk(500, () => 3),
      510,
      phase,
    )
    t.strictSame(
      indexes(played),
      Array.from({ length: 500 }, (_, index) => index),
    )
    t.ok(Math.max(...delaysOf(played)) <= 3 + 34, `phase ${phase}: ${Math.max(...delaysOf(played))} ms`)
    t.match(buffer.counts, { lost: 0, recovered: 0, skipped: 0, late: 0 })
  }
  t.end()
})

t.test('packets that overtake each other are played in order', (t) => {
  const random = seededRandom(3)
  const { heard, played } = play(
    talk(1000, () => random() * 60),
    1010,
  )
  const order = indexes(played).map(Number)
  t.strictSame(
    order,
    [...order].sort((a, b) => a - b),
  )
  const settled = heard.slice(100, 990)
  const madeUp = settled.filter(({ kind }) => kind !== 'packet').length
  t.ok(madeUp / settled.length < 0.02, `${madeUp} of ${settled.length} were made up`)
  const delays = delaysOf(played.slice(100))
  t.ok(Math.max(...delays) < 90, `${Math.max(...delays)} ms at most`)
  t.end()
})

t.test('a single loss is made good from the next packet, a longer one bridged turn by turn', (t) => {
  const lost = new Set([100, 200, 201, 202])
  const { heard, buffer } = play(
    talk(300, (index) => (lost.has(index) ? undefined : 3)),
    310,
  )
  const around = (index: number) => {
    const at = heard.findIndex((turn) => turn.kind === 'packet' && turn.index === index)
    return heard.slice(at, at + 5).map(({ kind }) => kind)
  }
  t.strictSame(around(99), ['packet', 'recover', 'packet', 'packet', 'packet'])
  t.strictSame(around(199), ['packet', 'conceal', 'conceal', 'recover', 'packet'])
  t.match(buffer.counts, { lost: 4, recovered: 2 })
  t.end()
})

t.test('where packets are lost, each is waited for until the next has come, wherever the turns fall', (t) => {
  for (const phase of [0, 3, 6, 9, 12, 15, 18]) {
    const lossy = talk(1000, (index) => (index % 20 === 19 ? undefined : 3))
    const { heard, played } = play(lossy, 1010, phase)
    const settled = heard.slice(400, 990).map(({ kind }) => kind)
    t.notOk(settled.includes('conceal'), `phase ${phase}: nothing is made up`)
    t.ok(settled.filter((kind) => kind === 'recover').length >= 29)
    const longest = Math.max(...delaysOf(played))
    t.ok(longest <= 3 + 34 + 20, `and nothing waits for longer than ${longest} ms`)
  }
  t.end()
})

t.test('5 % loss, 60 ms jitter and reordering: little is made up, nothing waits long', (t) => {
  const random = seededRandom(11)
  const { buffer, played, longestDelayMs } = play(
    talk(3000, () => (random() < 0.05 ? undefined : random() * 60)),
    3010,
  )
  const { concealed, recovered, played: turns } = buffer.counts
  t.ok(concealed / turns < 0.01, `${concealed} of ${turns} concealed, ${recovered} recovered`)
  t.ok(longestDelayMs <= 100, `${longestDelayMs} ms`)
  const delays = delaysOf(played.slice(200)).sort((a, b) => a - b)
  const median = delays[delays.length >> 1] ?? 0
  t.ok(median < 90, `${median} ms in the middle`)
  t.end()
})

t.test('when the network gets better the delay goes down again', (t) => {
  const random = seededRandom(5)
  const packets = talk(2000, (index) => (index < 500 ? random() * 120 : 3)).map((packet) => ({
    ...packet,
    level: packet.index % 50 < 10 ? PAUSE : LOUD,
  }))
  const { played } = play(packets, 2010)
  const delays = delaysOf(played.slice(-200))
  t.ok(Math.max(...delays) < 65, `${Math.max(...delays)} ms`)
  t.end()
})

t.test('pauses without packets cost nothing and are not loss', (t) => {
  const spurts = talk(600, (index) => (index % 200 < 100 ? 3 : undefined))
  let sequence = 0
  const packets = spurts
    .filter(({ atMs }) => atMs !== undefined)
    .map((packet) => ({ ...packet, sequence: sequence++, bytes: packet.index % 200 === 99 ? 3 : 40 }))
  const { buffer, played, count } = play(packets, 610)
  t.equal(played.length, 3 * 99)
  t.match(buffer.counts, { lost: 0, concealed: 0 })
  t.equal(count('conceal'), 0)
  t.ok(buffer.isIdle())
  buffer.push({ sequence, timestamp: 600 * 960, payload: Buffer.of(0xfc), level: 127 }, 610 * 20)
  t.ok(buffer.isIdle(), 'a packet that says once more that nobody speaks changes nothing')
  const beginnings = played.filter(({ index = 0 }) => index % 200 === 0)
  t.ok(Math.max(...delaysOf(beginnings)) <= 3 + 34, 'and the next word is not late')
  t.end()
})

t.test(
  'what comes over an even network waits for a turn and little more, over an uneven one for longer',
  (t) => {
    const random = seededRandom(7)
    for (const [unevenMs, leastMs] of [
      [1, 4],
      [12, 20],
    ] as const) {
      for (const phase of [0, 3, 6, 9, 12, 15, 18]) {
        const words = talk(1000, (index) => (index % 100 < 60 ? 3 + random() * unevenMs : undefined))
        let sequence = 0
        const packets = words
          .filter(({ atMs }) => atMs !== undefined)
          .map((packet) => ({ ...packet, sequence: sequence++, bytes: packet.index % 100 === 59 ? 3 : 40 }))
        const { played, buffer } = play(packets, 1010, phase)
        const beginnings = played.filter(({ index = 0 }) => index % 100 === 0)
        const waits = delaysOf(beginnings.slice(2)).map((delay) => delay - 3)
        const what = `phase ${phase}, ${unevenMs} ms uneven: ${waits.map((wait) => wait.toFixed(0)).join(', ')} ms`
        t.ok(Math.min(...waits) >= leastMs && Math.max(...waits) <= leastMs + 20 + unevenMs + 1, what)
        t.match(buffer.counts, { lost: 0, concealed: 0, late: 0 })
      }
    }
    t.end()
  },
)

t.test('a voice that breaks off is faded out by the decoder, then there is silence', (t) => {
  const { heard, buffer } = play(
    talk(100, () => 3),
    200,
  )
  const after = heard.slice(heard.findIndex(({ index }) => index === 99) + 1).map(({ kind }) => kind)
  t.ok(after.indexOf('silence') <= 5)
  t.ok(after.slice(after.indexOf('silence')).every((kind) => kind === 'silence'))
  t.ok(buffer.isIdle())
  t.end()
})

t.test('clocks that run apart: half an hour leaves nothing waiting and no delay behind', (t) => {
  for (const ppm of [-200, 200]) {
    const count = (30 * 60 * 1000) / 20
    const packets = talk(count, () => 3, ppm).map((packet) => ({
      ...packet,
      level: packet.index % 100 < 10 ? PAUSE : LOUD,
    }))
    const { played, buffer, longestDelayMs } = play(packets, count)
    const delays = delaysOf(played, ppm)
    const highest = delays.reduce((most, delay) => Math.max(most, delay), 0)
    t.ok(highest < 75, `${ppm} ppm: ${highest} ms`)
    t.ok(longestDelayMs < 60, `${ppm} ppm waits ${longestDelayMs} ms`)
    t.ok(buffer.counts.skipped + buffer.counts.concealed < 40, 'and hardly anything is left out or made up')
  }
  t.end()
})

t.test('a stream that jumps in number and time begins anew at once', (t) => {
  for (const [sequenceJump, timeJump] of [
    [20_000, 0],
    [0, 960 * 50 * 60],
    [-20_000, -960 * 50 * 60],
    [-20_000, 0],
    [0, -960 * 50 * 60],
  ] as const) {
    const packets = talk(400, () => 3).map((packet) =>
      packet.index < 200
        ? packet
        : {
            ...packet,
            sequence: (packet.sequence + sequenceJump) & 0xffff,
            timestamp: (packet.timestamp + timeJump) >>> 0,
          },
    )
    const { played } = play(packets, 410)
    const after = played.filter(({ index = 0 }) => index >= 200)
    t.ok(after.length > 195, `${after.length} of 200 played after a jump of ${sequenceJump} and ${timeJump}`)
    t.ok(Math.max(...delaysOf(after.slice(5))) < 65)
  }
  t.end()
})

t.test('a gap too long to be made up ends in silence, and all of it is counted', (t) => {
  const { buffer, count } = play(
    talk(200, (index) => (index >= 100 && index < 106 ? undefined : 3)),
    190,
  )
  t.equal(count('conceal') + count('recover'), 5)
  t.equal(buffer.counts.lost, 6)
  t.end()
})

t.test('packets that nobody takes do not pile up', (t) => {
  const buffer = createJitterBuffer()
  for (const packet of talk(100, () => 3)) buffer.push({ ...packet, payload: payloadOf(packet) }, 0)
  const playout = buffer.pull(10_000)
  t.ok('payload' in playout && playout.payload.readUInt32BE(2) > 60)
  t.end()
})

t.test('whatever comes, it stays small, and each packet is played once at most', (t) => {
  const packet = fc.record({
    sequence: fc.integer({ min: 0, max: 0xffff }),
    timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
    bytes: fc.integer({ min: 0, max: 60 }),
    level: fc.option(fc.integer({ min: 0, max: 127 }), { nil: undefined }),
    waitMs: fc.integer({ min: 0, max: 200 }),
  })
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 200 }), (packets) => {
      const buffer = createJitterBuffer()
      const seen = new Set<Buffer>()
      let nowMs = 0
      for (const { bytes, waitMs, ...rest } of packets) {
        buffer.push({ ...rest, payload: Buffer.alloc(bytes) }, nowMs)
        for (const end = nowMs + waitMs; nowMs < end; nowMs += 20) {
          const playout = buffer.pull(nowMs)
          if (playout.kind !== 'packet') continue
          if (seen.has(playout.payload)) throw new Error('played twice')
          seen.add(playout.payload)
        }
        if (!(buffer.delayMs() <= 240)) throw new Error(`waits ${buffer.delayMs()} ms`)
      }
      for (let turn = 0; turn < 100; turn += 1) buffer.pull(nowMs + turn * 20)
      if (!buffer.isIdle()) throw new Error('never comes to rest')
    }),
    { numRuns: 300 },
  )
  t.end()
})
