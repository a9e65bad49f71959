/** Whether the resident whispers, talks or shouts: chosen beside the microphone, remembered for this tab's session. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Effort } from '../../src/spatial/effort.js'
import type { PageBrowser } from '../page/page-browser.js'

export interface OwnEffort {
  readonly value: ReadonlySignal<Effort>
  choose(effort: Effort): void
}

const KEY = 'voice-effort'

/** @param onChange called with what the resident chose */
export function createOwnEffort(
  { sessionStorage }: Pick<PageBrowser, 'sessionStorage'>,
  onChange: (effort: Effort) => void,
): OwnEffort {
  const value = signal(remembered(sessionStorage))
  return {
    value,
    choose(effort) {
      if (value.value === effort) return
      value.value = effort
      try {
        sessionStorage?.setItem(KEY, effort)
      } catch {
        // A browser that forbids it: the choice holds until the page is closed.
      }
      onChange(effort)
    },
  }
}

function remembered(storage: PageBrowser['sessionStorage']): Effort {
  try {
    const word = storage?.getItem(KEY)
    return word === 'whisper' || word === 'shout' ? word : 'talk'
  } catch {
    return 'talk'
  }
}
