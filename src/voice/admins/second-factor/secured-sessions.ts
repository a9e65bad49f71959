/** Which sessions have the second factor that they need: looked up once a session, until that may have changed. */

import type { Bus } from '../../bus.js'
import { forgetOldest } from '../../limits/remember.js'
import type { SecondFactors } from './second-factors.js'

/** More sessions than admins have; the one looked up longest ago is looked up again. */
const MAX_SESSIONS = 1000

export interface SecuredSessions {
  /** Whether the admin of a session must have a second factor, and has none. */
  isMissing(session: { readonly id: string; readonly adminName: string }): Promise<boolean>
}

export function createSecuredSessions(
  factors: Pick<SecondFactors, 'isMissing'>,
  bus: Pick<Bus, 'subscribe'>,
): SecuredSessions {
  const secured = new Set<string>()
  let losses = 0
  bus.subscribe('second-factors-lost', () => {
    losses += 1
    secured.clear()
  })

  return {
    async isMissing({ id, adminName }) {
      if (secured.has(id)) return false
      const before = losses
      const missing = await factors.isMissing(adminName)
      // What was lost meanwhile may be newer than what was read.
      if (!missing && losses === before) {
        secured.add(id)
        forgetOldest(secured, MAX_SESSIONS)
      }
      return missing
    },
  }
}
