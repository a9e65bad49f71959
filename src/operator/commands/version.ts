/** `opensim-voice version`. */

import { readVersion } from '../../version.js'
import type { Command } from '../command-line.js'

export const version: Command = {
  usage: 'opensim-voice version\n',
  run() {
    process.stdout.write(`${readVersion()} (Node ${process.versions.node})\n`)
  },
}
