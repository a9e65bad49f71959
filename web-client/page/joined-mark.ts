/** Remembers, as long as the tab, that the resident talks: a reload goes on with it, a restored tab waits for a click. */

import type { PageBrowser } from './page-browser.js'

const KEY = 'voice-joined'
/** How often the mark is made anew: what it says last is when the page was last alive. */
const RENEW_MS = 10_000
/** A page that was away for longer than this, or takes longer to start, is no reload any more. */
export const FRESH_MS = 60_000

export interface JoinedMark {
  /** The resident talks from now on, or no longer. */
  set(): void
  clear(): void
  /** Whether this start goes on where the page was left: it does not wait for a click then. */
  goesOn(): boolean
}

/** What is known of a start. */
export interface StartFacts {
  /** How the browser came to this page; `undefined` where it does not say. */
  readonly navigation: string | undefined
  /** By a voice link, which is somebody's own act. */
  readonly byLink: boolean
  /** When the page was last alive with the resident talking, milliseconds since 1970; NaN: it was not. */
  readonly aliveAt: number
  /** When this start began, and now, milliseconds since 1970. */
  readonly startedAt: number
  readonly now: number
}

/**
 * Only a reload, or another link opened in the same tab, a moment after the resident talked here. What a browser brings
 * back (yesterday's tabs, a crash, the back button) is neither.
 */
export function goesOn({ navigation, byLink, aliveAt, startedAt, now }: StartFacts): boolean {
  const away = startedAt - aliveAt
  return (
    (navigation === 'reload' || (navigation === 'navigate' && byLink)) &&
    // A clock that was set back makes nothing young. Two clocks of one browser may differ a little.
    away > -1000 &&
    away <= FRESH_MS &&
    now - startedAt <= FRESH_MS
  )
}

/** @param byLink whether this start is that of a voice link */
export function createJoinedMark(
  {
    sessionStorage,
    navigationType,
    window,
    time,
  }: Pick<PageBrowser, 'sessionStorage' | 'navigationType' | 'window' | 'time'>,
  byLink: boolean,
): JoinedMark {
  const startedAt = time.wallClock()
  const aliveAt = read()
  let endRenewals: (() => void) | undefined

  function read(): number {
    try {
      return Number.parseInt(sessionStorage?.getItem(KEY) ?? '', 10)
    } catch {
      return Number.NaN
    }
  }

  function write(): void {
    try {
      sessionStorage?.setItem(KEY, String(time.wallClock()))
    } catch {
      // Full or forbidden: the next start waits for a click.
    }
  }

  function clear(): void {
    endRenewals?.()
    endRenewals = undefined
    try {
      sessionStorage?.removeItem(KEY)
    } catch {
      // Nothing was remembered either.
    }
  }

  // The last moment of a page that is reloaded.
  window.addEventListener('pagehide', () => endRenewals && write())

  return {
    set() {
      write()
      endRenewals ??= time.every(RENEW_MS, write)
    },
    clear,
    goesOn: () => goesOn({ navigation: navigationType, byLink, aliveAt, startedAt, now: time.wallClock() }),
  }
}
