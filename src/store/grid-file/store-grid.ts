/** Stores a grid from its file in one transaction, under numbers that are free here, and compares what is stored with it. */

import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { VoiceError } from '../../errors.js'
import { type FileSource, GridFileFault } from '../../voice/grids/grid-files.js'
import type { HostedGrid } from '../../voice/grids/hosted-grid.js'
import type { DialectName } from '../dialect.js'
import { countOf, digestOf, insertAll, pagesOf, type Row } from '../rows.js'
import type { Tables } from '../schema.js'
import { createSqlGridStore } from '../tables/grids.js'
import { inDetail, type Numbers } from './audit-numbers.js'
import { ROWS_OF_GRID, TABLES_IN_ORDER } from './grid-rows.js'
import { type RowInFile, rowsOf } from './read-grid.js'

type TableOfGrid = RowInFile['table']

const ROWS_AT_ONCE = 500
const NUMBERED = TABLES_IN_ORDER.filter((table) => ROWS_OF_GRID[table].numbered)

export interface GridStoring {
  readonly db: Kysely<Tables>
  readonly dialect: DialectName
  readonly version: string
  readonly source: FileSource
  readonly grid: HostedGrid
}

/** @throws GridFileFault @throws VoiceError `not-allowed` when there is such a grid */
export async function storeGrid({ db, dialect, version, source, grid }: GridStoring): Promise<void> {
  const ids = await numbersIn(source, version)
  await db.transaction().execute(async (transaction) => {
    const there = await transaction
      .selectFrom('grids')
      .select('id')
      .where('id', '=', grid.id)
      .executeTakeFirst()
    if (there) throw new VoiceError('not-allowed', `There is a grid "${grid.id}" already.`)
    const numbers = await freeNumbers(transaction, dialect, ids)
    await createSqlGridStore(transaction).save(grid)
    const stored = new Map<TableOfGrid, Set<string>>()
    let waiting: Row[] = []
    let table: TableOfGrid = 'grids'
    const flush = async () => {
      if (waiting.length > 0) await insertAll(transaction, table, waiting)
      waiting = []
    }
    for await (const one of rowsOf(source, version)) {
      if (one.table === 'grids') continue
      if (one.table !== table || waiting.length >= ROWS_AT_ONCE) await flush()
      table = one.table
      const row = await hereOf(one, { transaction, grid: grid.id, numbers })
      stored.set(table, (stored.get(table) ?? new Set()).add(digestOf(row)))
      waiting.push(row)
    }
    await flush()
    for (const name of TABLES_IN_ORDER) {
      if (name !== 'grids')
        await compare(transaction, name, { grid: grid.id, rows: stored.get(name) ?? new Set() })
    }
  })
}

/** @throws GridFileFault when what is read back differs */
async function compare(
  db: Transaction<Tables>,
  table: TableOfGrid,
  { grid, rows }: { readonly grid: string; readonly rows: ReadonlySet<string> },
): Promise<void> {
  let same = 0
  for await (const page of pagesOf(db, { table, key: ROWS_OF_GRID[table].key, grid })) {
    for (const row of page) if (rows.has(digestOf(row))) same += 1
  }
  const all = await countOf(db, table, grid)
  if (same !== rows.size || all !== rows.size) {
    throw new GridFileFault(
      `${table}: of ${rows.size} rows ${same} came back as they are: nothing was stored.`,
    )
  }
}

/** The numbers that rows of the file have, in ascending order. */
async function numbersIn(
  source: FileSource,
  version: string,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const numbers = new Map<string, number[]>(NUMBERED.map((table) => [table, []]))
  for await (const { table, row } of rowsOf(source, version)) numbers.get(table)?.push(Number(row.id))
  return numbers
}

/** A number that was never given stays; else the next is taken. The order stays: what is below a channel is younger. */
async function freeNumbers(
  db: Transaction<Tables>,
  dialect: DialectName,
  ids: ReadonlyMap<string, readonly number[]>,
): Promise<Numbers> {
  const numbers = new Map<string, Map<number, number>>()
  for (const [table, own] of ids) {
    // Whoever adds rows meanwhile waits, and takes numbers behind these.
    if (dialect === 'postgres')
      await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(db)
    let last = await lastNumber(db, dialect, table)
    const map = new Map<number, number>()
    for (const id of own) {
      last = Math.max(last + 1, id)
      map.set(id, last)
    }
    numbers.set(table, map)
    if (dialect === 'postgres' && own.length > 0)
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last})`.execute(db)
  }
  return numbers
}

async function lastNumber(db: Transaction<Tables>, dialect: DialectName, table: string): Promise<number> {
  const { rows } = await (dialect === 'sqlite'
    ? sql<{ last: number }>`select seq as last from sqlite_sequence where name = ${table}`
    : sql<{
        last: number | null
      }>`select pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')::regclass) as last`
  ).execute(db)
  return Number(rows[0]?.last ?? 0)
}

interface Here {
  readonly transaction: Transaction<Tables>
  readonly grid: string
  readonly numbers: Numbers
}

/** A row as it is stored here. @throws GridFileFault when it refers to something that is not in the file */
async function hereOf({ table, row }: RowInFile, { transaction, grid, numbers }: Here): Promise<Row> {
  const { numbered, refers = {}, randomId } = ROWS_OF_GRID[table]
  const here: Record<string, unknown> = { ...row, grid }
  if (numbered) here.id = numbers.get(table)?.get(Number(row.id))
  for (const [column, other] of Object.entries(refers)) {
    if (row[column] === null) continue
    here[column] = numbers.get(other)?.get(Number(row[column]))
    if (here[column] === undefined) {
      throw new GridFileFault(
        `A row of ${table} refers to ${other} ${String(row[column])}, which is not in the file.`,
      )
    }
  }
  if (table === 'admin_audit') here.detail = inDetail(String(row.detail), { grid, numbers })
  if (randomId !== undefined && (await isTaken(transaction, table, randomId, row[randomId])))
    here[randomId] = randomUUID()
  return here
}

async function isTaken(
  db: Transaction<Tables>,
  table: string,
  column: string,
  value: unknown,
): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${value}`.execute(
    db,
  )
  return rows.length > 0
}
