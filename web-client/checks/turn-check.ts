/** Does the operator's relay answer, for where no direct way exists? */

import { bad, type Check, good, unknown } from './check.js'
import { findCandidate } from './gather-candidates.js'

export const turnCheck: Check = {
  name: 'turn',
  async run({ iceServers }, found) {
    const relays = iceServers().filter(({ urls }) => urls.some((url) => url.startsWith('turn')))
    if (relays.length === 0) return unknown(found.notConfigured)
    const candidate = await findCandidate({ iceServers: relays, iceTransportPolicy: 'relay' }, 'relay')
    return candidate ? good(found.turnFound) : bad(found.turnNothing)
  },
}
