/** Time as the page sees it: passed to whatever waits, so that a test turns the clock itself. */

export interface PageTime {
  /** Milliseconds since some moment, never set back; it may rest while the computer sleeps. */
  now(): number
  /** Milliseconds since 1970: goes on while the computer sleeps, and can be set. */
  wallClock(): number
  /** Calls once, after so many milliseconds; returns what calls it off. */
  after(milliseconds: number, callback: () => void): () => void
  /** Calls again and again; returns what ends it. */
  every(milliseconds: number, callback: () => void): () => void
}

export const systemTime: PageTime = {
  now: () => performance.now(),
  wallClock: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
  every(milliseconds, callback) {
    const timer = setInterval(callback, milliseconds)
    return () => clearInterval(timer)
  },
}
