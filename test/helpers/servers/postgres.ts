/** Debian's PostgreSQL on a free port, with a folder of its own and as a user of its own, for one test file. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Test } from 'tap'
import { eventually } from '../eventually.js'
import { freePort } from './coturn.js'

const INSTALLED = '/usr/lib/postgresql'
const version = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort().at(-1) : undefined
const program = (name: string) => join(INSTALLED, version ?? '', 'bin', name)

/** Why PostgreSQL cannot be run here; `false` when it can. */
export const noPostgres: string | false = !existsSync(program('initdb')) && 'not installed: postgresql'

const USER = 'voice'
export const POSTGRES_PASSWORD = 'pass-word-of-the-tests'

export interface Postgres {
  readonly port: number
  /** The address of that database. */
  url(database: string): string
  /** Makes a database: empty, or a copy of one that nobody uses. @returns its address */
  makeDatabase(copied?: string): Promise<string>
  /** Runs SQL in that database, as its owner. */
  run(url: string, sql: string, values?: unknown[]): Promise<pg.QueryResult>
  /** The first process, whose death takes all others along. */
  readonly pid: () => number
  /** `SIGKILL` leaves it to itself to recover at the next start. */
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port, after a stop. */
  start(): Promise<void>
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * @param settings of postgresql.conf; by default it does not wait for the disk
 * @returns when it answers; it is stopped when the test ends
 */
export async function startPostgres(
  t: Pick<Test, 'teardown'>,
  settings: Readonly<Record<string, string>> = { fsync: 'off' },
): Promise<Postgres> {
  const identity = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'voice-postgres-'))
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? 0)
  const data = join(folder, 'data')
  const options = { ...identity, cwd: folder, env: { ...process.env, PGPASSWORD: '' } }
  execFileSync(
    program('initdb'),
    ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const port = await freePort()
  const url = (database: string) => `postgresql://${USER}:${POSTGRES_PASSWORD}@127.0.0.1:${port}/${database}`
  let child: ChildProcess | undefined
  let made = 0

  async function run(at: string, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: at })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await client.query(sql, values)
    } finally {
      await client.end()
    }
  }

  async function start(): Promise<void> {
    const set = Object.entries({
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: folder,
      autovacuum: 'off',
      jit: 'off',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    await eventually('PostgreSQL answers', async () => {
      // After a kill the processes of the one before hold its memory for a moment, and it ends at once.
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        child = spawn(program('postgres'), ['-D', data, ...set], { ...options, stdio: 'ignore' })
      }
      return run(url('postgres'), 'select 1')
    })
  }

  async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const stopped = child
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return
    const ended = once(stopped, 'exit')
    stopped.kill(signal)
    await ended
  }

  t.teardown(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await start()
  return {
    port,
    url,
    run,
    stop,
    start,
    pid: () => child?.pid ?? 0,
    async makeDatabase(copied = url('template1')) {
      made += 1
      const name = `voice${made}`
      await run(url('postgres'), `create database ${name} template ${new URL(copied).pathname.slice(1)}`)
      return url(name)
    },
  }
}
