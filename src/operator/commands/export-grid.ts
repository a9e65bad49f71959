/** `opensim-voice export-grid`. */

import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import type { Command } from '../command.js'
import { withGrids } from '../grid-store.js'

const USAGE = `opensim-voice export-grid ID FILE    everything of a grid in one file, readable by its owner only; the service may run meanwhile.
                                     Take it in with import-grid, or in the console of another service.
`

export const exportGrid: Command = {
  usage: USAGE,
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    const [id, name, ...more] = positionals
    if (!id || !name || more.length > 0) throw new Error(`Which grid, and where to?\n\n${USAGE}`)
    const file = resolve(name)
    const rows = await withGrids(false, async ({ grids, moves }) => {
      if (!grids.find(id)) {
        throw new Error(
          `There is no grid "${id}"; there are: ${grids
            .list()
            .map((grid) => grid.id)
            .join(', ')}.`,
        )
      }
      // What is not whole gets no name that somebody would take for a grid.
      const part = `${file}.part`
      let lines = 0
      const counted = async function* () {
        for await (const line of moves.write(id)) {
          lines += 1
          yield line
        }
      }
      try {
        await pipeline(Readable.from(counted()), createGzip(), createWriteStream(part, { mode: 0o600 }))
        await rename(part, file)
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      // The first and the last line are about the file.
      return lines - 2
    })
    process.stdout.write(
      `${file}\n${rows} rows. Whoever has the file can read all of the grid but its passwords: keep it like a backup.\n`,
    )
  },
}
