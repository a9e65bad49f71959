/** Does this network let calls out, and as whom? */

import { bad, type Check, good, unknown } from './check.js'
import { gatherCandidate } from './gather-candidates.js'

export const stunCheck: Check = {
  name: 'stun',
  async run({ iceServers }, found) {
    // A relay answers the same question.
    const servers = iceServers()
    if (servers.length === 0) return unknown(found.notConfigured)
    const { candidate, answered } = await gatherCandidate({ iceServers: [...servers] }, 'srflx')
    if (candidate?.address) return good(found.stunFound(candidate.address))
    return answered ? good(found.stunOwn) : bad(found.stunNothing)
  },
}
