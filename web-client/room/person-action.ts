/** What can be done with a person, as their card offers it: each part of the page hands in the actions that it knows. */

import type { Person } from './room-people.js'

export type PersonActionIcon = 'call' | 'message' | 'block' | 'report' | 'mute' | 'floor' | 'kick' | 'ban'

export interface PersonAction {
  readonly id: string
  readonly label: string
  readonly icon: PersonActionIcon
  readonly testId: string
  run(): void
  /** Takes something from the person: the card keeps it apart from the rest. */
  readonly danger?: boolean
}

/** The actions that one part offers for a person at this moment; signals that it reads draw the card again. */
export type PersonActions = (person: Person) => readonly PersonAction[]
