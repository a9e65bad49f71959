/** `opensim-voice import-grid`. */

import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../command.js'
import { isThere } from '../data-directory/data-dir.js'
import { withGrids } from '../grid-store.js'

const USAGE = `opensim-voice import-grid FILE [--as ID]    takes in a grid from such a file, all of it or nothing, and compares both.
                                            --as: under another id. Refused while the service runs; the console does it meanwhile.
`

export const importGrid: Command = {
  usage: USAGE,
  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { as: { type: 'string' } },
    })
    const [name, ...more] = positionals
    if (!name || more.length > 0) throw new Error(`Which file?\n\n${USAGE}`)
    const file = resolve(name)
    if (!(await isThere(file))) throw new Error(`There is no ${file}.`)
    const { grid, rows, secrets, passwordMissing } = await withGrids(true, ({ moves }) =>
      moves.takeIn(() => createReadStream(file), values.as),
    )
    const lines = [
      `${grid.name} is here as "${grid.id}": ${rows} rows, compared one by one. Start the service.`,
      ...(secrets
        ? [
            'It has new secrets, which are shown only now:',
            `  vivox_admin_user = ${grid.vivoxAdminUser}`,
            `  vivox_admin_password = ${secrets.vivoxPassword}`,
            `  region secret: ${secrets.regionSecret}`,
          ]
        : ['Its secrets are as they were: its simulators need the new address alone.']),
      ...(passwordMissing ? ['Type the password of its Robust again, in the console under Grids.'] : []),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  },
}
