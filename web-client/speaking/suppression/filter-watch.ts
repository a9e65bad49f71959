/** Notices a filter that has stopped: its clock stands still, or it gives nothing of what it is given. */

import type { PageTime } from '../../page/page-time.js'

export interface FilterLook {
  /** The filter's clock. */
  readonly seconds: number
  /** Whether sound has come to it, and from it, since the last look. */
  readonly given: boolean
  readonly heard: boolean
}

const LOOK_MS = 500
/** A busy computer skips one look, or two. */
const BAD_LOOKS = 3

/**
 * @param revive called at each bad look: a context that the system has stopped may go on
 * @param onStopped called once
 * @returns a function that ends the watching
 */
export function watchFilter(
  time: Pick<PageTime, 'every'>,
  look: () => FilterLook,
  revive: () => void,
  onStopped: () => void,
): () => void {
  let seconds = -1
  let badLooks = 0
  const end = time.every(LOOK_MS, () => {
    const now = look()
    const stands = now.seconds === seconds
    seconds = now.seconds
    badLooks = stands || (now.given && !now.heard) ? badLooks + 1 : 0
    if (badLooks === 0) return
    if (badLooks < BAD_LOOKS) return revive()
    end()
    onStopped()
  })
  return end
}
