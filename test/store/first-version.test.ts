/** A database that the first version left behind, 11f7fd1: brought to this one, and found by the running service. */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { openStore } from '../../src/store/store.js'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { projectRoot } from '../helpers/project-root.js'
import { startTestApp } from '../helpers/test-app.js'

/**
 * Made by that version's own store: 10,002 accounts, every hundredth of them disabled; 5,000 channels, half of them in
 * fifty directories, a hundred of them edited; the next channel's id is 6002, since 6001 was deleted. 200 bans, speech
 * rules and revocations each, an admin with a token, fifty audit entries.
 */
const DATABASE = brotliDecompressSync(
  readFileSync(join(projectRoot, 'test/fixtures/store/first-version.sqlite.br')),
)

/** With whose help that version made what follows. */
const SIGNING_KEY = 'the secret of the first version'
const ADMIN_TOKEN =
  'a.rlyDIkJqHY0b32WTW_Y9GlmCKcLQvYSFxoH8xtc1cOY.P0wtF27aa8GZHGZeUL86eeKgXu4QCtxzO6kvv4q9ZIE'
const CONSOLE_TOKEN = 'a-token-of-the-first-version'
const PAYLOAD =
  'eyJpZCI6IjYwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSIsImFnZW50SWQiOiJiMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJuYW1lIjoiQW5uYSBUZXN0IiwiZXhwaXJlc0F0IjozOTAwMDAwMDAwMDAwfQ'
const REVOKED_PAYLOAD =
  'eyJpZCI6IjYwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSIsImFnZW50SWQiOiJhMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJuYW1lIjoiQW5uYSBUZXN0IiwiZXhwaXJlc0F0IjozOTAwMDAwMDAwMDAwfQ'

const id = (kind: string, n: number) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [ANNA, REVOKED] = [id('b', 1), id('a', 1)]
const COOKIE = `voice-${ANNA}=${PAYLOAD}.Jx71miP%2Fdd3bM9U8fC0rNdcziKeQw9YjS3xjbySoYpU`
const REVOKED_COOKIE = `voice-${REVOKED}=${REVOKED_PAYLOAD}.OKcfhM37Sfl6AW1EVkLCsSkuEQuqZrsrhyGOSdHYAEo`

const TABLES = ['accounts', 'channels', 'bans', 'speech_rules', 'revoked_sessions'] as const
/** Those are of the whole service: of no grid, where they say it. */
const OTHERS = ['admins', 'admin_keys', 'admin_audit'] as const

function place(t: Test): { directory: string; file: string } {
  const directory = t.testdir()
  const file = join(directory, 'voice.sqlite')
  writeFileSync(file, DATABASE)
  return { directory, file }
}

/** Thousands of rows: where they differ nobody wants to read them all. */
const digest = (rows: readonly unknown[]) => createHash('sha256').update(JSON.stringify(rows)).digest('hex')

function rowsOf(file: string, table: string): readonly object[] {
  const database = new Database(file, { readonly: true })
  const rows = database.prepare(`select * from ${table}`).all() as object[]
  database.close()
  return rows
}

t.test('it is copied, brought to this version, and loses nothing', async (t) => {
  const { file } = place(t)
  const before = new Map([...TABLES, ...OTHERS].map((table) => [table, rowsOf(file, table)]))
  const start = performance.now()
  await (await openStore({ file })).close()
  t.comment(`migrated in ${Math.round(performance.now() - start)} ms`)

  const digestOf = (rows: readonly object[]) => digest(rows.map((row) => JSON.stringify(row)).sort())
  for (const table of TABLES) {
    const more = table === 'bans' ? { explanation: '' } : {}
    const wanted = (before.get(table) ?? []).map((row) => ({ ...row, ...more, grid: MAIN_GRID }))
    const keys = Object.keys(wanted[0] ?? {})
    const found = rowsOf(file, table).map((row) =>
      Object.fromEntries(keys.map((key) => [key, Reflect.get(row, key)])),
    )
    t.equal(found.length, wanted.length, table)
    t.equal(digestOf(found), digestOf(wanted), table)
  }
  for (const table of OTHERS) {
    const more = table === 'admin_keys' ? {} : { grid: null }
    t.strictSame(
      rowsOf(file, table),
      before.get(table)?.map((row) => ({ ...row, ...more })),
      table,
    )
  }

  const copy = `${file}.before-upgrade-from-2026-11-22-speech-rules`
  t.equal(statSync(copy).mode & 0o777, 0o600)
  for (const table of TABLES) t.equal(rowsOf(copy, table).length, before.get(table)?.length, table)
  rmSync(copy)
  await (await openStore({ file })).close()
  t.notOk(existsSync(copy), 'and only where something is to be changed')
})

t.test('where it cannot be brought to this version it stays as it is', async (t) => {
  const { file } = place(t)
  const raw = new Database(file)
  raw.pragma('foreign_keys = OFF')
  // A parent that is not there, which only a hand at the database can have done.
  raw.exec('update channels set parent_id = 4 where id = 6000')
  raw.close()
  const state = () => [...TABLES, 'kysely_migration'].map((table) => digest(rowsOf(file, table)))
  const before = state()
  await t.rejects(openStore({ file }), /could not be brought to this version; it is as it was before/)
  t.strictSame(state(), before)
})

t.test(
  'the running service finds everything in it, and what that version handed out stays good',
  async (t) => {
    const { directory, file } = place(t)
    writeFileSync(join(directory, 'secrets.json'), JSON.stringify({ signingKey: SIGNING_KEY }))
    const start = performance.now()
    const { server } = await startTestApp(t, {
      env: {
        DATA_DIR: directory,
        VIVOX_ADMIN_USER: 'vadmin',
        VIVOX_ADMIN_PASSWORD: 'vpass',
        MEDIA_ROUTE: 'mesh',
      },
    })
    t.comment(`started in ${Math.round(performance.now() - start)} ms`)
    const vivox = async (call: string) =>
      (await server.inject(`/api2/${call}&auth_token=${ADMIN_TOKEN}`)).body
    const headers = { authorization: `Bearer ${CONSOLE_TOKEN}` }
    const admin = async (path: string) => (await server.inject({ url: `/admin/api${path}`, headers })).json()
    const session = (cookie: string) => server.inject({ url: '/api/session', headers: { cookie } })

    for (const n of [0, 1, 4999, 9999]) {
      const name = accountNameOf(id('a', n))
      t.match(await vivox(`viv_get_acct.php?user_name=${name}`), `<account_id>${id('a', n)}<`)
    }
    t.match(await vivox(`viv_get_acct.php?user_name=${accountNameOf(id('a', 107))}`), /disabled/)
    t.match(await vivox('viv_get_acct.php?user_name=helper'), '<user_name>helper<')
    const signIn = await server.inject(`/api2/viv_signin.php?userid=${accountNameOf(ANNA)}&pwd=sesame`)
    t.match(signIn.body, `<account_id>${ANNA}<`, 'with the password of before')

    const { total, channels } = await admin('/channels?limit=10000')
    t.equal(total, 5000)
    t.equal(new Set(channels.map((channel: { id: number }) => channel.id)).size, 5000)
    t.equal(channels.filter(({ pinned }: { pinned: boolean }) => pinned).length, 50)
    t.match(channels.at(-1), { id: 6000, name: id('c', 4999), parentId: 5901 })
    const search = await vivox(`viv_chan_search.php?cond_channame=${id('c', 4999)}`)
    t.match(search, '<uri>sip:confctl-6000@')
    const created = await vivox(`viv_chan_mod.php?mode=create&chan_name=${id('d', 1)}`)
    t.match(created, '<chan_id>6002<', 'an id that was deleted is never given again')

    const undo = { method: 'POST', url: '/admin/api/audit/1/undo', headers, payload: {} } as const
    t.equal((await server.inject(undo)).statusCode, 204)
    t.match(await admin('/channels/1002'), { edited: [], pinned: false }, 'a change of before is taken back')

    const bans = await admin('/bans')
    t.equal(bans.length, 200)
    t.match(
      bans.find(({ channelId }: { channelId: number }) => channelId === 1008),
      {
        agentId: id('a', 7),
        name: 'Avatar 7',
      },
    )
    t.match((await session(COOKIE)).json(), { agentId: ANNA, name: 'Anna Test' })
    t.equal((await session(REVOKED_COOKIE)).statusCode, 401, 'and what was revoked stays so')
    const store = await openStore({ file })
    t.equal((await store.speechRules.list()).length, 200)
    await store.close()
  },
)
