/** The key or button that is held to talk: which one holds, and when talking ends. Pure. */

import type { Transitions } from '../../../src/pure/state-machine.js'

export type HoldState =
  /** Nothing is held. */
  | 'free'
  /** The resident talks while the key, or the button, is down. */
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
  /** The page may not see the release: another window, a menu, a dialog, a finger that slid off. */
  | 'lose'

export const holdTransitions: Transitions<HoldState, HoldEvent> = {
  free: { 'key-down': 'key', 'pointer-down': 'pointer' },
  // One key at a time: other keys pressed meanwhile neither start nor end talking.
  key: { 'key-repeat': 'key', 'key-up': 'free', lose: 'spent' },
  pointer: { 'pointer-up': 'free', lose: 'free' },
  // The page may have missed the release: then the next press of this key is a new one.
  spent: {
    'key-down': 'key',
    'key-repeat': 'spent',
    'key-up': 'free',
    'pointer-down': 'pointer',
    lose: 'spent',
  },
}

/** The states in which the resident is heard. */
export function talks(state: HoldState): boolean {
  return state === 'key' || state === 'pointer'
}
