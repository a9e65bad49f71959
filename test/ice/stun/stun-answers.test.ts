/** What the service's STUN server answers, and what it does not. */

import { randomBytes } from 'node:crypto'
import t from 'tap'
import { createStunAnswers } from '../../../src/ice/stun/stun-answers.js'
import {
  Attribute,
  decodeAnswer,
  encodeRequest,
  Method,
  uint32,
  xorAddress,
} from '../../../src/stun/stun-message.js'

const transactionId = randomBytes(12)
const request = (attributes: Parameters<typeof encodeRequest>[2] = []) =>
  encodeRequest(Method.binding, transactionId, attributes)
/** As browsers send it: the header alone. */
const bare = Buffer.concat([Buffer.from('000100002112a442', 'hex'), transactionId])
const asker = { address: '203.0.113.7', port: 4711 }

t.test('who asks is told where it is seen from, and nothing else', (t) => {
  const answer = createStunAnswers()
  for (const [address, seen] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
  ] as const) {
    const answered = answer(bare, { address, port: 4711 }, 0) ?? Buffer.alloc(0)
    const decoded = decodeAnswer(answered)
    t.strictSame(decoded?.transactionId, transactionId)
    t.equal(decoded?.error, undefined)
    t.strictSame(
      decoded?.attributes,
      new Map([[Attribute.xorMappedAddress, xorAddress(seen, 4711)(transactionId)]]),
    )
    t.ok(answered.length <= bare.length + 24, 'no longer than it has to be')
  }
  t.ok(decodeAnswer(answer(request(), asker, 0) ?? bare)?.attributes.has(Attribute.fingerprint))
  t.end()
})

t.test('a request that wants more is told that it gets no more', (t) => {
  const changeRequest = 0x0003
  const answered = createStunAnswers()(request([[changeRequest, uint32(6)]]), asker, 0)
  const decoded = decodeAnswer(answered ?? bare)
  t.match(decoded?.error, { code: 420 })
  t.strictSame(decoded?.attributes.get(Attribute.unknownAttributes), Buffer.from([0, 3]))
  const software = 0x8022
  t.equal(
    decodeAnswer(createStunAnswers()(request([[software, Buffer.from('x')]]), asker, 0) ?? bare)?.error,
    undefined,
  )
  t.end()
})

t.test('nothing else is answered', (t) => {
  const answer = createStunAnswers()
  const [success = bare] = [answer(bare, asker, 0)]
  const changed = (at: number, value: number) => {
    const copy = Buffer.from(bare)
    copy[at] = value
    return copy
  }
  for (const [what, message] of Object.entries({
    nothing: Buffer.alloc(0),
    'a byte': Buffer.from([0]),
    'half a header': bare.subarray(0, 19),
    'an answer': success,
    'an indication': changed(0, 0).fill(0x11, 1, 2),
    'another method': encodeRequest(Method.allocate, transactionId, []),
    'another protocol': changed(0, 0x80),
    'no cookie': changed(4, 0),
    'a length that is not true': changed(3, 4),
    'more than it says': Buffer.concat([bare, Buffer.alloc(4)]),
    'an attribute that ends outside': Buffer.concat([bare.fill(0, 3, 3), Buffer.from([0, 6, 0, 200])]),
    'far too much': request([[0x8022, Buffer.alloc(600)]]),
    noise: randomBytes(100).fill(0xff, 0, 1),
  })) {
    t.equal(answer(message, asker, 0), undefined, what)
  }
  t.equal(answer(bare, { ...asker, port: 0 }, 0), undefined)
  t.end()
})

t.test('no address gets many, whatever it sends, and others are answered all the same', (t) => {
  const answer = createStunAnswers()
  const answersTo = (address: string, nowMs: number) =>
    Array.from({ length: 1000 }, () => answer(bare, { address, port: 9 }, nowMs)).filter(Boolean).length
  const most = answersTo('203.0.113.7', 0)
  t.ok(most >= 100 && most <= 200, String(most))
  t.equal(answersTo('::ffff:203.0.113.7', 500), 0, 'the same address, however it is written')
  t.equal(answersTo('2001:db8::1', 0), most)
  t.equal(answersTo('2001:db8::2:0:0:1', 0), 0, 'a household has one budget')
  t.equal(answersTo('203.0.113.8', 0), most)
  t.equal(answersTo('203.0.113.7', 1000), most, 'a second later again')

  const all = Array.from({ length: 60_000 }, (_, index) => {
    const address = `198.51.${index >> 8}.${index & 255}`
    return answer(bare, { address, port: 9 }, 2000)
  }).filter(Boolean).length
  t.ok(all >= 2000 && all <= 10_000, `${all} to all together`)
  t.end()
})
