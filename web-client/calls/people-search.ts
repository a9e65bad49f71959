/** Searches for residents who can be called, while a name is typed. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { ClientMessages, ServerMessageOf } from '../../src/protocol/messages.js'
import type { PageTime } from '../page/page-time.js'

type Found = ServerMessageOf<'people-found'>

export interface PeopleSearch {
  readonly text: ReadonlySignal<string>
  /** `undefined` until there is an answer to what is typed. */
  readonly people: ReadonlySignal<Found['people'] | undefined>
  type(text: string): void
  receive(found: Found): void
}

/** Nobody types for longer without a pause. */
const PAUSE_MS = 300
/** The protocol's own limit. */
const MOST_LETTERS = 64

export function createPeopleSearch(
  send: (message: ClientMessages['find-people']) => void,
  time: Pick<PageTime, 'after'>,
): PeopleSearch {
  const text = signal('')
  const people = signal<Found['people'] | undefined>(undefined)
  let cancel = () => {}
  const wanted = () => text.value.trim().slice(0, MOST_LETTERS)
  return {
    text,
    people,
    type(next) {
      text.value = next
      cancel()
      if (wanted() === '') people.value = undefined
      else cancel = time.after(PAUSE_MS, () => send({ type: 'find-people', text: wanted() }))
    },
    receive(found) {
      if (found.text === wanted()) people.value = found.people
    },
  }
}
