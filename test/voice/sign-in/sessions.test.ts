/** Sessions: they end, are renewed without a break, and once revoked stay so in every copy. */

import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/store.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createSessions, SESSION_TTL_MS } from '../../../src/voice/sign-in/sessions.js'
import { createTestTime } from '../../helpers/test-time.js'

async function openRevocations(t: Test) {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  return store.revocations
}

t.test('a renewed session goes on for whoever holds the old copy, too', async (t) => {
  const time = createTestTime()
  const sessions = await createSessions(time.clock, await openRevocations(t))
  const first = sessions.issue({ grid: MAIN_GRID, agentId: 'anna', name: 'Anna Test' })
  const other = sessions.issue({ grid: MAIN_GRID, agentId: 'bert', name: 'Bert Test' })
  await time.pass(SESSION_TTL_MS - 1)
  const second = sessions.renew(first)
  t.match(second, { id: first.id, agentId: 'anna', expiresAt: time.clock() + SESSION_TTL_MS })
  await time.pass(1)
  sessions.check(first)
  t.throws(() => sessions.check(other), { code: 'session-expired' })
  t.throws(() => sessions.renew(other), { code: 'session-expired' })
  await time.pass(SESSION_TTL_MS)
  t.throws(() => sessions.check(second), { code: 'session-expired' })
})

t.test('a revoked session is over in every copy, until the last of them would have ended', async (t) => {
  const time = createTestTime()
  const sessions = await createSessions(time.clock, await openRevocations(t))
  const first = sessions.issue({ grid: MAIN_GRID, agentId: 'anna', name: 'Anna Test' })
  await time.pass(SESSION_TTL_MS / 2)
  const second = sessions.renew(first)
  await sessions.revoke(first)
  await time.pass(SESSION_TTL_MS / 2 + 1)
  await sessions.revoke(sessions.issue({ grid: MAIN_GRID, agentId: 'bert', name: 'Bert Test' }))
  t.throws(() => sessions.check(second), { code: 'session-expired' })
  t.throws(() => sessions.renew(second), { code: 'session-expired' })
})

t.test('a restart brings no revoked session back, and forgets those that could not count', async (t) => {
  const time = createTestTime()
  const revocations = await openRevocations(t)
  const before = await createSessions(time.clock, revocations)
  const session = before.issue({ grid: MAIN_GRID, agentId: 'anna', name: 'Anna Test' })
  await before.revoke(session)
  const after = await createSessions(time.clock, revocations)
  t.throws(() => after.check(session), { code: 'session-expired' })
  t.equal((await revocations.load(time.clock())).length, 1)
  t.equal((await revocations.load(time.clock() + SESSION_TTL_MS)).length, 0)
})
