/** Does the operator's TURN server answer? It is needed where no direct way exists. */

import { bad, type Check, good, unknown } from './check.js'
import { gatherCandidate } from './gather-candidates.js'

export const turnCheck: Check = {
  name: 'turn',
  async run({ iceServers }, found) {
    const relays = iceServers().filter(({ urls }) => urls.some((url) => url.startsWith('turn')))
    if (relays.length === 0) return unknown(found.notConfigured)
    const { candidate } = await gatherCandidate({ iceServers: relays, iceTransportPolicy: 'relay' }, 'relay')
    if (candidate) return good(found.turnFound)
    const worksThere = await worksForService()
    if (worksThere === undefined) return bad(found.turnNothing)
    return bad(worksThere ? found.turnNotForYou : found.turnDown)
  },
}

/** Whether the service itself gets an allocation; `undefined` where the service cannot be asked. */
async function worksForService(): Promise<boolean | undefined> {
  try {
    const response = await fetch(`api/ice-status${location.search}`)
    if (!response.ok) return undefined
    const { turnServers }: { turnServers: readonly { readonly allocated: boolean }[] } = await response.json()
    return turnServers.some(({ allocated }) => allocated)
  } catch {
    return undefined
  }
}
