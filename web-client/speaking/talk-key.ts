/** What is held to talk: a key or the button. Which of them holds, and when that ends. Pure. */

import type { Transitions } from '../page/machine.js'

export type HoldState =
  /** Nothing is held. */
  | 'free'
  /** Talks while the key, or what presses the button, is down. */
  | 'key'
  | 'pointer'
  /** The key is still down, but talking has ended: only its next press talks again. */
  | 'spent'

export type HoldEvent =
  | 'key-down'
  /** The keyboard repeats a key that is held. */
  | 'key-repeat'
  | 'key-up'
  | 'pointer-down'
  | 'pointer-up'
  /** The page may not see the end of it: another window, a menu, a dialog, a finger that slid off. */
  | 'lose'

export const holdTransitions: Transitions<HoldState, HoldEvent> = {
  free: { 'key-down': 'key', 'pointer-down': 'pointer' },
  // One thing at a time: what is pressed beside it neither talks nor ends talking.
  key: { 'key-repeat': 'key', 'key-up': 'free', lose: 'spent' },
  pointer: { 'pointer-up': 'free', lose: 'free' },
  // It may have come up where this page saw nothing of it: then its next press is a new one.
  spent: {
    'key-down': 'key',
    'key-repeat': 'spent',
    'key-up': 'free',
    'pointer-down': 'pointer',
    lose: 'spent',
  },
}

/** Those in which the resident is heard. */
export function talks(state: HoldState): boolean {
  return state === 'key' || state === 'pointer'
}
