/** A grid as a file: all of it and nothing of another one, from one database to the other; and files that were changed by hand. */

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { ROWS_OF_GRID, TABLES_IN_ORDER } from '../../src/store/grid-file/grid-rows.js'
import { openSqliteTables, openStore, type Store } from '../../src/store/store.js'
import { TABLES_OF_GRIDS } from '../../src/store/tables/grids.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import type { FileSource } from '../../src/voice/grids/grid-files.js'
import { fillGrid } from '../helpers/filled-grid.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { noPostgres, startPostgres } from '../helpers/servers/postgres.js'

async function emptyStore(t: Test, databaseUrl?: string): Promise<Store> {
  const store = await openStore({ file: ':memory:', databaseUrl })
  t.teardown(() => store.close())
  return store
}

async function fileOf(store: Store, grid: string): Promise<string> {
  let text = ''
  for await (const line of store.gridFiles.write(grid)) text += line
  return text
}

const asFile = (content: string | Uint8Array): FileSource =>
  async function* () {
    // In pieces, as they come from a disk or a network.
    const bytes = Buffer.from(content)
    for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000)
  }

/** The file with another end, as somebody would write it who knows its form. */
function resealed(lines: readonly string[]): string {
  const body = lines.map((line) => `${line}\n`).join('')
  const sha256 = createHash('sha256').update(body).digest('base64url')
  return `${body}${JSON.stringify({ rows: lines.length - 1, sha256 })}\n`
}
const linesIn = (file: string) => file.trimEnd().split('\n').slice(0, -1)

t.test('the file has every table and column of a grid, and the service deletes the same', async (t) => {
  const { db } = await openSqliteTables({ file: ':memory:' })
  const tables = (await db.introspection.getTables()).filter(
    ({ name, columns }) => name === 'grids' || columns.some((column) => column.name === 'grid'),
  )
  /** An admin's name is unique in the service, and the password a person's own: they are made anew elsewhere. */
  const notInFiles = ['admins']
  t.same(
    tables.map(({ name }) => name).sort(),
    [...TABLES_IN_ORDER, ...notInFiles].sort(),
    'a table is missing',
  )
  t.same(['grids', ...TABLES_OF_GRIDS].sort(), [...TABLES_IN_ORDER].sort())
  for (const { name, columns } of tables.filter(({ name }) => !notInFiles.includes(name))) {
    const own = columns.map((column) => column.name).filter((column) => column !== 'grid')
    t.same(Object.keys(ROWS_OF_GRID[name as 'grids'].columns).sort(), own.sort(), name)
  }
  await db.destroy()
})

t.test('a grid moves to a fresh store as it is, with nothing of another one', async (t) => {
  const from = await emptyStore(t)
  await fillGrid(from, MAIN_GRID)
  await fillGrid(from, 'acme')
  const file = await fileOf(from, 'acme')
  t.notMatch(file, /of main|of the service|"gone"/)
  for (const table of TABLES_IN_ORDER) t.match(file, `["${table}",`, `${table} is in it`)
  t.equal(
    JSON.parse(file.slice(0, file.indexOf('\n'))).rows,
    linesIn(file).length,
    'with the ban that is left out',
  )

  const to = await emptyStore(t)
  const source = asFile(gzipSync(file))
  const { grid, rows } = await to.gridFiles.check(source)
  t.strictSame(
    grid,
    (await from.grids.list()).find(({ id }) => id === 'acme'),
  )
  t.equal(rows, linesIn(file).length - 1)
  await to.gridFiles.store(source, grid)
  // Numbers go on where they were: none was given here yet.
  const body = (text: string) =>
    linesIn(text)
      .slice(1)
      .map((line) => line.replaceAll(/"(undid|channelId)":\d+/g, ''))
  const [was, is] = [body(file), body(await fileOf(to, 'acme'))].map((lines) =>
    lines.map((line) => line.replaceAll('\\"', '"').replaceAll(/"(undid|channelId)":(\d+|null),?/g, '')),
  )
  t.strictSame(is, was)
  await to.grids.delete('acme')
  t.same(
    (await to.grids.list()).map(({ id }) => id),
    [MAIN_GRID],
  )
})

t.test('where numbers are taken, a grid gets others, and everything refers to them', async (t) => {
  const from = await emptyStore(t)
  await fillGrid(from, 'acme')
  const file = await fileOf(from, 'acme')
  const to = await emptyStore(t)
  for (const name of [MAIN_GRID, 'other']) await fillGrid(to, name)
  const before = await Promise.all([MAIN_GRID, 'other'].map((name) => fileOf(to, name)))
  const copied = file.replaceAll('s-acme', 's-other')
  const source = asFile(resealed(linesIn(copied)))
  await to.gridFiles.store(source, hostedGrid('copy'))
  await t.rejects(to.gridFiles.store(source, hostedGrid('copy')), { code: 'not-allowed' })
  t.same(
    await Promise.all([MAIN_GRID, 'other'].map((name) => fileOf(to, name))),
    before,
    'others are as they were',
  )

  const [parent, hall] = await to.channels.search({ grid: 'copy' })
  t.equal(hall?.parentId, parent?.id)
  t.ok((parent?.id ?? 0) > 1004 && (hall?.id ?? 0) > (parent?.id ?? 0))
  const next = { grid: 'copy', name: 'next', parentId: hall?.id ?? 0, description: '', regionSettings: {} }
  t.equal((await to.channels.create({ ...next, createdAt: 1 })).channel.id, (hall?.id ?? 0) + 1)
  t.same(
    (await to.bans.list()).filter(({ grid }) => grid === 'copy').map(({ channelId }) => channelId),
    [hall?.id],
  )
  t.match(
    (await to.speechRules.list()).find(({ grid }) => grid === 'copy'),
    { channelId: parent?.id },
  )
  const [second, first] = await to.audit.list({ limit: 9, grids: ['copy'] })
  t.match(first, { undoneBy: second?.id, detail: { changes: [{ grid: 'copy', id: hall?.id }] } })
  t.match(second?.detail, { undid: first?.id, channelId: null })
  const keys = (await to.regionKeys.list()).filter(({ grid }) => grid === 'copy')
  t.not(keys[0]?.secrets[0]?.id, 's-other', 'a secret of another grid stays where it is')
})

t.test('from PostgreSQL to SQLite and back', { skip: noPostgres }, async (t) => {
  const server = await startPostgres(t)
  const [here, there] = [await emptyStore(t), await emptyStore(t, await server.makeDatabase())]
  await fillGrid(here, 'acme')
  await fillGrid(there, 'other')
  const file = await fileOf(here, 'acme')
  const { grid } = await there.gridFiles.check(asFile(file))
  await there.gridFiles.store(asFile(file), grid)
  const back = await fileOf(there, 'acme')
  t.equal(linesIn(back).length, linesIn(file).length)
  const again = await emptyStore(t)
  await again.gridFiles.store(asFile(back), grid)
  t.equal(linesIn(await fileOf(again, 'acme')).length, linesIn(file).length)
  const added = { name: 'x', parentId: null, description: '', regionSettings: {}, createdAt: 1 }
  const ids = (await there.channels.search({ grid: 'acme' })).map(({ id }) => id)
  const { channel } = await there.channels.create({ grid: 'other', ...added })
  t.ok(channel.id > Math.max(...ids), 'no number is given twice')
})

t.test('a file that is none, or was changed by hand, is refused whole', async (t) => {
  const from = await emptyStore(t)
  await fillGrid(from, 'acme')
  const file = await fileOf(from, 'acme')
  const lines = linesIn(file)
  const to = await emptyStore(t)
  await fillGrid(to, MAIN_GRID)
  const before = await fileOf(to, MAIN_GRID)
  const changed = (table: string, change: (row: Record<string, unknown>) => void) =>
    resealed(
      lines.map((line) => {
        const value = JSON.parse(line)
        if (value[0] === table) change(value[1])
        return JSON.stringify(value)
      }),
    )
  const wrong: readonly (readonly [what: string, file: string | Uint8Array, words: RegExp])[] = [
    ['nothing', '', /end .* is missing/],
    ['a picture', Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x0a]), /no text/],
    ['something else', '{"hello":1}\n', /export-grid/],
    ['half of it', gzipSync(file).subarray(0, 400), /damaged|missing/],
    ['without its end', lines.join('\n'), /missing/],
    ['a changed letter', file.replace('Größe', 'Grösse'), /changed/],
    ['a line less', [...lines.slice(0, -1), ...file.trimEnd().split('\n').slice(-1)].join('\n'), /changed/],
    ['another version', resealed([...lines].with(0, (lines[0] ?? '').replace('2026', '2031'))), /version/],
    [
      'a row of another grid',
      changed('accounts', (row) => Object.assign(row, { grid: MAIN_GRID })),
      /accounts/,
    ],
    ['a table of the service', resealed([...lines, '["admins",{"name":"me"}]']), /no table admins/],
    ['a table that JavaScript knows', resealed([...lines, '["__proto__",{}]']), /no table/],
    ['a column less', changed('bans', (row) => void delete row.until), /bans/],
    [
      'a number as text',
      changed('channels', (row) => Object.assign(row, { id: '1; drop table' })),
      /channels/,
    ],
    ['a huge number', changed('history', (row) => Object.assign(row, { at: 1e300 })), /history/],
    [
      'settings that are none',
      changed('channels', (row) => Object.assign(row, { admin_settings: '7' })),
      /admin_settings/,
    ],
    [
      'a script as a colour',
      changed('grid_looks', (row) => Object.assign(row, { accent: '"><script>' })),
      /grid_looks/,
    ],
    [
      'another channel’s ban',
      changed('bans', (row) => Object.assign(row, { channel_id: 1001 + 70 })),
      /not in the file/,
    ],
    ['a second grid', resealed([...lines.slice(0, 2), lines[1] ?? '', ...lines.slice(2)]), /one grid/],
    [
      'rows in another order',
      resealed([...lines.slice(0, 2), ...lines.slice(2).toReversed()]),
      /belongs|order/,
    ],
    ['an endless line', Buffer.alloc(20_000_000, 0x61), /no end/],
    ['an endless line, packed small', gzipSync(Buffer.alloc(20_000_000, 0x61)), /no end/],
    [
      'a channel twice',
      resealed(lines.flatMap((line) => (line.includes('"estate"') ? [line, line] : [line]))),
      /order/,
    ],
    [
      'an account twice',
      resealed(lines.flatMap((line) => (line.includes('["accounts"') ? [line, line] : [line]))),
      /./,
    ],
  ]
  for (const [what, content, words] of wrong) {
    const attempt = async () => {
      const { grid } = await to.gridFiles.check(asFile(content))
      await to.gridFiles.store(asFile(content), { ...grid, id: 'acme' })
    }
    await t.rejects(attempt(), words, what)
  }
  t.equal((await to.grids.list()).length, 1)
  t.equal(await fileOf(to, MAIN_GRID), before)
})
