import t from 'tap'
import { createForwarder } from '../../../src/media/hub-process/forwarder.js'
import type { Outlet } from '../../../src/media/peers/peer-tracks.js'
import type { RtpPacket } from '../../../src/media/peers/rtp.js'

interface Sent {
  readonly slot: number
  readonly sequence: number
  readonly timestamp: number
  readonly text: string
}

function page(slotCount: number) {
  const sent: Sent[] = []
  let open = true
  const outlets = Array.from(
    { length: slotCount },
    (_, slot): Outlet => ({
      send({ sequence, timestamp }, payload) {
        if (open) sent.push({ slot, sequence, timestamp, text: String(payload) })
        return open
      },
    }),
  )
  const forwarder = createForwarder(outlets)
  return {
    ...forwarder,
    sent,
    setOpen: (now: boolean) => {
      open = now
    },
    near: (ids: readonly string[], nowMs: number, talking: readonly string[] = []) =>
      forwarder.choose(
        ids.map((id, index) => ({ id, distanceMetres: index, reachMetres: 60, talks: talking.includes(id) })),
        nowMs,
      ),
  }
}

const packet = (sequence: number, timestamp: number, text = ''): RtpPacket => ({
  payloadType: 111,
  marker: false,
  sequence,
  timestamp,
  ssrc: 1,
  payload: Buffer.from(text),
  level: undefined,
})

t.test('each voice has a slot of its own and keeps it; who has none is not heard', (t) => {
  const { near, forward, sent, speakers } = page(2)
  t.strictSame(near(['a', 'b', 'c'], 0), ['a', 'b'])
  t.equal(near(['a', 'b', 'c'], 100), undefined, 'no news')
  t.equal(near(['b', 'a', 'c'], 100), undefined, 'slots are not sorted by distance')
  forward('a', packet(1, 1, 'from a'), 100)
  forward('b', packet(1, 1, 'from b'), 100)
  forward('c', packet(1, 1, 'from c'), 100)
  t.strictSame(
    sent.map(({ slot, text }) => [slot, text]),
    [
      [0, 'from a'],
      [1, 'from b'],
    ],
  )
  t.strictSame([...speakers()], ['a', 'b'])
  t.end()
})

t.test('a slot rests before another voice gets it, so that nobody is heard as somebody else', (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  t.strictSame(near(['b'], 1000), [null])
  t.equal(near(['b'], 1300), undefined)
  forward('b', packet(1, 1), 1300)
  t.equal(sent.length, 0)
  t.strictSame(near(['b'], 1400), ['b'])
  t.end()
})

t.test('the next voice goes on in number and time where the last ended', (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  for (let index = 0; index < 3; index += 1)
    forward('a', packet(65_534 + index, 0xffff_ff00 + index * 960), 20 * index)
  near([], 100)
  near(['b'], 600)
  forward('b', packet(7, 123), 640)
  forward('b', packet(8, 123 + 960), 660)
  const sequences = sent.map(({ sequence }) => sequence)
  t.strictSame(
    sequences,
    [0, 1, 2, 3, 4].map((step) => ((sequences[0] ?? 0) + step) & 0xffff),
  )
  const [, , last, first, second] = sent.map(({ timestamp }) => timestamp)
  t.equal(((first ?? 0) - (last ?? 0)) >>> 0, 600 * 48, 'the pause is as long as it was')
  t.equal(((second ?? 0) - (first ?? 0)) >>> 0, 960)
  t.end()
})

t.test("losses and overtaking stay as they are: the page's own decoder deals with them", (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  for (const index of [10, 11, 14, 13, 15]) forward('a', packet(index, index * 960), index)
  const [base = 0] = sent.map(({ sequence }) => sequence)
  t.strictSame(
    sent.map(({ sequence }) => sequence - base),
    [0, 1, 4, 3, 5],
  )
  t.end()
})

t.test('no number is used twice, by what a voice sent before it had the slot or sends again', (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  for (const index of [10, 11, 12]) forward('a', packet(index, index * 960), index)
  near([], 100)
  near(['b'], 600)
  for (const index of [50, 49, 51, 51]) forward('b', packet(index, index * 960), 600 + index)
  const sequences = sent.map(({ sequence }) => sequence)
  t.equal(new Set(sequences).size, sequences.length)
  t.equal(sequences.length, 5, 'what came before its first is left out')
  t.end()
})

t.test('a mute is a pause, not a thousand lost packets', (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  forward('a', packet(10, 0), 0)
  forward('a', packet(1510, 1500 * 960), 30_000)
  const [first, second] = sent
  t.equal((second?.sequence ?? 0) - (first?.sequence ?? 0), 1)
  t.equal((second?.timestamp ?? 0) - (first?.timestamp ?? 0), 30_000 * 48)
  t.end()
})

t.test('a long talk goes on beyond every wrap', (t) => {
  const { near, forward, sent } = page(1)
  near(['a'], 0)
  const count = 150_000
  for (let index = 0; index < count; index += 1)
    forward('a', packet(index & 0xffff, (index * 960) >>> 0), index * 20)
  t.equal(sent.length, count)
  t.end()
})

t.test('what could not be sent uses no number up', (t) => {
  const { near, forward, sent, setOpen } = page(1)
  near(['a'], 0)
  setOpen(false)
  for (const index of [1, 2, 3]) forward('a', packet(index, index * 960), index * 20)
  setOpen(true)
  forward('a', packet(4, 4 * 960), 80)
  forward('a', packet(5, 5 * 960), 100)
  t.equal((sent[1]?.sequence ?? 0) - (sent[0]?.sequence ?? 0), 1)
  t.end()
})

t.test('in a crowd who talks is forwarded before who is near and silent, but not from out of reach', (t) => {
  const { near, choose } = page(2)
  const crowd = Array.from({ length: 40 }, (_, index) => `agent ${index}`)
  t.strictSame(near(crowd, 0), ['agent 0', 'agent 1'])
  near(crowd, 1000, ['agent 3'])
  t.strictSame(near(crowd, 2000, ['agent 3'])?.toSorted(), ['agent 0', 'agent 3'])
  near(crowd, 3000)
  t.strictSame(near(crowd, 4000)?.toSorted(), ['agent 0', 'agent 1'])
  const far = choose([{ id: 'far', distanceMetres: 80, reachMetres: 60, talks: true }], 5000)
  t.strictSame(far, [null, null])
  t.end()
})

t.test(
  'two at about the same distance do not take turns in a slot, nor does anybody at the edge of reach',
  (t) => {
    const { choose } = page(1)
    const at = (...metres: [id: string, distanceMetres: number][]) =>
      metres.map(([id, distanceMetres]) => ({ id, distanceMetres, reachMetres: 60, talks: false }))
    let nowMs = 0
    const later = (candidates: ReturnType<typeof at>) => {
      nowMs += 1000
      return choose(candidates, nowMs)
    }
    t.strictSame(later(at(['a', 10], ['b', 10.5])), ['a'])
    t.equal(later(at(['a', 10.5], ['b', 10])), undefined)
    t.strictSame(later(at(['a', 10.5], ['b', 9])), [null], 'who is clearly nearer comes first')
    t.strictSame(later(at(['a', 10.5], ['b', 9])), ['b'])

    t.equal(later(at(['b', 80])), undefined, 'who is heard is so to 1.35 times the range')
    t.strictSame(later(at(['b', 82])), [null])
    t.equal(later(at(['b', 80])), undefined, 'who is not comes in within 1.2 times of it')
    t.strictSame(later(at(['b', 72])), ['b'])
    t.end()
  },
)

t.test('among people in one spot, too, who talks comes first and keeps the slot', (t) => {
  const { choose } = page(1)
  const crowd = (talker: string) =>
    ['a', 'b', 'c'].map((id) => ({ id, distanceMetres: 0, reachMetres: 60, talks: id === talker }))
  choose(crowd(''), 0)
  t.strictSame(choose(crowd('c'), 1000), [null])
  t.strictSame(choose(crowd('c'), 2000), ['c'])
  t.equal(choose(crowd(''), 3000), undefined)
  t.end()
})
