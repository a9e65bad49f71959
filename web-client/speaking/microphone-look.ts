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
  /** There is no room yet, or no longer: nobody is there who could hear. */
  | 'no-room'
  /** The service is out of reach, and no connection to anybody is left. */
  | 'service-away'

/** Whether the room that the voice goes to carries it to anybody. */
export type RoomReach = 'open' | 'no-room' | 'service-away'

export interface MicrophoneFacts {
  readonly device: DeviceState
  /** There is a track: another microphone may be asked for while none is open. */
  readonly hasTrack: boolean
  /** Why there is no microphone. */
  readonly fault: MicrophoneFault | undefined
  /** As the resident switched it. */
  readonly on: boolean
  /** A key or the button is held to talk. */
  readonly held: boolean
  readonly deafened: boolean
  readonly roomSilence: RoomSilenceMessage | undefined
  readonly reach: RoomReach
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
  ({ device, hasTrack }) =>
    device === 'changing' && !hasTrack ? { state: 'not-heard', reason: 'asking' } : undefined,
  ({ reach }) => (reach === 'open' ? undefined : { state: 'not-heard', reason: reach }),
  ({ deviceSilent }) => (deviceSilent ? { state: 'not-heard', reason: 'device-silent' } : undefined),
  ({ held }) => (held ? { state: 'held', reason: undefined } : undefined),
]

/** These may end in the middle of a word, so the sound is let through all the same. */
const opensByItself: readonly (MicrophoneReason | undefined)[] = ['device-silent', 'no-room', 'service-away']

export function lookOf(facts: MicrophoneFacts): MicrophoneLook {
  for (const row of rows) {
    const look = row(facts)
    if (look) return { ...look, open: look.state === 'held' || opensByItself.includes(look.reason) }
  }
  return { state: 'heard', reason: undefined, open: true }
}
