/** Keeps the resident signed in for as long as the page is open. DOM-free. */

import type { PageTime } from '../page/page-time.js'

/** Half of a session's life would do, but a page that sleeps through several renewals must still have one left. */
const RENEW_INTERVAL_MS = 60 * 60 * 1000

/**
 * Renews the session of an avatar from time to time.
 * @returns a function that stops the renewals
 */
export function keepSignedIn(agentId: string, time: Pick<PageTime, 'every'>): () => void {
  return time.every(RENEW_INTERVAL_MS, () => {
    // Other parts notice a service out of reach; trying again an hour later is early enough.
    fetch(`api/session/renew?avatar=${agentId}`, { method: 'POST' }).catch(() => undefined)
  })
}
