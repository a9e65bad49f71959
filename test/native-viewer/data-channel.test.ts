/** The texts of the data channel, both ways. */

import t from 'tap'
import { decodeViewerText, encodeUpdates, powerOf } from '../../src/native-viewer/data-channel.js'

const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'
const BERT = 'bbbbbbbb-0000-4000-8000-000000000002'
const decode = (value: unknown) => decodeViewerText(JSON.stringify(value))

t.test('a join tells whether it is the region of the avatar', (t) => {
  t.same(decode({ j: { p: true } }), { join: { primary: true } })
  t.same(decode({ j: {} }), { join: { primary: false } })
  t.same(decode({ j: { p: 1 } }), { join: { primary: false } })
  t.end()
})

t.test('positions are hundredths of global metres, rotations become directions', (t) => {
  const message = decode({
    sp: { x: 25600050, y: 25612345, z: 2512 },
    sh: { x: 0, y: 0, z: 71, w: 71 },
    lp: { x: 25600000, y: 25612000, z: 2700 },
    lh: { x: 0, y: 0, z: 100, w: 0 },
  })
  t.same(message?.mouth, [256000.5, 256123.45, 25.12])
  t.same(message?.ear, [256000, 256120, 27])
  t.same(message?.mouthForward?.map(Math.round), [0, 1, 0])
  t.same(message?.earForward?.map(Math.round), [-1, 0, 0])
  t.end()
})

t.test(
  'personal volumes: 220 and the 200 of a join are unchanged, the rest in proportion up to double',
  (t) => {
    const gains = { [ANNA.toUpperCase()]: 220, [BERT]: 110, 'nobody at all': 5 }
    t.same(
      [...(decode({ ug: gains })?.gains ?? [])],
      [
        [ANNA, 1],
        [BERT, 0.5],
      ],
    )
    t.equal(decode({ ug: { [ANNA]: 200 } })?.gains?.get(ANNA), 1)
    t.equal(decode({ ug: { [ANNA]: 0 } })?.gains?.get(ANNA), 0)
    t.equal(decode({ ug: { [ANNA]: 4_000_000_000 } })?.gains?.get(ANNA), 2)
    t.same(
      [...(decode({ m: { [ANNA]: true, [BERT]: false } })?.mutes ?? [])],
      [
        [ANNA, true],
        [BERT, false],
      ],
    )
    t.end()
  },
)

t.test('what makes no sense is passed over, and never throws', (t) => {
  for (const text of [
    '',
    'null',
    '[]',
    '"j"',
    '7',
    '{',
    '\0',
    '['.repeat(16_000),
    `{"a":${'['.repeat(8000)}`,
  ]) {
    t.equal(decodeViewerText(text), undefined, text.slice(0, 10))
  }
  t.equal(decodeViewerText(`{"j":{"p":true},"x":"${'x'.repeat(20_000)}"}`), undefined, 'too long')
  for (const faulty of [
    '{"sp":{"x":NaN,"y":1,"z":1}}',
    '{"sp":{"x":1e999,"y":1,"z":1}}',
    '{"sp":{"x":"1","y":1,"z":1}}',
    '{"sp":{"x":null,"y":1,"z":1}}',
    '{"sp":{"x":1,"y":1}}',
    '{"sp":[1,2,3]}',
    '{"sh":{"x":0,"y":0,"z":0,"w":0}}',
    '{"ug":{"bbbbbbbb-0000-4000-8000-000000000002":-1}}',
    '{"ug":{"bbbbbbbb-0000-4000-8000-000000000002":"200"}}',
    '{"m":{"bbbbbbbb-0000-4000-8000-000000000002":1}}',
    '{"j":true}',
    '{"__proto__":{"j":{"p":true}}}',
    '{"constructor":{}}',
  ]) {
    t.same(decodeViewerText(faulty) ?? {}, {}, faulty)
  }
  t.same(decodeViewerText('{"j":{"p":true},"sp":{"x":1}}'), { join: { primary: true } }, 'the rest counts')
  t.end()
})

t.test('updates of many people are one object by agent id', (t) => {
  const text = encodeUpdates(
    new Map([
      [ANNA, { joined: true, power: 96, speaking: true, mutedByModerator: false, version: '1.0' }],
      [BERT, { left: true }],
    ]),
  )
  t.same(JSON.parse(text), {
    [ANNA]: { j: { p: true }, p: 96, v: true, m: false, V: '1.0' },
    [BERT]: { l: true },
  })
  t.same([powerOf(0), powerOf(0.75), powerOf(1), powerOf(7), powerOf(-1)], [0, 96, 128, 128, 0])
  t.end()
})
