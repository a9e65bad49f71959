/** Who may be connected to whom directly, and who through TURN only. */

import t from 'tap'
import { linkWay } from '../../../src/voice/rooms/links/link-way.js'

const seen = { addressHidden: false }
const shy = { addressHidden: true }

t.test('the strictest of the service, both channels and both residents wins', async (t) => {
  const rules = { relayOnly: false, relayAvailable: true, hubAlways: false }
  const withoutTurn = { ...rules, relayAvailable: false }
  const direct = { relayOnly: false }
  for (const [why, asked, wanted] of [
    ['nobody asks for anything', [rules, ['all', 'all'], [seen, seen], undefined], 'direct'],
    ['one channel', [rules, ['all', 'relay'], [seen, seen], undefined], 'relay'],
    ['the service', [{ ...rules, relayOnly: true }, ['all'], [seen, seen], direct], 'relay'],
    ['one resident', [rules, ['all'], [seen, shy], direct], 'relay'],
    ['one resident without TURN', [withoutTurn, ['all'], [shy, seen], direct], 'none'],
    ['the hub hides, and TURN stands in', [rules, ['all', 'hub'], [seen, seen], undefined], 'relay'],
    ['the hub hides, without TURN', [withoutTurn, ['hub'], [seen, seen], undefined], 'none'],
    [
      'every room goes by the hub',
      [{ ...withoutTurn, hubAlways: true }, ['all'], [seen, seen], undefined],
      'none',
    ],
    ['they are connected until the hub carries both', [withoutTurn, ['hub'], [seen, seen], direct], 'direct'],
    ['but not where one hides', [withoutTurn, ['hub'], [seen, shy], direct], 'none'],
  ] as const)
    t.equal(linkWay(asked[0], asked[1], asked[2], asked[3]), wanted, why)
})
