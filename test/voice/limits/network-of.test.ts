/** Whom an address stands for. */

import t from 'tap'
import { networkOf } from '../../../src/voice/limits/network-of.js'

t.test('an IPv4 address stands for itself, in whatever form', async (t) => {
  for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:203.0.113.7'])
    t.equal(networkOf(address), '203.0.113.7', address)
  t.not(networkOf('203.0.113.8'), networkOf('203.0.113.7'))
})

t.test('an IPv6 address stands for its /64, however it is written', async (t) => {
  for (const [one, other] of [
    ['2001:db8::1', '2001:db8::2'],
    ['2001:db8::1', '2001:0DB8:0:0:ffff:ffff:ffff:ffff'],
    ['2001:db8:1:2::', '2001:db8:1:2:3:4:5:6'],
    ['2001:db8:1:2:3::', '2001:db8:1:2:aaaa::1'],
    ['fe80::1%eth0', 'fe80::2%eth0'],
    ['::1', '::2'],
    ['64:ff9b::203.0.113.7', '64:ff9b::1'],
  ] as const) {
    t.equal(networkOf(one), networkOf(other), `${one} ${other}`)
  }
  for (const [one, other] of [
    ['2001:db8::1', '2001:db8:0:1::1'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8:0:1::', '2001:db8:1::'],
  ] as const) {
    t.not(networkOf(one), networkOf(other), `${one} ${other}`)
  }
})

t.test('what a proxy claims is no key without bounds', async (t) => {
  t.equal(networkOf('unknown'), 'unknown')
  for (const claim of ['x'.repeat(100_000), `${'a:'.repeat(50_000)}`, '::::::', ':', ''])
    t.ok(networkOf(claim).length <= 64)
})
