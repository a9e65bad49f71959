/** How long what admins did is kept. */

import t from 'tap'
import { openStore } from '../../src/store/store.js'
import { createAuditLog, KEPT_ENTRIES, TRIM_EVERY } from '../../src/voice/admins/audit-log.js'

t.test('a busy grid makes no room at the cost of another', async (t) => {
  const { audit, close } = await openStore({ file: ':memory:' })
  t.teardown(close)
  const trimmed: unknown[] = []
  const log = createAuditLog(
    {
      ...audit,
      append: async () => 1,
      trim: async (...which) => void trimmed.push(which),
    },
    () => 1,
  )
  const note = (grid: string | null) =>
    log.note({ actor: 'admin', address: '', grid, act: 'signed-in', subject: '' })
  for (let count = 1; count < TRIM_EVERY; count += 1) for (const grid of ['one', null]) await note(grid)
  t.strictSame(trimmed, [])
  await note(null)
  t.strictSame(trimmed, [[null, KEPT_ENTRIES]])
  for (let count = 0; count <= TRIM_EVERY; count += 1) await note('one')
  t.strictSame(trimmed.slice(1), [
    ['one', KEPT_ENTRIES],
    ['one', KEPT_ENTRIES],
  ])
})
