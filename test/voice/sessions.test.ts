/** Sessions: they end, are renewed without a break, and once revoked stay so in every copy. */

import t from 'tap'
import { createSessions, SESSION_TTL_MS } from '../../src/voice/sessions.js'
import { createTestTime } from '../helpers/test-time.js'

t.test('a renewed session goes on for whoever holds the old copy, too', async (t) => {
  const time = createTestTime()
  const sessions = createSessions(time.clock)
  const first = sessions.issue({ agentId: 'anna', name: 'Anna Test' })
  const other = sessions.issue({ agentId: 'bert', name: 'Bert Test' })
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
  const sessions = createSessions(time.clock)
  const first = sessions.issue({ agentId: 'anna', name: 'Anna Test' })
  await time.pass(SESSION_TTL_MS / 2)
  const second = sessions.renew(first)
  sessions.revoke(first)
  await time.pass(SESSION_TTL_MS / 2 + 1)
  sessions.revoke(sessions.issue({ agentId: 'bert', name: 'Bert Test' }))
  t.throws(() => sessions.check(second), { code: 'session-expired' })
  t.throws(() => sessions.renew(second), { code: 'session-expired' })
})
