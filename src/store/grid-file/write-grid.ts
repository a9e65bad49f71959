/** Writes everything that is stored of a grid, and nothing of another one. */

import type { GridId } from '../../voice/grids/grid.js'
import { countOf, type Database, pagesOf, type Row } from '../rows.js'
import { createFileDigest } from './file-lines.js'
import { ROWS_OF_GRID, TABLES_IN_ORDER } from './grid-rows.js'

export const FORMAT = 'opensim-voice-grid'

/**
 * The lines of the file, each with its end. What changes meanwhile may be in it or not; what refers to something that
 * was not there yet is left out.
 * @param version that of the tables
 */
export async function* writeGrid(db: Database, version: string, grid: GridId): AsyncGenerator<string> {
  const digest = createFileDigest()
  const lineOf = (value: unknown) => {
    const line = JSON.stringify(value)
    digest.add(line)
    return `${line}\n`
  }
  let expected = 0
  for (const table of TABLES_IN_ORDER) if (table !== 'grids') expected += await countOf(db, table, grid)
  yield lineOf({ format: FORMAT, version, grid, rows: expected + 1 })

  let written = 0
  /** The numbers of the rows that others may refer to. */
  const numbers = new Map<string, Set<unknown>>()
  for (const table of TABLES_IN_ORDER) {
    const { key, columns, numbered, refers = {} } = ROWS_OF_GRID[table]
    const own = new Set<unknown>()
    if (numbered) numbers.set(table, own)
    const isWhole = (row: Row) =>
      Object.entries(refers).every(
        ([column, other]) =>
          other === table || row[column] === null || numbers.get(other)?.has(Number(row[column])),
      )
    for await (const page of table === 'grids' ? gridRow(db, grid) : pagesOf(db, { table, key, grid })) {
      for (const row of page) {
        if (!isWhole(row)) continue
        if (numbered) own.add(Number(row.id))
        written += 1
        yield lineOf([table, inFile(row, columns)])
      }
    }
  }
  yield `${JSON.stringify({ rows: written, sha256: digest.text() })}\n`
}

async function* gridRow(db: Database, grid: GridId): AsyncGenerator<readonly Row[]> {
  yield await db.selectFrom('grids').selectAll().where('id', '=', grid).execute()
}

/** PostgreSQL hands out 64-bit integers as text. */
function inFile(row: Row, columns: Readonly<Record<string, { readonly type?: unknown }>>): Row {
  return Object.fromEntries(
    Object.keys(columns).map((column) => {
      const value = row[column]
      return [column, typeof value === 'string' && isWhole(columns[column]) ? Number(value) : value]
    }),
  )
}

function isWhole(schema: { readonly type?: unknown; readonly anyOf?: unknown } | undefined): boolean {
  if (Array.isArray(schema?.anyOf)) return schema.anyOf.some(isWhole)
  return schema?.type === 'integer'
}
