/** Reports that another node has handed on: plain ones are taken at once, and all others answered as requests. */

import t from 'tap'
import { VoiceError } from '../../src/errors.js'
import { createHandedOn } from '../../src/opensim/reports/handed-on.js'
import type { PositionsTold } from '../../src/opensim/reports/positions.js'
import { testAvatar, testUuid } from '../helpers/regions/region.js'
import { gateOf, MASTER } from '../helpers/regions/region-authority.js'

const region = testUuid()
const headers = { authorization: 'Bearer secret', 'content-type': 'application/json', 'x-sequence': '7' }
const report = { region, name: 'Home', avatars: [testAvatar('Ada')] }

function taker() {
  const told: PositionsTold[] = []
  const counted: unknown[] = []
  const state = { isRefused: false }
  const take = createHandedOn({
    gate: { ...gateOf({ secret: 'secret' }), count: (...args) => void counted.push(args) },
    positions: {
      take(one) {
        if (state.isRefused) throw new VoiceError('not-allowed', 'Not that region.')
        told.push(one)
      },
    },
  })
  return {
    told,
    counted,
    state,
    take: (body: string, more: object = {}) =>
      take({ headers: { ...headers, ...more }, address: '2001:db8:1:2:3::4', body: Buffer.from(body) }),
  }
}

t.test('a plain report is taken, for whom its secret speaks and from where it came', async (t) => {
  const { take, told, counted } = taker()
  const body = JSON.stringify(report)
  t.strictSame(take(body), MASTER)
  t.strictSame(counted, [[MASTER, '2001:db8:1:2:3::4', 'positions', body.length]])
  t.match(told, [{ authority: MASTER, sequence: '7', body: report }])
  t.match(told[0]?.network, /^2001:db8:1:2/)
})

t.test('whatever is odd is left to the answer of a request', async (t) => {
  const { take, told, state } = taker()
  const good = JSON.stringify(report)
  for (const [body, more] of [
    [good, { authorization: 'Bearer wrong' }],
    [good, { authorization: undefined }],
    [good, { 'content-type': 'text/xml' }],
    [good, { 'content-type': undefined }],
    [good, { 'x-sequence': 'seven' }],
    [good.replace('"pos"', '"__proto__"'), {}],
    [good.replace('100', 'NaN'), {}],
    [good.replace(region, 'nowhere'), {}],
    [`${good}${' '.repeat(512 * 1024)}`, {}],
    ['', {}],
  ] as const)
    t.equal(take(body, more), undefined, body.slice(0, 60))
  state.isRefused = true
  t.equal(take(good), undefined)
  t.strictSame(told, [])
})
