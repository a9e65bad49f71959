/** `opensim-voice version`. */

import type { Command } from '../command.js'
import { readVersion } from '../version.js'

export const version: Command = {
  usage: 'opensim-voice version\n',
  run() {
    process.stdout.write(`${readVersion()} (Node ${process.versions.node})\n`)
  },
}
