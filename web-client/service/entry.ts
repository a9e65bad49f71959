/** How the page gets to the service: by the voice link it was opened with, unless something stands in the way; and again after an end. */

import type { Obstacle } from '../page/obstacle.js'
import type { TextStorage } from '../settings/settings.js'
import { SignInError } from './sign-in-client.js'

/** The resident wants to listen in a browser that has no microphone. */
const LISTENS_HERE_KEY = 'voice-listens-here'

export interface EntryOptions {
  /** Of the voice link that the page was opened by, as long as it has not been used. */
  readonly ticket: () => string | undefined
  /** Uses the link up; the avatar that it is for. @throws SignInError */
  readonly openLink: (ticket: string) => Promise<string>
  readonly obstacle: () => Obstacle | undefined
  readonly storage: TextStorage | undefined
  /** From now on the page is that avatar's. */
  readonly onSignedIn: (agentId: string) => void
  /** The socket can be opened. */
  readonly onReady: () => void
  readonly onObstacle: (obstacle: Obstacle) => void
  /** The link does not open. */
  readonly onRefused: (fault: { readonly code: string; readonly message: string }) => void
}

export interface Entry {
  /** Looks for obstacles first: what cannot succeed leaves the link as it was, good for another browser. */
  begin(): void
  /** The resident will only listen here, whatever browser it is. */
  listenHere(): void
}

export function createEntry(options: EntryOptions): Entry {
  const { ticket, openLink, obstacle, storage, onSignedIn, onReady, onObstacle, onRefused } = options

  function inTheWay(): Obstacle | undefined {
    const found = obstacle()
    if (found !== 'no-microphone-here') return found
    // Only somebody with a link can go on elsewhere.
    return ticket() === undefined || storage?.getItem(LISTENS_HERE_KEY) ? undefined : found
  }

  async function enter(): Promise<void> {
    const link = ticket()
    if (link === undefined) return onReady()
    try {
      onSignedIn(await openLink(link))
    } catch (error) {
      const { code, message } =
        error instanceof SignInError ? error : { code: 'internal', message: String(error) }
      return onRefused({ code, message })
    }
    onReady()
  }

  const entry: Entry = {
    begin() {
      const found = inTheWay()
      if (found) onObstacle(found)
      else enter()
    },
    listenHere() {
      storage?.setItem(LISTENS_HERE_KEY, 'yes')
      entry.begin()
    },
  }
  return entry
}
