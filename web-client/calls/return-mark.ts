/** Remembers in the tab which call the page is in: a reload goes back into it, a restored tab does not. */

import { createJoinedMark } from '../page/joined-mark.js'
import type { PageBrowser } from '../page/page-browser.js'
import { readJson } from '../settings/settings.js'

const KEY = 'voice-call'
const MARK_KEY = 'voice-call-alive'

/** What the service needs to let the page back into its call. */
export interface CallReturn {
  readonly call: string
  readonly token: string
}

export interface ReturnMark {
  remember(to: CallReturn): void
  forget(): void
  /** The call that this start of the page goes back into, if any. */
  recall(): CallReturn | undefined
}

/** @param byLink whether a voice link opened the page */
export function createReturnMark(
  browser: Pick<PageBrowser, 'sessionStorage' | 'navigationType' | 'window' | 'time'>,
  byLink: boolean,
): ReturnMark {
  const { sessionStorage } = browser
  const alive = createJoinedMark(browser, byLink, MARK_KEY)
  return {
    remember({ call, token }) {
      alive.set()
      try {
        sessionStorage?.setItem(KEY, JSON.stringify({ call, token }))
      } catch {
        // Without storage a reload leaves the call.
      }
    },
    forget() {
      alive.clear()
      try {
        sessionStorage?.removeItem(KEY)
      } catch {
        // Where storage is forbidden nothing was remembered either.
      }
    },
    recall() {
      if (!alive.goesOn()) return undefined
      const stored = readJson(sessionStorage, KEY)
      return isReturn(stored) ? stored : undefined
    },
  }
}

function isReturn(stored: unknown): stored is CallReturn {
  if (typeof stored !== 'object' || stored === null) return false
  const { call, token } = stored as Partial<Record<string, unknown>>
  return typeof call === 'string' && typeof token === 'string'
}
