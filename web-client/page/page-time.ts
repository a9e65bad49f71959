/** Clocks and timers of the page, handed to everything that waits, so that a test can turn the clock itself. */

export interface PageTime {
  /** Milliseconds since an arbitrary moment. Never set back; may stop while the computer sleeps. */
  now(): number
  /** Milliseconds since 1970. Goes on while the computer sleeps, and can be set. */
  wallClock(): number
  /** Calls once after that many milliseconds; returns a function that cancels the call. */
  after(milliseconds: number, callback: () => void): () => void
  /** Calls again and again; returns a function that stops the calls. */
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
