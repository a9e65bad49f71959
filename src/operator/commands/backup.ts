/** `opensim-voice backup`. */

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBackup } from '../backup/backup-file.js'
import { backupName } from '../backup/backup-name.js'
import type { Command } from '../command.js'
import { loadConfig, readEnvironment } from '../settings/config.js'

const POSTGRES = `The database is not in it, because PostgreSQL backs up itself. Beside each backup, and with the same care:
  pg_dump --format=custom --file=voice.dump "$DATABASE_URL"
and back again, into an empty database and while no node runs: pg_restore --dbname="$DATABASE_URL" voice.dump
`

export const backup: Command = {
  usage: `opensim-voice backup [--to FILE]    one file with database, secrets, settings and certificate, readable by its owner only;
                                     without --to in DATA_DIR/backups. The service may run meanwhile.
                                     With DATABASE_URL all but the database: it says how that is backed up.
`,
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' } } })
    const config = loadConfig(readEnvironment())
    const now = Date.now()
    const file = resolve(values.to ?? join(config.dataDir, 'backups', backupName(now)))
    await writeBackup(config, file, now)
    if (config.databaseUrl !== undefined) process.stdout.write(POSTGRES)
    process.stdout.write(
      `${file}\nIt holds every secret of the service: keep a copy on another machine, where nobody else can read it.\n`,
    )
  },
}
