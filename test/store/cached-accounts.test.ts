/** Accounts that were read before: known without asking the database, and read again where somebody has changed them. */

import t from 'tap'
import { VoiceError } from '../../src/errors.js'
import { cacheAccounts } from '../../src/store/cached/cached-accounts.js'
import type { SqlAccountStore } from '../../src/store/tables/accounts.js'
import type { Account } from '../../src/voice/accounts/account.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'

const account = (name: string, change: Partial<Account> = {}): Account => ({
  grid: MAIN_GRID,
  name,
  agentId: `agent of ${name}`,
  passwordHash: 'first',
  keyId: null,
  disabled: false,
  createdAt: 1,
  lastSeenAt: 1,
  ...change,
})

/** One database, as two nodes see it. */
function setUp() {
  const rows = new Map<string, Account>()
  const bus = createLoopbackBus()
  const told: string[] = []
  bus.subscribe('account-changed', ({ name }) => told.push(name))
  let reads = 0
  let isAway = false
  const reached = <T>(work: () => T): T => {
    if (isAway) throw new VoiceError('store-unwritable', 'away')
    return work()
  }
  const store: SqlAccountStore = {
    find: async (_grid, name) =>
      reached(() => {
        reads += 1
        return rows.get(name)
      }),
    search: async () => reached(() => [...rows.values()]),
    listDisabled: async () => [...rows.values()].filter(({ disabled }) => disabled),
    create: async (made) =>
      reached(() => {
        if (rows.has(made.name)) return false
        rows.set(made.name, made)
        return true
      }),
    update: async (_grid, name, patch) =>
      reached(() => {
        const row = rows.get(name)
        if (row) rows.set(name, { ...row, ...patch })
        return row !== undefined
      }),
  }
  const cached = cacheAccounts(store, bus)
  return {
    rows,
    bus,
    told,
    cached,
    find: (name: string) => cached.find(MAIN_GRID, name),
    /** How often the database was asked since the last call. */
    takeReads() {
      const taken = reads
      reads = 0
      return taken
    },
    setAway(next: boolean) {
      isAway = next
    },
  }
}

t.test('an account is read once, and again when another node has changed it', async (t) => {
  const { rows, bus, told, cached, find, takeReads } = setUp()
  t.ok(await cached.create(account('anna')))
  rows.set('bert', account('bert'))
  for (let turn = 0; turn < 2; turn += 1) for (const name of ['anna', 'bert']) t.ok(await find(name))
  t.equal(takeReads(), 1, 'what this node has made it knows')
  t.equal(await find('cleo'), undefined)
  t.equal(await find('cleo'), undefined)
  t.equal(takeReads(), 2, 'who is missing may come at any moment')

  rows.set('bert', account('bert', { passwordHash: 'by another node' }))
  bus.publish('account-changed', { grid: MAIN_GRID, name: 'bert' })
  t.equal((await find('bert'))?.passwordHash, 'by another node')
  t.equal(takeReads(), 1)
  told.length = 0

  await cached.update(MAIN_GRID, 'bert', { lastSeenAt: 2 })
  t.strictSame(told, [], 'that somebody was seen concerns nobody else')
  await cached.update(MAIN_GRID, 'bert', { passwordHash: 'second' })
  t.strictSame(told, ['bert'])
  t.match(await find('bert'), { passwordHash: 'second', lastSeenAt: 2 })
  t.equal(takeReads(), 0)
})

t.test(
  'while the database is away who was known still is, and nobody who was shut out comes in',
  async (t) => {
    const { rows, cached, find, setAway } = setUp()
    for (const name of ['anna', 'eve', 'mallory'])
      rows.set(name, account(name, { disabled: name === 'mallory' }))
    await cached.preload([MAIN_GRID])
    await cached.update(MAIN_GRID, 'eve', { disabled: true })
    setAway(true)
    t.equal((await find('anna'))?.disabled, false)
    for (const name of ['eve', 'mallory']) t.equal((await find(name))?.disabled, true)
    t.strictSame(
      (await cached.search(MAIN_GRID, 'agent of a', 10)).map(({ name }) => name),
      ['anna'],
    )
    await t.rejects(cached.update(MAIN_GRID, 'anna', { passwordHash: 'second' }), {
      code: 'store-unwritable',
    })
    setAway(false)
    rows.set('anna', account('anna', { passwordHash: 'it had arrived' }))
    t.equal((await find('anna'))?.passwordHash, 'it had arrived', 'a write that failed may have')
  },
)
