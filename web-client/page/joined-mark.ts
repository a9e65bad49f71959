/** Remembers in the tab that the resident is talking: a reload goes on talking, a restored tab waits for a click. */

import type { PageBrowser } from './page-browser.js'

const KEY = 'voice-joined'
/** How often the mark is renewed. Its time is the last moment when the page is known to have been alive. */
const RENEW_MS = 10_000
/** A page that was gone for longer than this, or takes longer to start, does not count as reloaded. */
export const FRESH_MS = 60_000

export interface JoinedMark {
  /** The resident talks from now on, or no longer. */
  set(): void
  clear(): void
  /** Whether this start continues the page as it was left; such a start does not wait for a click. */
  goesOn(): boolean
}

/** The facts about a start. */
export interface StartFacts {
  /** How the browser came to this page; `undefined` where the browser does not say. */
  readonly navigation: string | undefined
  /** The page was opened by a voice link, which is the resident's own act. */
  readonly byLink: boolean
  /** When the page was last alive with the resident talking, milliseconds since 1970; NaN: never. */
  readonly aliveAt: number
  /** When this start began, and the current time, milliseconds since 1970. */
  readonly startedAt: number
  readonly now: number
}

/**
 * Only a reload counts, or another link opened in the same tab, a moment after the resident talked here. What a
 * browser restores (yesterday's tabs, the tabs of a crash, a page behind the back button) does not.
 */
export function goesOn({ navigation, byLink, aliveAt, startedAt, now }: StartFacts): boolean {
  const away = startedAt - aliveAt
  return (
    (navigation === 'reload' || (navigation === 'navigate' && byLink)) &&
    // A clock that was set back does not make an old mark a new one. Two clocks of one browser may differ a little.
    away > -1000 &&
    away <= FRESH_MS &&
    now - startedAt <= FRESH_MS
  )
}

/**
 * @param byLink whether a voice link opened the page
 * @param key where the mark is kept
 */
export function createJoinedMark(
  {
    sessionStorage,
    navigationType,
    window,
    time,
  }: Pick<PageBrowser, 'sessionStorage' | 'navigationType' | 'window' | 'time'>,
  byLink: boolean,
  key = KEY,
): JoinedMark {
  const startedAt = time.wallClock()
  const aliveAt = read()
  let endRenewals: (() => void) | undefined

  function read(): number {
    try {
      return Number.parseInt(sessionStorage?.getItem(key) ?? '', 10)
    } catch {
      return Number.NaN
    }
  }

  function write(): void {
    try {
      sessionStorage?.setItem(key, String(time.wallClock()))
    } catch {
      // The storage is full or forbidden: the next start waits for a click.
    }
  }

  function clear(): void {
    endRenewals?.()
    endRenewals = undefined
    try {
      sessionStorage?.removeItem(key)
    } catch {
      // Where storage is forbidden nothing was remembered either.
    }
  }

  // The last moment of a page that is being reloaded.
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
