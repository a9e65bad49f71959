/** Carries a whole SQLite database over to an empty PostgreSQL, in one transaction, and compares both row by row. */

import { Kysely, sql } from 'kysely'
import { openPostgres } from './postgres/dialect.js'
import { placeOf } from './postgres/faults.js'
import { countOf, type Database, digestOf, insertAll, pagesOf, type TableKey } from './rows.js'
import type { Tables } from './schema.js'
import { openSqliteTables } from './store.js'

/** Every table with its key, those first that others refer to. */
const TABLES: Readonly<Record<keyof Tables, readonly string[]>> = {
  grids: ['id'],
  grid_looks: ['grid'],
  region_keys: ['grid', 'id'],
  region_key_secrets: ['id'],
  accounts: ['grid', 'name'],
  // A channel is older than those below it.
  channels: ['id'],
  admins: ['name'],
  admin_keys: ['id'],
  admin_factors: ['id'],
  admin_rules: ['name'],
  admin_audit: ['id'],
  bans: ['grid', 'channel_id', 'agent_id'],
  speech_rules: ['grid', 'channel_id', 'kind', 'agent_id'],
  blocks: ['grid', 'agent_id', 'blocked_id'],
  complaints: ['id'],
  revoked_sessions: ['grid', 'session_id'],
  vouched: ['grid', 'agent_id', 'kind', 'value'],
  history: ['grid', 'step_minutes', 'at'],
  usage_days: ['grid', 'day', 'count_id'],
  usage_people: ['grid', 'day', 'person'],
}

export interface StoreMove {
  /** The SQLite file; it is brought to this version first, and otherwise left as it is. */
  readonly file: string
  readonly databaseUrl: string
  /** Called before, between and after the rows of a table. */
  readonly onProgress: (table: string, done: number, all: number) => void
}

/**
 * Moves everything, or nothing.
 * @returns how many rows there are in each table
 * @throws Error when the target is not empty, or when what is read back from it differs
 */
export async function moveStore({ file, databaseUrl, onProgress }: StoreMove): Promise<Map<string, number>> {
  const log = { info: () => undefined, error: () => undefined }
  const source = (await openSqliteTables({ file, log })).db
  try {
    const { dialect } = await openPostgres(databaseUrl, log)
    const target = new Kysely<Tables>({ dialect })
    try {
      return await target.transaction().execute(async (transaction) => {
        await requireEmpty(transaction, placeOf(databaseUrl))
        await sql`delete from grids`.execute(transaction)
        const moved = new Map<string, number>()
        for (const [table, key] of Object.entries(TABLES)) {
          moved.set(table, await moveTable(source, transaction, { table, key, onProgress }))
        }
        await continueIds(source, transaction)
        return moved
      })
    } finally {
      await target.destroy()
    }
  } finally {
    await source.destroy()
  }
}

async function requireEmpty(target: Database, place: string): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    const rows = await countOf(target, table)
    // The main grid is there from the start.
    if (rows > (table === 'grids' ? 1 : 0)) {
      throw new Error(
        `PostgreSQL at ${place} is not empty (${table}: ${rows}): nothing was moved. Name an empty database: dropdb, createdb.`,
      )
    }
  }
}

interface TableMove extends TableKey, Pick<StoreMove, 'onProgress'> {}

/** @throws Error when what is read back differs */
async function moveTable(source: Database, target: Database, move: TableMove): Promise<number> {
  const { table, onProgress } = move
  const all = await countOf(source, table)
  const read = new Set<string>()
  onProgress(table, 0, all)
  for await (const rows of pagesOf(source, move)) {
    for (const row of rows) read.add(digestOf(row))
    await insertAll(target, table, rows)
    onProgress(table, read.size, all)
  }
  let same = 0
  for await (const rows of pagesOf(target, move)) {
    for (const row of rows) if (read.has(digestOf(row))) same += 1
  }
  const stored = await countOf(target, table)
  if (same === all && stored === all && read.size === all) return all
  throw new Error(
    `${table}: of ${all} rows ${same} came back as they are, of ${stored} that are there: nothing was moved.`,
  )
}

/** What was deleted has used up its id as well. */
async function continueIds(source: Database, target: Database): Promise<void> {
  const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(
    source,
  )
  for (const { name, seq } of rows) {
    if (name in TABLES && seq > 0)
      await sql`select setval(pg_get_serial_sequence(${name}, 'id'), ${seq})`.execute(target)
  }
}
