/** How the page gets to the service: by its voice link, or by the answer of the grid's page, unless an obstacle prevents it, and again after an end. */

import type { Obstacle } from '../page/obstacle.js'
import type { TextStorage } from '../settings/settings.js'
import { SignInError } from './sign-in-client.js'

/** The resident wants to listen in a browser that has no microphone. */
const LISTENS_HERE_KEY = 'voice-listens-here'

export interface EntryOptions {
  /** The ticket of the voice link that opened the page, as long as it has not been used. */
  readonly ticket: () => string | undefined
  /** Uses the link up; returns the avatar that the link is for. @throws SignInError */
  readonly openLink: (ticket: string) => Promise<string>
  readonly obstacle: () => Obstacle | undefined
  readonly storage: TextStorage | undefined
  /** From now on the page belongs to that avatar. */
  readonly onSignedIn: (agentId: string) => void
  /** Whether the address has an answer of the grid's own page. */
  readonly bringsGridAnswer: () => boolean
  /** The answer is to be used before anything else, whoever is signed in already. */
  readonly onGridAnswer: () => void
  /** The socket can be opened. */
  readonly onReady: () => void
  readonly onObstacle: (obstacle: Obstacle) => void
  /** The link does not open. */
  readonly onRefused: (fault: { readonly code: string; readonly message: string }) => void
}

export interface Entry {
  /** Looks for obstacles first: an attempt that cannot succeed leaves the link unused, for another browser. */
  begin(): void
  /** The resident only listens here, whatever the browser can do. */
  listenHere(): void
}

export function createEntry(options: EntryOptions): Entry {
  const { ticket, openLink, obstacle, storage, onSignedIn, onReady, onObstacle, onRefused } = options
  const { bringsGridAnswer, onGridAnswer } = options

  function inTheWay(): Obstacle | undefined {
    const found = obstacle()
    if (found !== 'no-microphone-here') return found
    // Only with a link can the resident go on in another browser.
    return ticket() === undefined || storage?.getItem(LISTENS_HERE_KEY) ? undefined : found
  }

  async function enter(): Promise<void> {
    const link = ticket()
    if (link === undefined) return bringsGridAnswer() ? onGridAnswer() : onReady()
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
