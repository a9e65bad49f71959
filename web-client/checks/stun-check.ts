/** Does this network let calls out, and as whom? */

import { bad, type Check, good, unknown } from './check.js'
import { findCandidate } from './gather-candidates.js'

export const stunCheck: Check = {
  name: 'stun',
  async run({ iceServers }, found) {
    // A relay answers the same question.
    const servers = iceServers()
    if (servers.length === 0) return unknown(found.notConfigured)
    const candidate = await findCandidate({ iceServers: [...servers] }, 'srflx')
    return candidate?.address ? good(found.stunFound(candidate.address)) : bad(found.stunNothing)
  },
}
