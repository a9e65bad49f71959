/** `opensim-voice restore`. */

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { restoreBackup } from '../backup/backup-file.js'
import type { Command } from '../command.js'
import { makeDataDir } from '../data-directory/data-dir.js'
import { lockDataDir } from '../data-directory/data-dir-lock.js'
import { loadConfig, readEnvironment } from '../settings/config.js'

const USAGE = `opensim-voice restore FILE    puts a backup back into DATA_DIR; refused while the service runs.
                              What is there now is kept in a folder beside it.
`

export const restore: Command = {
  usage: USAGE,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    const [file, ...more] = positionals
    if (!file || more.length > 0) throw new Error(`Which backup?\n\n${USAGE}`)
    const config = loadConfig(readEnvironment())
    await makeDataDir(config)
    const lock = await lockDataDir(config.dataDir, 1)
    try {
      const { manifest, keptIn, restoredSettings, leftSettings } = await restoreBackup(
        config.dataDir,
        resolve(file),
        Date.now(),
      )
      const lines = [
        `${config.dataDir} is as it was at ${manifest.createdAt} (${manifest.version}).`,
        ...(keptIn ? [`What was there before is in ${keptIn}.`] : []),
        ...restoredSettings.map((path) => `Put back: ${path}`),
        ...leftSettings.map(({ path, copy }) => `Left as it is: ${path}; the backup's is ${copy}`),
        manifest.database
          ? 'The database was in PostgreSQL: restore its dump (pg_restore --dbname="$DATABASE_URL" voice.dump), then start the service.'
          : 'Start the service now.',
      ]
      process.stdout.write(`${lines.join('\n')}\n`)
    } finally {
      lock.release()
    }
  },
}
