/** Keeps the resident signed in for as long as the page is open. DOM-free. */

import type { PageTime } from '../page/page-time.js'

/** Half of a session's life would do; a page that sleeps through one still has many more. */
const RENEW_INTERVAL_MS = 60 * 60 * 1000

/**
 * Renews the session of an avatar now and then.
 * @returns what ends it
 */
export function keepSignedIn(agentId: string, time: Pick<PageTime, 'every'>): () => void {
  return time.every(RENEW_INTERVAL_MS, () => {
    // A service out of reach is noticed elsewhere; an hour later is early enough to try again.
    fetch(`api/session/renew?avatar=${agentId}`, { method: 'POST' }).catch(() => undefined)
  })
}
