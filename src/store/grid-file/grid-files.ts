/** Grids as files: the port of the core, over the tables. */

import type { Kysely } from 'kysely'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type FileSource,
  GridFileFault,
  type GridFileHead,
  type GridFiles,
} from '../../voice/grids/grid-files.js'
import type { HostedGrid } from '../../voice/grids/hosted-grid.js'
import type { DialectName } from '../dialect.js'
import { TABLES_VERSION as version } from '../migrations.js'
import type { Row } from '../rows.js'
import type { Tables } from '../schema.js'
import { toGrid } from '../tables/grids.js'
import { GRID_COLUMNS } from './grid-rows.js'
import { rowsOf } from './read-grid.js'
import { storeGrid } from './store-grid.js'
import { writeGrid } from './write-grid.js'

const GridRow = Compile(Type.Object(GRID_COLUMNS))

export function createSqlGridFiles(db: Kysely<Tables>, dialect: DialectName): GridFiles {
  return {
    write: (grid) => writeGrid(db, version, grid),
    check,
    store: (source, grid) => storeGrid({ db, dialect, version, source, grid }),
  }
}

async function check(source: FileSource): Promise<GridFileHead> {
  let grid: HostedGrid | undefined
  let rows = 0
  for await (const { table, row } of rowsOf(source, version)) {
    if ((table === 'grids') !== (rows === 0)) throw new GridFileFault('A file holds one grid.')
    grid ??= gridIn(row)
    rows += 1
  }
  if (!grid) throw new GridFileFault('There is no grid in this file.')
  return { grid, rows }
}

function gridIn(row: Row): HostedGrid {
  try {
    if (GridRow.Check(row)) return toGrid(row)
  } catch {
    // What is in its JSON is none of a grid.
  }
  throw new GridFileFault('The grid in this file cannot be read.')
}
