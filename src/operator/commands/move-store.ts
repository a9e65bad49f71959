/** `opensim-voice move-store`: from SQLite to PostgreSQL. */

import { parseArgs } from 'node:util'
import { moveStore } from '../../store/move.js'
import { placeOf } from '../../store/postgres/faults.js'
import type { Command } from '../command.js'
import { isThere } from '../data-directory/data-dir.js'
import { lockDataDir } from '../data-directory/data-dir-lock.js'
import { databaseOf, loadConfig, readEnvironment } from '../settings/config.js'

const USAGE = `opensim-voice move-store    carries DATA_DIR/voice.sqlite over to the empty PostgreSQL database that DATABASE_URL names,
                            all of it or nothing, and compares both. Refused while the service runs.
`

export const moveStoreCommand: Command = {
  usage: USAGE,
  async run(args) {
    parseArgs({ args: [...args], options: {} })
    const config = loadConfig(readEnvironment())
    const { file, databaseUrl } = databaseOf(config)
    if (databaseUrl === undefined) throw new Error(`Where to? Set DATABASE_URL.\n\n${USAGE}`)
    if (!(await isThere(file))) throw new Error(`There is no ${file}: is DATA_DIR the service's own?`)
    const lock = await lockDataDir(config.dataDir, 1)
    try {
      const moved = await moveStore({ file, databaseUrl, onProgress })
      const rows = [...moved.values()].reduce((sum, count) => sum + count, 0)
      process.stdout.write(
        `${rows} rows of ${moved.size} tables are in PostgreSQL at ${placeOf(databaseUrl)}, compared one by one.
Start the service: it uses PostgreSQL from now on. ${file} is as it was; keep it until there is a backup of PostgreSQL.
`,
      )
    } finally {
      lock.release()
    }
  },
}

/** One line for each table: on a terminal it counts up, elsewhere it is written at the end. */
function onProgress(table: string, done: number, all: number): void {
  const line = `${table.padEnd(18)} ${done} of ${all}`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === all ? '\n' : ''}`)
  else if (done === all) process.stdout.write(`${line}\n`)
}
