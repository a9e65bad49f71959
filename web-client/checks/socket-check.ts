/** Can the voice service be reached? */

import { bad, type Check, good } from './check.js'

export const socketCheck: Check = {
  name: 'socket',
  async run({ phase }, found) {
    const away = ['connecting', 'reconnecting', 'over'].includes(phase.value.name)
    return away ? bad(found.socketAway) : good(found.socketOpen)
  },
}
