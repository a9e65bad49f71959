/** Connections to PostgreSQL for Kysely: bounded, with time-outs, each replaced when it is lost. */

import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import type { PostgresHealth } from './health.js'

/** Of one process; PostgreSQL allows 100 by default. */
const MAX_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 3000
/** The server ends a statement after this, and a transaction that does nothing. */
const STATEMENT_TIMEOUT_MS = 5000
/** After this a connection is taken for dead: a fail-over may end it without a word. */
const ANSWER_TIMEOUT_MS = 7000
const IDLE_MS = 60_000

const SHARED: pg.ClientConfig = {
  application_name: 'opensim-voice',
  keepAlive: true,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
}

/** A connection without time-outs for statements, for what may take long. @throws what pg throws */
export async function connectOnce(url: string): Promise<pg.Client> {
  const client = new pg.Client({ ...SHARED, connectionString: url })
  // A lost connection fails its query as well; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Connects anew and writes a row as it is. @throws what pg throws */
export async function tryToWrite(url: string): Promise<void> {
  const client = new pg.Client({ ...SHARED, connectionString: url, query_timeout: CONNECT_TIMEOUT_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('update kysely_migration_lock set is_locked = is_locked')
  } finally {
    client.end().catch(() => undefined)
  }
}

/** Connections for migrations: one waits with the lock, one works; nothing is cut off. */
export function createMigrationPool(url: string): PostgresPool {
  const pool = new pg.Pool({ ...SHARED, connectionString: url, max: 3 })
  pool.on('error', () => undefined)
  return pool
}

export function createWatchedPool(url: string, health: PostgresHealth): PostgresPool {
  const connections = new pg.Pool({
    ...SHARED,
    connectionString: url,
    max: MAX_CONNECTIONS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  })
  const pool: PostgresPool = connections
  connections.on('error', (error) => void health.failed(error))
  connections.on('connect', (client) => client.on('error', () => undefined))

  async function take(): Promise<PostgresPoolClient> {
    await health.requireReachable()
    try {
      return await pool.connect()
    } catch (error) {
      throw health.failed(error)
    }
  }

  return {
    options: pool.options,
    connect: async () => watchedClient(await take(), take, health),
    async end() {
      health.close()
      await pool.end()
    },
  }
}

/**
 * A client whose failures are noted. A query that only reads and whose connection was lost is asked once more on another
 * one; whether a write arrived nobody knows then, so that is for the caller to say.
 */
function watchedClient(
  first: PostgresPoolClient,
  take: () => Promise<PostgresPoolClient>,
  health: PostgresHealth,
): PostgresPoolClient {
  let client: PostgresPoolClient | undefined = first
  let inTransaction = false

  async function run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (!client) throw health.failed(new Error('Connection terminated'))
    try {
      return await client.query<R>(sql, parameters)
    } catch (error) {
      const thrown = health.failed(error)
      if (thrown !== error) {
        client.release(true)
        client = undefined
      }
      throw thrown
    }
  }

  async function ask<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const storable = parameters.map(withoutNul)
    if (sql === 'begin') inTransaction = true
    try {
      return await run<R>(sql, storable)
    } catch (error) {
      if (client || inTransaction || !sql.startsWith('select ')) throw error
      client = await take()
      return run<R>(sql, storable)
    }
  }

  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query<R>(what: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    return typeof what === 'string' ? ask<R>(what, parameters) : first.query(what)
  }
  return {
    query,
    release(destroy) {
      client?.release(destroy)
      client = undefined
    },
  }
}

/** PostgreSQL's texts cannot hold a NUL character, and nobody means one. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value
}
