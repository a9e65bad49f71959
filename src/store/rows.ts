/** Rows of any table as they are stored: read page by page, written many at once, and compared. */

import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './schema.js'

/** Rows of each statement: PostgreSQL takes 65,535 parameters. */
const ROWS_AT_ONCE = 1000

export type Row = Readonly<Record<string, unknown>>
export type Database = Kysely<Tables> | Transaction<Tables>

export interface TableKey {
  readonly table: string
  /** In whose order rows are read. */
  readonly key: readonly string[]
  /** Only the rows of that grid. */
  readonly grid?: string
}

const ofGrid = (grid: string | undefined) => (grid === undefined ? sql`` : sql`where grid = ${grid}`)

export async function countOf(db: Database, table: string, grid?: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from ${sql.table(table)} ${ofGrid(grid)}`.execute(db)
  return Number(rows[0]?.n)
}

export async function* pagesOf(db: Database, { table, key, grid }: TableKey): AsyncGenerator<readonly Row[]> {
  const ordered = sql.join(key.map((column) => sql.ref(column)))
  for (let first = 0; ; first += ROWS_AT_ONCE) {
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} ${ofGrid(grid)} order by ${ordered} limit ${ROWS_AT_ONCE} offset ${first}`.execute(
        db,
      )
    if (rows.length > 0) yield rows
    if (rows.length < ROWS_AT_ONCE) return
  }
}

/** @param rows at most a thousand, all with the same columns */
export async function insertAll(target: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(target)
}

/** The same for both databases: PostgreSQL gives large numbers as text, and keeps no NUL character. */
export function digestOf(row: Row): string {
  const values = Object.keys(row)
    .sort()
    .map((column) => (row[column] === null ? null : String(row[column]).replaceAll('\0', '')))
  return createHash('sha256').update(JSON.stringify(values)).digest('base64')
}
