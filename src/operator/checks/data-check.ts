/** Checks the data directory, its disk and its database. */

import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { checkPostgres } from '../../store/postgres/dialect.js'
import { isThere, makeDataDir } from '../data-directory/data-dir.js'
import { SQLITE_FILE } from '../settings/config.js'
import { fault, good, note, type OperatorCheck, type SetupFinding } from './check.js'

/** A large grid's database with seven backups. */
const LITTLE_BYTES = 500 * 1024 * 1024
/** Below this SQLite begins to fail. */
const FULL_BYTES = 20 * 1024 * 1024

export const dataCheck: OperatorCheck = async ({ config }) => {
  const { dataDir } = config
  try {
    await makeDataDir(config)
  } catch (error) {
    return [fault('data', error instanceof Error ? error.message : String(error))]
  }
  return [
    await freeSpace(dataDir),
    ...(await openFiles(dataDir)),
    await (config.databaseUrl === undefined
      ? database(join(dataDir, SQLITE_FILE))
      : postgres(config.databaseUrl)),
  ]
}

async function freeSpace(dataDir: string): Promise<SetupFinding> {
  const { bavail, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  const text = `${dataDir} has ${Math.floor(free / 1024 / 1024)} MB free`
  if (free < FULL_BYTES) return fault('disk', `${text}: nothing more can be stored. Make room.`)
  if (free < LITTLE_BYTES) return note('disk', `${text}: make room before it is full.`)
  return good('disk', `${text}.`)
}

/** Files with secrets that others than their owner can read. */
async function openFiles(dataDir: string): Promise<readonly SetupFinding[]> {
  if (process.platform === 'win32') return []
  const findings: SetupFinding[] = []
  for (const name of ['secrets.json', 'self-signed-key.pem', SQLITE_FILE]) {
    const file = join(dataDir, name)
    if (!(await isThere(file))) continue
    const { mode } = await stat(file)
    if (mode & 0o077) findings.push(fault('data', `${file} can be read by others: chmod 600 ${file}`))
  }
  return findings
}

async function postgres(url: string): Promise<SetupFinding> {
  try {
    return good('database', `${await checkPostgres(url)} can be used.`)
  } catch (error) {
    return fault('database', error instanceof Error ? error.message : String(error))
  }
}

async function database(file: string): Promise<SetupFinding> {
  if (!(await isThere(file))) return good('database', 'There is none yet: the first start makes it.')
  let opened: Database.Database | undefined
  try {
    opened = new Database(file, { readonly: true, fileMustExist: true })
    const health = opened.pragma('quick_check(1)', { simple: true })
    if (health !== 'ok') throw new Error(String(health))
    return good('database', `${file} is sound.`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fault('database', `${file} cannot be used (${why}): restore it with "opensim-voice restore FILE".`)
  } finally {
    opened?.close()
  }
}
