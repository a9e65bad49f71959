/** `opensim-voice demo`: the service with a pretend region, see demo/. */

import type { Command } from '../command.js'

export const demo: Command = {
  usage: 'opensim-voice demo    starts the service with a pretend region in which three avatars talk\n',
  async run() {
    // By its address: the demo imports the service, and the service is built without the demo.
    await import(import.meta.resolve('#demo'))
  },
}
