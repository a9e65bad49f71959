/**
 * Starts the threads of the library. One of them counts the time of the data channels a hundred times a second, whether
 * there are any or not, and has no setting: so its timer is made inexact.
 */

import { preload } from 'node-datachannel'
import { withInexactTimers } from '../inexact-timers.js'

/** Data channels then take up to three times as long until they send again what was lost, and no longer to send anything else. */
const LIBRARY_SLACK_MS = 20

/** To be called before the library is used. */
export function startLibraryThreads(): void {
  withInexactTimers(LIBRARY_SLACK_MS, preload)
}
