/** `opensim-voice delete-grid`. */

import { parseArgs } from 'node:util'
import type { Command } from '../command.js'
import { deleteGridFolder } from '../grid-folders.js'
import { withGrids } from '../grid-store.js'

const USAGE = `opensim-voice delete-grid ID --yes    deletes everything of a grid for good. Refused while the service runs; the console does it meanwhile.
`

export const deleteGrid: Command = {
  usage: USAGE,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: 'boolean' } },
    })
    const [id, ...more] = positionals
    if (!id || more.length > 0) throw new Error(`Which grid?\n\n${USAGE}`)
    if (!values.yes) {
      throw new Error(`Nothing brings "${id}" back: export it first, then say --yes.\n\n${USAGE}`)
    }
    const { name } = await withGrids(true, async ({ grids, config }) => {
      const removed = await grids.remove(id)
      await deleteGridFolder(config.dataDir, id)
      return removed
    })
    process.stdout.write(`${name} ("${id}") is deleted with everything of it.\n`)
  },
}
