/** Accounts that a full disk keeps from being written: in force at once, and written as they are in the end. */

import Database from 'better-sqlite3'
import t from 'tap'
import { createStoreHealth } from '../../src/store/health.js'
import { holdUnwrittenAccounts } from '../../src/store/held/held-accounts.js'
import { createBacklog } from '../../src/store/held/written-later.js'
import type { Account } from '../../src/voice/accounts/account.js'
import { type GridId, gridKey, MAIN_GRID } from '../../src/voice/grids/grid.js'
import type { AccountStore } from '../../src/voice/ports.js'
import { eventually } from '../helpers/eventually.js'

const account = (name: string, disabled = false): Account => ({
  grid: MAIN_GRID,
  name,
  agentId: `agent of ${name}`,
  passwordHash: 'first',
  keyId: null,
  disabled,
  createdAt: 1,
  lastSeenAt: 1,
})

/** Of the main grid, by its name alone. */
const rowOf = (grid: GridId, name: string) => (grid === MAIN_GRID ? name : gridKey(grid, name))

/** A store on a disk that fills and empties; what is written is in `rows`. */
function setUp() {
  const rows = new Map<string, Account>()
  const log = { info: () => undefined, error: (facts: object) => Promise.reject(facts) }
  let isFull = false
  const health = createStoreHealth({
    folder: undefined,
    tryToWrite: () => write(),
    log: { ...log, error: log.info },
  })
  function write(): void {
    if (isFull) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  }
  function written<T>(work: () => T): T {
    try {
      write()
    } catch (error) {
      throw health.failed(error)
    }
    const result = work()
    health.wrote()
    return result
  }
  const store: AccountStore = {
    find: async (grid, name) => rows.get(rowOf(grid, name)),
    search: async () => [...rows.values()],
    create: async (made) => {
      const row = rowOf(made.grid, made.name)
      return written(() => !rows.has(row) && rows.set(row, made) && true)
    },
    update: async (grid, name, patch) =>
      written(() => {
        const row = rows.get(rowOf(grid, name))
        if (row) rows.set(rowOf(grid, name), { ...row, ...patch })
        return row !== undefined
      }),
  }
  const accounts = holdUnwrittenAccounts(store, createBacklog(health, log))
  return {
    rows,
    accounts,
    fill() {
      isFull = true
    },
    clear() {
      isFull = false
    },
    look: () => health.look(),
  }
}

t.test('a new account and a new password count at once, and are written when there is room', async (t) => {
  const { rows, accounts, fill, clear, look } = setUp()
  await accounts.create(account('xAnna'))
  fill()
  t.equal(await accounts.update(MAIN_GRID, 'xAnna', { passwordHash: 'second' }), true)
  t.equal(await accounts.create(account('xBert')), true)
  t.equal(await accounts.create(account('xBert')), false, 'the name is taken')
  t.equal(await accounts.update(MAIN_GRID, 'xBert', { passwordHash: 'second' }), true)
  t.equal(await accounts.update(MAIN_GRID, 'xNobody', { passwordHash: 'second' }), false)
  for (const name of ['xAnna', 'xBert'])
    t.match(await accounts.find(MAIN_GRID, name), { passwordHash: 'second' })
  t.strictSame(
    (await accounts.search(MAIN_GRID, 'bert', 10)).map(({ name }) => name),
    ['xBert', 'xAnna'],
  )
  t.equal((await accounts.search(MAIN_GRID, '', 1)).length, 1)
  t.strictSame([...rows.values()], [account('xAnna')])

  clear()
  await look()
  for (const name of ['xAnna', 'xBert']) {
    t.match(rows.get(name), { passwordHash: 'second' })
    await accounts.update(MAIN_GRID, name, { passwordHash: 'third' })
    t.match(await accounts.find(MAIN_GRID, name), { passwordHash: 'third' }, 'nothing of it is held any more')
  }
})

t.test('the first write after a full disk is not undone by those that waited', async (t) => {
  const { rows, accounts, fill, clear } = setUp()
  await accounts.create(account('xAnna'))
  fill()
  await accounts.update(MAIN_GRID, 'xAnna', { passwordHash: 'second' })
  clear()
  await accounts.update(MAIN_GRID, 'xAnna', { passwordHash: 'third' })
  t.match(rows.get('xAnna'), { passwordHash: 'third' })
  t.match(await accounts.find(MAIN_GRID, 'xAnna'), { passwordHash: 'third' })
})

t.test('what changes while it is being written is written, too', async (t) => {
  const { rows, accounts, fill, clear, look } = setUp()
  await accounts.create(account('xAnna'))
  fill()
  await accounts.create(account('xBert'))
  await accounts.update(MAIN_GRID, 'xAnna', { passwordHash: 'second' })
  clear()
  const writing = look()
  const names = ['xAnna', 'xBert']
  await Promise.all(names.map((name) => accounts.update(MAIN_GRID, name, { passwordHash: 'third' })))
  await writing
  for (const name of names) t.match(rows.get(name), { passwordHash: 'third' }, name)
})

t.test('shutting somebody out is done for good or not at all', async (t) => {
  const { rows, accounts, fill, clear } = setUp()
  await accounts.create(account('xAnna'))
  fill()
  await accounts.create(account('xBert'))
  for (const name of ['xAnna', 'xBert']) {
    await t.rejects(accounts.update(MAIN_GRID, name, { disabled: true }), { code: 'store-unwritable' })
    t.match(await accounts.find(MAIN_GRID, name), { disabled: false })
  }
  await t.rejects(accounts.create(account('xCarl', true)), { code: 'store-unwritable' })
  t.equal(await accounts.find(MAIN_GRID, 'xCarl'), undefined)
  clear()
  t.equal(await accounts.update(MAIN_GRID, 'xBert', { disabled: true }), true)
  t.match(rows.get('xBert'), { disabled: true })
})

t.test('an account that is held is of its own grid', async (t) => {
  const { rows, accounts, fill, clear, look } = setUp()
  await accounts.create(account('xAnna'))
  fill()
  const there = { ...account('xAnna'), grid: 'other' }
  t.equal(await accounts.find('other', 'xAnna'), undefined)
  t.equal(await accounts.update(MAIN_GRID, 'xAnna', { passwordHash: 'second' }), true)
  t.equal(await accounts.update('other', 'xAnna', { passwordHash: 'third' }), false)
  t.equal(await accounts.create(there), true)
  t.same(await accounts.find('other', 'xAnna'), there)
  t.equal((await accounts.search(MAIN_GRID, 'xanna', 10)).length, 1)
  t.equal(await accounts.update('other', 'xAnna', { passwordHash: 'third' }), true)
  t.equal((await accounts.find(MAIN_GRID, 'xAnna'))?.passwordHash, 'second')
  clear()
  await look()
  await eventually('all is written', () => rows.size === 2)
  t.match(Object.fromEntries(rows), {
    xAnna: { grid: MAIN_GRID, passwordHash: 'second' },
    'other/xAnna': { grid: 'other', passwordHash: 'third' },
  })
})
