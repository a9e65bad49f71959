/** PostgreSQL as the store's second dialect: checked, migrated by one process at a time, and then watched. */

import { Kysely, PostgresDialect } from 'kysely'
import type { Client } from 'pg'
import type { OpenedDialect } from '../dialect.js'
import type { StoreLog } from '../health.js'
import { migrate } from '../migrations.js'
import { explained, placeOf } from './faults.js'
import { createPostgresHealth } from './health.js'
import { ignoreCaseOfLike } from './ignore-case.js'
import { connectOnce, createMigrationPool, createWatchedPool, tryToWrite } from './pool.js'

/** Any number that nobody else locks in this database: the first letters of the service, as ASCII. */
const MIGRATION_LOCK = 0x766f6963

/** Migrations of a large grid take seconds. */
const MIGRATION_WAIT = '5min'

/** The oldest that its makers still correct at the time of writing is 14. */
const OLDEST_VERSION = 13

/**
 * Connects, and brings the tables to this version; when several processes start at once, one does it and the others wait.
 * @param url of the form `postgresql://user:password@host:port/database`
 * @throws Error that names the database without its password, and the remedy
 */
export async function openPostgres(url: string, log: StoreLog): Promise<OpenedDialect> {
  const place = placeOf(url)
  await explainedUse(url, (client) => prepare(client, url))
  const health = createPostgresHealth({ place, log, tryToWrite: () => tryToWrite(url) })
  return {
    name: 'postgres',
    health,
    dialect: new PostgresDialect({ pool: createWatchedPool(url, health) }),
    plugins: [ignoreCaseOfLike()],
  }
}

/**
 * Looks whether the database can be used, and changes nothing.
 * @returns where it is, and its version
 * @throws Error as `openPostgres` does
 */
export async function checkPostgres(url: string): Promise<string> {
  const version = await explainedUse(url, requireUsable)
  return `PostgreSQL ${version} at ${placeOf(url)}`
}

/** Uses a connection, and ends it. @throws Error that names the database, and the remedy */
async function explainedUse<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  let client: Client | undefined
  try {
    client = await connectOnce(url)
    return await use(client)
  } catch (error) {
    throw new Error(
      `PostgreSQL at ${placeOf(url)}, which DATABASE_URL names, cannot be used: ${explained(error)}`,
      { cause: error },
    )
  } finally {
    await client?.end().catch(() => undefined)
  }
}

/** @returns its version. @throws Error with the remedy */
async function requireUsable(client: Client): Promise<number> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as readonly`,
  )
  const { version, encoding, readonly } = rows[0]
  if (version < OLDEST_VERSION) {
    throw new Error(`it is version ${version}: take ${OLDEST_VERSION} or newer.`)
  }
  if (encoding !== 'UTF8') {
    throw new Error(`its encoding is ${encoding}: make it with "createdb -E UTF8 -T template0".`)
  }
  if (readonly === 'on') throw Object.assign(new Error('it is read-only'), { code: '25006' })
  return version
}

/** Brings the tables to this version: one process does it, the others wait for the lock. */
async function prepare(client: Client, url: string): Promise<void> {
  await requireUsable(client)
  await client.query('begin')
  await client.query(`set local lock_timeout = '${MIGRATION_WAIT}'`)
  await client.query('set local idle_in_transaction_session_timeout = 0')
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  const db = new Kysely({ dialect: new PostgresDialect({ pool: createMigrationPool(url) }) })
  try {
    await migrate(db, 'postgres')
  } finally {
    await db.destroy()
  }
  await client.query('commit')
}
