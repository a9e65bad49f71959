/** Which database the store speaks: the only place that knows a driver. Today SQLite; PostgreSQL fits beside it. */

import { chmodSync, closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Dialect, SqliteDialect, type SqliteStatement } from 'kysely'

export type DialectName = 'sqlite' | 'postgres'

export interface OpenedDialect {
  readonly name: DialectName
  readonly dialect: Dialect
}

/** Another process may hold the write lock for a moment: a backup, the sqlite3 shell. */
const BUSY_TIMEOUT_MS = 5000

/** Distinct statements are a few dozen; the bound only guards against a mistake. */
const MAX_PREPARED_STATEMENTS = 200

/**
 * SQLite in WAL mode with synchronous=NORMAL: what was acknowledged survives the death of the process;
 * only a power failure can take the last moments. The file is readable by its owner alone.
 *
 * @param file path, or `:memory:` for tests
 * @throws Error that names the file and the remedy when it cannot be written or is damaged
 */
export function openSqlite(file: string): OpenedDialect {
  if (file !== ':memory:') makePrivate(file)
  const database = openChecked(file)
  return {
    name: 'sqlite',
    dialect: new SqliteDialect({
      database: { prepare: preparedOnce(database), close: () => database.close() },
    }),
  }
}

function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  } catch (error) {
    throw new Error(`The database file ${file} cannot be written: check its directory's owner and rights.`, {
      cause: error,
    })
  }
}

function openChecked(file: string): Database.Database {
  let database: Database.Database | undefined
  try {
    database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    const health = database.pragma('quick_check(1)', { simple: true })
    if (health !== 'ok') throw new Error(String(health))
    return database
  } catch (error) {
    database?.close()
    const code = error instanceof Database.SqliteError ? error.code : 'SQLITE_CORRUPT'
    throw new Error(`The database file ${file} ${remedy(code)}`, { cause: error })
  }
}

function remedy(code: string): string {
  if (code.startsWith('SQLITE_BUSY')) return 'is in use by another process: stop that one first.'
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|IOERR|FULL)/.test(code)) {
    return `cannot be written (${code}): check its owner, its rights and the free space of the disk.`
  }
  return 'is damaged or no SQLite database: restore it from a backup, or move it away to start empty.'
}

/** Kysely prepares every query anew, which costs more than running it; statements are kept instead. */
function preparedOnce(database: Database.Database): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>()
  return (sql) => {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= MAX_PREPARED_STATEMENTS) statements.clear()
    const statement = database.prepare(sql)
    const { reader } = statement
    const kept: SqliteStatement = {
      reader,
      all: (parameters) => statement.all(parameters),
      run: (parameters) => statement.run(parameters),
      iterate: (parameters) => statement.iterate(parameters),
    }
    statements.set(sql, kept)
    return kept
  }
}
