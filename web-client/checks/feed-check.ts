/** Does the region tell where avatars are? */

import { bad, type Check, good, unknown } from './check.js'

export const feedCheck: Check = {
  name: 'feed',
  async run({ channel, feedLost }, found) {
    if (!channel.value) return unknown(found.noRoom)
    return feedLost.value ? bad(found.feedLost) : good(found.feedFresh)
  },
}
