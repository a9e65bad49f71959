/** Is the resident in a channel at all? */

import { bad, type Check, good } from './check.js'

export const roomCheck: Check = {
  name: 'room',
  async run({ channel }, found) {
    return channel.value ? good(found.inRoom(channel.value.name)) : bad(found.noRoom)
  },
}
