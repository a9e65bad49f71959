/** What the microphone's control shows, and whether anything is sent: one table of everything that prevents it. Pure. */

import type { RoomSilenceMessage } from '../../src/protocol/messages.js'
import type { MicrophoneFault } from './microphone.js'
import type { DeviceState } from './own-microphone.js'

/** `heard`: open; `off`: by the resident; `held`: open while a key is held; `not-heard`: whatever the resident wants. */
export type MicrophoneState = 'heard' | 'off' | 'held' | 'not-heard'

export type MicrophoneReason =
  | RoomSilenceMessage
  | MicrophoneFault
  /** The resident wants to hear nobody and send nothing. */
  | 'deafened'
  /** The browser has not said yet whether there is a microphone. */
  | 'asking'
  /** The microphone is open, and delivers nothing at all. */
  | 'device-silent'

export interface MicrophoneFacts {
  readonly device: DeviceState
  /** Why there is no microphone. */
  readonly fault: MicrophoneFault | undefined
  /** As the resident switched it. */
  readonly on: boolean
  /** A key or the button is held to talk. */
  readonly held: boolean
  readonly deafened: boolean
  readonly roomSilence: RoomSilenceMessage | undefined
  /** Exact zeros for seconds, or the browser says that nothing comes. */
  readonly deviceSilent: boolean
}

export interface MicrophoneLook {
  readonly state: MicrophoneState
  readonly reason: MicrophoneReason | undefined
  /** The microphone's sound may be sent. */
  readonly open: boolean
}

type Row = (facts: MicrophoneFacts) => Omit<MicrophoneLook, 'open'> | undefined

/** The first row that applies is shown: first the resident's choices, then what a click repairs, then what others decide. */
const rows: readonly Row[] = [
  ({ deafened }) => (deafened ? { state: 'off', reason: 'deafened' } : undefined),
  ({ device }) => (device === 'asking' ? { state: 'not-heard', reason: 'asking' } : undefined),
  ({ fault }) => (fault ? { state: 'not-heard', reason: fault } : undefined),
  ({ roomSilence }) => (roomSilence ? { state: 'not-heard', reason: roomSilence } : undefined),
  ({ on, held }) => (on || held ? undefined : { state: 'off', reason: undefined }),
  ({ device }) => (device === 'closed' ? { state: 'off', reason: undefined } : undefined),
  ({ deviceSilent }) => (deviceSilent ? { state: 'not-heard', reason: 'device-silent' } : undefined),
  ({ held }) => (held ? { state: 'held', reason: undefined } : undefined),
]

export function lookOf(facts: MicrophoneFacts): MicrophoneLook {
  for (const row of rows) {
    const look = row(facts)
    // A silent device is reported and sent all the same: it may come to life in the middle of a word.
    if (look) return { ...look, open: look.state === 'held' || look.reason === 'device-silent' }
  }
  return { state: 'heard', reason: undefined, open: true }
}
