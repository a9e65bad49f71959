/** What waits until the browser has said whether there is a microphone: for that it needs the page's thread several times. */

import { effect } from '@preact/signals-core'
import type { PageTime } from '../page/page-time.js'
import type { MicrophoneLook } from '../speaking/microphone-look.js'

/** Whoever is asked for their permission hears others meanwhile. */
const LONGEST_MS = 100

interface Asked {
  /** Read in an effect. */
  readonly look: { readonly value: Pick<MicrophoneLook, 'reason'> }
}

/**
 * Acts when the microphone is there, or is not to be had, or is not asked for: opening the loudspeaker takes 20 to 30 ms
 * at a time, and the microphone would wait for it.
 */
export function microphoneFirst({ look }: Asked, time: Pick<PageTime, 'after'>, act: () => void): void {
  const isAsked = () => look.value.reason === 'asking'
  let done = false
  const cancel = time.after(LONGEST_MS, finish)
  const end = effect(() => {
    // Others are sent the microphone first.
    if (!isAsked()) time.after(0, finish)
  })
  function finish(): void {
    if (done) return
    done = true
    cancel()
    end()
    act()
  }
}
