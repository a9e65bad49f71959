/** A lock that lets only one service use a data directory; it ends with its process, however that ends. */

import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { isThere } from './data-dir.js'

/** A service that was told to stop has some seconds to do so. */
const TRIES = 60
const TRY_EVERY_MS = 100

export interface DataDirLock {
  release(): void
}

/**
 * Takes the lock: an exclusive transaction on a database of its own, which every system releases with the process.
 * @param tries how often to try, a tenth of a second apart
 * @throws Error when another service runs on that directory
 */
export async function lockDataDir(dataDir: string, tries = TRIES): Promise<DataDirLock> {
  const file = join(dataDir, 'service.lock')
  for (let left = tries; ; left -= 1) {
    const database = new Database(file, { timeout: 0 })
    try {
      database.exec('BEGIN EXCLUSIVE')
      return { release: () => database.close() }
    } catch (error) {
      database.close()
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!busy) throw error
      if (left <= 1) {
        throw new Error(
          `Another service runs on ${dataDir}: stop that one first, or set DATA_DIR to a folder of its own.`,
        )
      }
      await sleep(TRY_EVERY_MS)
    }
  }
}

/** Whether a service runs on that directory at this moment. */
export async function isServiceRunning(dataDir: string): Promise<boolean> {
  if (!(await isThere(join(dataDir, 'service.lock')))) return false
  try {
    const lock = await lockDataDir(dataDir, 1)
    lock.release()
    return false
  } catch {
    return true
  }
}
