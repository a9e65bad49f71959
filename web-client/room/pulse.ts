/** The beat to which voices are shown: 12 times a second, and only while somebody looks. */

import type { PageBrowser } from '../page/page-browser.js'

/** With a picture's 17 ms, what is shown is at most 97 ms behind the sound. Each beat costs a picture of the page. */
const BEAT_MS = 80

export interface Pulse {
  /** Calls back at each beat. @returns a function that ends it */
  follow(onBeat: () => void): () => void
}

/** One timer for all that follows: it runs while there is something to do and the page is in sight. */
export function createPulse({ time, document }: Pick<PageBrowser, 'time' | 'document'>): Pulse {
  const followers = new Set<() => void>()
  let end: (() => void) | undefined

  function review(): void {
    const wanted = followers.size > 0 && document.visibilityState === 'visible'
    if (wanted) end ??= time.every(BEAT_MS, beat)
    else {
      end?.()
      end = undefined
    }
  }

  function beat(): void {
    for (const onBeat of followers) onBeat()
  }

  document.addEventListener('visibilitychange', review)
  return {
    follow(onBeat) {
      // A function of its own each time: one that follows twice is called twice.
      const follower = () => onBeat()
      followers.add(follower)
      review()
      return () => {
        followers.delete(follower)
        review()
      }
    },
  }
}
