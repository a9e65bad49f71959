/** Is the resident in a channel at all? */

import { isolated } from '../texts/isolated.js'
import { bad, type Check, good } from './check.js'

export const roomCheck: Check = {
  name: 'room',
  async run({ channel }, found) {
    return channel.value ? good(found.inRoom(isolated(channel.value.name))) : bad(found.noRoom)
  },
}
