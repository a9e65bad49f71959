/** The phases of the page, that is, how the resident stands with the service; and what leads from one to another. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createMachine, type Transitions } from '../../src/pure/state-machine.js'
import type { Person } from '../room/room-people.js'
import type { OverReason } from '../service/signaling-client.js'
import type { RoomReach } from '../speaking/microphone-look.js'
import type { Obstacle } from './obstacle.js'

/** Why a resident who wants to talk is in no room. */
export type WaitingFor =
  | 'waiting'
  | 'no-positions'
  | 'region-away'
  | 'voice-off'
  | 'channel-full'
  | 'grid-full'
  | 'locked'
  | 'link-confined'

export type PhaseName =
  /** Connecting to the service for the first time, or again while the resident does not want to talk. */
  | 'connecting'
  | 'ready'
  /** The resident wants to talk, and the service has not answered yet. */
  | 'joining'
  | WaitingFor
  | 'connected'
  /** The socket was lost while the resident wants to talk. */
  | 'reconnecting'
  | 'over'

export type PhaseEvent =
  /** The service sent its welcome. */
  | 'welcome'
  /** The resident wants to talk, or no longer does. */
  | 'join'
  | 'leave'
  /** After a lost socket: the page has no connection left that could go on. */
  | 'rejoin'
  /** The service names the room, or says why there is none. */
  | 'room'
  | WaitingFor
  /** A moderator removed the resident; the end of the session follows. */
  | 'kicked'
  /** The socket was lost, or has ended for good. */
  | 'lost'
  | 'end'
  /** The resident starts again after the end. */
  | 'again'

/** Why the page does nothing more by itself, or never started. */
export type EndReason = OverReason | Obstacle

export type Phase =
  | { readonly name: Exclude<PhaseName, 'over'> }
  | { readonly name: 'over'; readonly reason: EndReason }

const wherever = {
  waiting: 'waiting',
  'no-positions': 'no-positions',
  'region-away': 'region-away',
  'voice-off': 'voice-off',
  'channel-full': 'channel-full',
  'grid-full': 'grid-full',
  locked: 'locked',
  'link-confined': 'link-confined',
} as const
/** While the resident wants to talk and the socket is open. */
const wanted = {
  ...wherever,
  room: 'connected',
  leave: 'ready',
  kicked: 'ready',
  lost: 'reconnecting',
  end: 'over',
} as const

export const phaseTransitions: Transitions<PhaseName, PhaseEvent> = {
  connecting: { welcome: 'ready', join: 'joining', lost: 'connecting', end: 'over' },
  // A `room` or `no-room` may have been on its way when the resident left: illegal here.
  ready: { welcome: 'ready', join: 'joining', lost: 'connecting', end: 'over' },
  // The join goes out with the welcome where the resident already wanted to talk.
  joining: { ...wanted, welcome: 'joining', rejoin: 'joining' },
  waiting: wanted,
  'no-positions': wanted,
  'region-away': wanted,
  'voice-off': wanted,
  'channel-full': wanted,
  'grid-full': wanted,
  locked: wanted,
  'link-confined': wanted,
  connected: wanted,
  // Everybody who is heard stays heard until the service has named the room.
  reconnecting: {
    ...wanted,
    welcome: 'reconnecting',
    rejoin: 'joining',
    leave: 'connecting',
  },
  over: { again: 'connecting' },
}

/** The phases in which the resident wants to talk. */
export function wantsVoice(name: PhaseName): boolean {
  return name !== 'connecting' && name !== 'ready' && name !== 'over'
}

/** Whether the place carries a voice to anybody. Connections that were made go on without the service for a while. */
export function reachOf(name: PhaseName, people: readonly Pick<Person, 'media'>[]): RoomReach {
  if (name === 'connected' || people.some(({ media }) => media !== undefined)) return 'open'
  return name === 'reconnecting' ? 'service-away' : 'no-room'
}

/** The page's state in a few words that do not depend on a language; see docs/voice-page.md. */
export type PageState = 'signed-out' | 'ready' | 'joining' | 'connected' | 'reconnecting' | 'waiting' | 'over'

const pageStates: Readonly<Record<Exclude<PhaseName, 'over'>, PageState>> = {
  // The resident may join already: the join goes out as soon as the service is reached.
  connecting: 'ready',
  ready: 'ready',
  joining: 'joining',
  waiting: 'waiting',
  'no-positions': 'waiting',
  'region-away': 'waiting',
  'voice-off': 'waiting',
  'channel-full': 'waiting',
  'grid-full': 'waiting',
  locked: 'waiting',
  'link-confined': 'waiting',
  connected: 'connected',
  reconnecting: 'reconnecting',
}

export function pageStateOf(phase: Phase): PageState {
  if (phase.name !== 'over') return pageStates[phase.name]
  return phase.reason === 'signed-out' ? 'signed-out' : 'over'
}

export interface PhaseMachine {
  readonly phase: ReadonlySignal<Phase>
  /** Returns false where the event is illegal in this phase; then nothing has changed, and the caller does nothing. */
  tell(event: Exclude<PhaseEvent, 'end'>): boolean
  end(reason: EndReason): boolean
}

export function createPhaseMachine(): PhaseMachine {
  const phase = signal<Phase>({ name: 'connecting' })
  let reason: EndReason = 'signed-out'
  const machine = createMachine(phaseTransitions, 'connecting', (name) => {
    if (name === phase.value.name) return
    phase.value = name === 'over' ? { name, reason } : { name }
  })
  return {
    phase,
    tell: machine.tell,
    end(why) {
      reason = why
      return machine.tell('end')
    },
  }
}
