/** Remembers how the resident left the microphone: off stays off, over a reload and in the next window. */

import type { PageBrowser } from '../page/page-browser.js'
import type { TextStorage } from '../settings/settings.js'

export interface SwitchPosition {
  readonly on: boolean
  /** Hears nobody and sends nothing. */
  readonly deafened: boolean
}

export interface RememberedSwitch {
  /** `undefined`: nothing is remembered. */
  read(): SwitchPosition | undefined
  /** False where this tab cannot remember the switch. */
  write(position: SwitchPosition): boolean
}

const KEY = 'voice-microphone'

const words: Readonly<Record<string, SwitchPosition>> = {
  on: { on: true, deafened: false },
  off: { on: false, deafened: false },
  'on, deafened': { on: true, deafened: true },
  'off, deafened': { on: false, deafened: true },
}

/** This tab's own value counts first, then the value of the window that was used last. */
export function createRememberedSwitch({
  sessionStorage,
  localStorage,
}: Pick<PageBrowser, 'sessionStorage' | 'localStorage'>): RememberedSwitch {
  return {
    read: () => read(sessionStorage) ?? read(localStorage),
    write({ on, deafened }) {
      // The next window sends nothing either, but does not stay silent for an old reason.
      write(localStorage, on && !deafened ? 'on' : 'off')
      return write(sessionStorage, (on ? 'on' : 'off') + (deafened ? ', deafened' : ''))
    },
  }
}

function read(storage: TextStorage | undefined): SwitchPosition | undefined {
  try {
    return words[storage?.getItem(KEY) ?? '']
  } catch {
    return undefined
  }
}

function write(storage: TextStorage | undefined, word: string): boolean {
  try {
    storage?.setItem(KEY, word)
    return storage !== undefined
  } catch {
    return false
  }
}
