/** What is kept of viewers between their requests: offers without an answer, refusals, time spent outside of a parcel. */

import t from 'tap'
import {
  createOutOfParcel,
  MISTRUSTED_MS,
  OUT_OF_PARCEL_MS,
} from '../../../src/native-viewer/evidence/out-of-parcel.js'
import { createPendingOffers } from '../../../src/native-viewer/requests/pending-offers.js'
import { createRefusedRetries } from '../../../src/native-viewer/requests/refused-retries.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createTestTime } from '../../helpers/test-time.js'

const anna = { grid: MAIN_GRID, agentId: 'anna', regionId: 'west' }
const room = 'place:main/1' as Parameters<ReturnType<typeof createRefusedRetries>['yielded']>[1]

t.test('an offer keeps so many early candidates, in however many requests they come', (t) => {
  const offers = createPendingOffers()
  const offer = offers.begin('peer', anna, { isCall: false, keyId: undefined })
  const candidates = Array.from({ length: 40 }, (_, index) => ({ candidate: `${index}`, sdpMid: '0' }))
  for (let turn = 0; turn < 3; turn += 1) t.ok(offers.addCandidates(anna, candidates))
  t.strictSame(offer.answered(), [...candidates, ...candidates.slice(0, 24)])
  t.end()
})

t.test('that a page had the voice is forgotten once it was seen to be gone', (t) => {
  const retries = createRefusedRetries(createTestTime().timers)
  retries.yielded(anna, room)
  t.throws(() => retries.check(anna, room, true), { code: 'session-replaced' })
  retries.check(anna, room, false)
  retries.check(anna, room, true)
  t.end()
})

t.test('mistrust lasts for its time, and longer only for who uses up the grace period anew', async (t) => {
  const { timers, pass } = createTestTime()
  const outOfParcel = createOutOfParcel(timers)
  const session = { ...anna, peerId: 'one' }
  t.notOk(outOfParcel.note(session, true))
  await pass(OUT_OF_PARCEL_MS)
  t.ok(outOfParcel.note(session, true))
  outOfParcel.leave(session)
  const next = { ...anna, peerId: 'two' }
  for (let turn = 0; turn < 2; turn += 1) {
    t.ok(outOfParcel.note(next, true), 'the word of the feed counts at once')
    await pass(100)
  }
  outOfParcel.leave(next)
  await pass(MISTRUSTED_MS - 201)
  t.ok(outOfParcel.isMistrusted(anna))
  await pass(1)
  t.notOk(outOfParcel.isMistrusted(anna))
})
