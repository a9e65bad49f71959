/** Makes a backup each night and keeps only the last ones. */

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Timers } from '../../voice/ports.js'
import type { BackupSource } from './backup-file.js'
import { BACKUP_NAME, backupName } from './backup-name.js'

/** Local time, when few are awake. */
const HOUR = 3
const LOOK_EVERY_MS = 10 * 60_000

export interface NightlyBackupOptions {
  readonly source: BackupSource
  /** How many backups are kept; 0: none is made. */
  readonly keep: number
  readonly clock: Clock
  readonly timers: Timers
  readonly log: {
    info(about: object, message: string): void
    error(about: object, message: string): void
  }
}

/** Checks every ten minutes whether last night's backup exists, and makes it if not. */
export function startNightlyBackups({ source, keep, clock, timers, log }: NightlyBackupOptions): {
  close(): void
} {
  const folder = join(source.dataDir, 'backups')
  let cancel: (() => void) | undefined
  let closed = false

  async function look(): Promise<void> {
    // Backups of a clock that was ahead for a while must not prevent the next ones.
    const names = (await backupsIn(folder)).filter((name) => name <= backupName(clock()))
    if ((names.at(-1) ?? '') >= backupName(lastNight(clock()))) return
    const file = join(folder, backupName(clock()))
    const { writeBackup } = await import('./backup-file.js')
    await writeBackup(source, file, clock())
    log.info(
      { file },
      source.databaseUrl === undefined
        ? 'backup written'
        : 'backup written, without the database: PostgreSQL backs up itself (opensim-voice backup says how)',
    )
    for (const old of [...names].slice(0, Math.max(0, names.length + 1 - keep))) await rm(join(folder, old))
  }

  function later(): void {
    if (closed) return
    cancel = timers.after(LOOK_EVERY_MS, () => {
      look()
        .catch((error: unknown) =>
          log.error({ err: error }, 'no backup could be written: look at the disk of DATA_DIR'),
        )
        .finally(later)
    })
  }
  if (keep > 0) later()
  return {
    close() {
      closed = true
      cancel?.()
    },
  }
}

/** Names of the backups in a folder, oldest first. */
async function backupsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => BACKUP_NAME.test(name)).sort()
}

/** When the last nightly backup was due: milliseconds since 1970. */
function lastNight(now: number): number {
  const due = new Date(now)
  due.setHours(HOUR, 0, 0, 0)
  if (due.getTime() > now) due.setDate(due.getDate() - 1)
  return due.getTime()
}
