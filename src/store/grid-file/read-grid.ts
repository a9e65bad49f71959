/** Reads a grid's file: what it may hold is looked at row by row, before anything is stored, and again when it is. */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type FileSource, GridFileFault } from '../../voice/grids/grid-files.js'
import type { Row } from '../rows.js'
import { createFileDigest, linesOf, parsedLine } from './file-lines.js'
import { isTableOfGrid, ROWS_OF_GRID, TABLES_IN_ORDER } from './grid-rows.js'
import { FORMAT } from './write-grid.js'

const strict = { additionalProperties: false }
const Head = Compile(
  Type.Object(
    {
      format: Type.Literal(FORMAT),
      version: Type.String(),
      grid: Type.String(),
      rows: Type.Integer({ minimum: 0 }),
    },
    strict,
  ),
)
const End = Compile(Type.Object({ rows: Type.Integer(), sha256: Type.String() }, strict))
const Line = Compile(Type.Tuple([Type.String(), Type.Record(Type.String(), Type.Unknown())]))

type TableOfGrid = (typeof TABLES_IN_ORDER)[number]

export interface RowInFile {
  readonly table: TableOfGrid
  readonly row: Row
}

const checks = Object.fromEntries(
  TABLES_IN_ORDER.map((table) => {
    const { columns, json = {} } = ROWS_OF_GRID[table]
    return [
      table,
      {
        row: Compile(Type.Object(columns, strict)),
        json: Object.entries(json).map(([column, schema]) => [column, Compile(schema)] as const),
      },
    ]
  }),
)

/** The rows of a file in their order. @throws GridFileFault at the first thing that is wrong, with its line */
export async function* rowsOf(source: FileSource, version: string): AsyncGenerator<RowInFile> {
  const digest = createFileDigest()
  let number = 0
  let rows = 0
  let table: TableOfGrid = 'grids'
  let lastNumber = 0
  let ended = false
  for await (const line of linesOf(source)) {
    number += 1
    if (ended) throw new GridFileFault(`Line ${number} is behind the end of the file.`)
    const value = parsedLine(line, number)
    if (number === 1) {
      requireHead(value, version)
      digest.add(line)
      continue
    }
    if (End.Check(value)) {
      if (value.rows !== rows || value.sha256 !== digest.text())
        throw new GridFileFault('This file was changed, or a part of it is missing: copy it again.')
      ended = true
      continue
    }
    digest.add(line)
    const one = rowIn(value, number)
    if (TABLES_IN_ORDER.indexOf(one.table) < TABLES_IN_ORDER.indexOf(table))
      throw new GridFileFault(`Line ${number} is not where it belongs.`)
    if (one.table !== table) lastNumber = 0
    table = one.table
    if (ROWS_OF_GRID[table].numbered) {
      const id = Number(one.row.id)
      if (id <= lastNumber)
        throw new GridFileFault(`Line ${number}: ${table} are not in the order of their ids.`)
      lastNumber = id
    }
    rows += 1
    yield one
  }
  if (!ended) throw new GridFileFault('The end of this file is missing: copy it again.')
}

function requireHead(value: unknown, version: string): void {
  if (!Head.Check(value)) throw new GridFileFault('This is no file that export-grid has written.')
  if (value.version !== version) {
    throw new GridFileFault(
      `This file is of another version of the service (${value.version}, here ${version}): bring both to the same version and export again.`,
    )
  }
}

function rowIn(value: unknown, number: number): RowInFile {
  if (!Line.Check(value)) throw new GridFileFault(`Line ${number} is no row of a table.`)
  const [table, row] = value
  const check = isTableOfGrid(table) ? checks[table] : undefined
  if (!isTableOfGrid(table) || !check)
    throw new GridFileFault(`Line ${number}: there is no table ${table.slice(0, 40)}.`)
  if (!check.row.Check(row)) {
    const [first] = check.row.Errors(row)
    throw new GridFileFault(
      `Line ${number}: a row of ${table} cannot be like that${first ? ` (${first.instancePath || 'columns'} ${first.message})` : ''}.`,
    )
  }
  for (const [column, schema] of check.json) {
    if (!schema.Check(parsedJson(row[column]))) {
      throw new GridFileFault(`Line ${number}: ${column} of ${table} cannot be like that.`)
    }
  }
  return { table, row }
}

function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
