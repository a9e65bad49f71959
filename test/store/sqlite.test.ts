import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import t from 'tap'
import { openSqliteTables, openStore } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { storeContract } from '../contract/stores.js'
import { projectRoot } from '../helpers/project-root.js'

storeContract('SQLite', () => openStore({ file: ':memory:' }))

t.test('what is stored is there after a restart, in a file that is private', async (t) => {
  const file = join(t.testdir(), 'voice.db')
  const before = await openStore({ file })
  const { channel } = await before.channels.create({
    grid: MAIN_GRID,
    name: 'a',
    parentId: null,
    description: 'b',
    regionSettings: {},
    createdAt: 1,
  })
  await before.close()
  t.equal(statSync(file).mode & 0o777, 0o600)
  const after = await openStore({ file })
  t.same(await after.channels.search({ grid: MAIN_GRID }), [channel])
  await after.close()
})

t.test('what is read past the line of queries is never what a transaction may still take back', async (t) => {
  const { db, readNow } = await openSqliteTables({ file: ':memory:' })
  t.teardown(() => db.destroy())
  const query = db.selectFrom('grids').select('id').compile()
  const before = readNow?.(query)
  t.ok(before)
  await db.transaction().execute(async (change) => {
    await change.deleteFrom('grids').execute()
    t.equal(readNow?.(query), undefined)
  })
  t.strictSame(readNow?.(query), [])
})

t.test('a file that is no database, damaged or newer is named, with the remedy', async (t) => {
  const directory = t.testdir({
    'text.db': 'this is no database at all, but long enough to be looked at'.repeat(50),
  })
  await t.rejects(openStore({ file: join(directory, 'text.db') }), /text\.db is damaged.*backup/)

  const damaged = join(directory, 'damaged.db')
  const store = await openStore({ file: damaged })
  for (let n = 0; n < 200; n++) {
    await store.channels.create({
      grid: MAIN_GRID,
      name: `c${n}`,
      parentId: null,
      description: 'x'.repeat(200),
      regionSettings: {},
      createdAt: 1,
    })
  }
  await store.close()
  const { size } = statSync(damaged)
  writeFileSync(damaged, Buffer.alloc(size - 8192, 0x55), { flag: 'r+' })
  await t.rejects(openStore({ file: damaged }), /damaged\.db is damaged/)

  const newer = join(directory, 'newer.db')
  await (await openStore({ file: newer })).close()
  const raw = new Database(newer)
  raw.exec("insert into kysely_migration values ('2999-01-01-later', 'now')")
  raw.close()
  await t.rejects(openStore({ file: newer }), /newer version/)
})

t.test('what earlier versions kept of calls is deleted, and nothing else', async (t) => {
  const file = join(t.testdir(), 'voice.db')
  const fixture = readFileSync(join(projectRoot, 'test/fixtures/store/first-version.sqlite.br'))
  writeFileSync(file, brotliDecompressSync(fixture))
  const raw = new Database(file)
  raw.exec(`
    delete from channels;
    delete from bans;
    delete from speech_rules;
    insert into channels (id, name, description, region_settings, admin_settings, created_at, last_used_at) values
      (2001, 'call:one', '', '{}', '{"rollOff":2}', 1, 1), (2002, 'recall:', '', '{}', '{}', 1, 1);
    insert into speech_rules values (2001, 'muted', 'a'), (2002, 'muted', 'a');
    insert into bans (channel_id, agent_id, name, until, by_admin) values
      (2001, 'a', 'A', 9, 'admin'), (2002, 'a', 'A', 9, 'admin');`)
  raw.close()
  const store = await openStore({ file })
  t.match(await store.channels.search({ grid: MAIN_GRID }), [{ id: 2002 }])
  t.match(await store.speechRules.list(), [{ channelId: 2002 }])
  t.match(await store.bans.list(), [{ channelId: 2002 }])
  await store.close()
})

t.test('a file that cannot be written is named', async (t) => {
  const directory = t.testdir()
  rmSync(directory, { recursive: true })
  await t.rejects(openStore({ file: join(directory, 'voice.db') }), /voice\.db cannot be written/)
})
