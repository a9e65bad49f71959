/** Does this network let voice out, and under which address? */

import { bad, type Check, good, unknown } from './check.js'
import { gatherCandidate } from './gather-candidates.js'

export const stunCheck: Check = {
  name: 'stun',
  async run({ iceServers }, found) {
    // A TURN server answers the same question.
    const servers = iceServers()
    if (servers.length === 0) return unknown(found.notConfigured)
    const { candidate, answered } = await gatherCandidate({ iceServers: [...servers] }, 'srflx')
    if (candidate?.address) return good(found.stunFound(candidate.address))
    return answered ? good(found.stunOwn) : bad(found.stunNothing)
  },
}
