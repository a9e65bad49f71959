/** SQLite, the store's dialect where no other is named; PostgreSQL is in postgres/. Only these know a driver. */

import { chmodSync, closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import {
  type CompiledQuery,
  type Dialect,
  type KyselyPlugin,
  SqliteAdapter,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import { createStoreHealth, type SqliteHealth, type StoreHealth, type StoreLog } from './health.js'

export type DialectName = 'sqlite' | 'postgres'

export interface OpenedDialect {
  readonly name: DialectName
  readonly dialect: Dialect
  readonly health: StoreHealth
  readonly plugins?: KyselyPlugin[]
  /** Where the database is in this process. */
  readonly readNow?: ReadNow
}

/**
 * Reads at once, without Kysely's line of queries, whose turns take several times as long as finding a row.
 * @returns `undefined` while a transaction is under way, whose changes nobody else sees yet: such a query has to wait its turn
 */
export type ReadNow = <Row>(query: CompiledQuery<Row>) => readonly Row[] | undefined

/** Another process may hold the write lock for a moment: a backup, the sqlite3 shell. */
const BUSY_TIMEOUT_MS = 5000

/** There are a few dozen distinct statements; the bound only guards against a mistake. */
const MAX_PREPARED_STATEMENTS = 200

/**
 * SQLite in WAL mode with synchronous=NORMAL: what was acknowledged survives the death of the process;
 * only a power failure can take the last moments. The file is readable by its owner alone.
 *
 * @param file path, or `:memory:` for tests
 * @param log told once when nothing can be written any more, and when that works again
 * @throws Error that names the file and the remedy when it cannot be written or is damaged
 */
export function openSqlite(file: string, log: StoreLog): OpenedDialect {
  if (file !== ':memory:') makePrivate(file)
  const database = openChecked(file)
  const health = createStoreHealth({
    folder: file === ':memory:' ? undefined : dirname(file),
    tryToWrite: () => tryToWrite(database),
    log,
  })
  const prepare = preparedOnce(database, health)
  return {
    name: 'sqlite',
    health,
    dialect: new TransactionalSqlite({ database: { prepare, close: () => database.close() } }),
    readNow: <Row>({ sql, parameters }: CompiledQuery<Row>) =>
      database.inTransaction ? undefined : (prepare(sql).all(parameters) as readonly Row[]),
  }
}

/** Makes migrations all or nothing: SQLite can roll back changes of tables, which Kysely does not assume. */
class TransactionalSqlite extends SqliteDialect {
  override createAdapter() {
    return new TransactionalSqliteAdapter()
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
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

/** Writes without changing anything: setting the same number still writes its page. */
function tryToWrite(database: Database.Database): void {
  const version = Number(database.pragma('user_version', { simple: true }))
  database.pragma(`user_version = ${version}`)
}

/** Keeps prepared statements: Kysely would prepare each query again, which costs more than running it. */
function preparedOnce(database: Database.Database, health: SqliteHealth): (sql: string) => SqliteStatement {
  const statements = new Map<string, SqliteStatement>()
  return (sql) => {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size >= MAX_PREPARED_STATEMENTS) statements.clear()
    const statement = database.prepare(sql)
    const { reader, readonly } = statement
    const isQuery = reader && readonly
    const watched = <T>(work: () => T, changes: (result: T) => number): T => {
      try {
        const result = work()
        // A statement that changes nothing writes nothing, and so proves nothing.
        if (!readonly && changes(result) > 0) health.wrote()
        return result
      } catch (error) {
        throw isQuery ? error : health.failed(error)
      }
    }
    const kept: SqliteStatement = {
      reader,
      all: (parameters) =>
        watched(
          () => statement.all(parameters),
          (rows) => rows.length,
        ),
      run: (parameters) =>
        // On a full disk SQLite takes a transaction back by itself; a second time is an error that would hide why.
        sql === 'rollback' && !database.inTransaction
          ? { changes: 0, lastInsertRowid: 0 }
          : watched(
              () => statement.run(parameters),
              ({ changes }) => changes,
            ),
      iterate: (parameters) => statement.iterate(parameters),
    }
    statements.set(sql, kept)
    return kept
  }
}
