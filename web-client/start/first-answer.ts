/** What the service says first, where it is about to say it: whoever joins then is in the room a round trip sooner. */

import { effect } from '@preact/signals-core'
import type { VoiceStart } from '../voice-start.js'

/** Nobody sees that the first screen comes so much later. */
const LONGEST_MS = 30

/**
 * Resolves when the service's first answer has been handled, or does not come at once. Drawing takes as long as joining: what
 * is drawn after the answer is drawn while the service and the others are at work.
 */
export function firstAnswer({
  phase,
  time,
  byLink,
}: Pick<VoiceStart, 'phase' | 'time' | 'byLink'>): Promise<void> {
  if (!byLink) return Promise.resolve()
  return new Promise((resolve) => {
    const cancel = time.after(LONGEST_MS, finish)
    const end = effect(() => {
      if (phase.value.name !== 'connecting') queueMicrotask(finish)
    })
    function finish(): void {
      end()
      cancel()
      resolve()
    }
  })
}
