/** Compares a state machine with a readable table of every pair of state and event, the illegal ones included. */

import type { Test } from 'tap'
import { createMachine, type Transitions } from '../../src/pure/state-machine.js'

/**
 * Tells every event to a machine in every state, and compares the next state.
 * @param table a line for each state, below one that names the events; `-` an illegal pair, `=` the same state
 */
export function holdsTable<State extends string, Event extends string>(
  t: Test,
  transitions: Transitions<State, Event>,
  table: string,
): void {
  const [head = '', ...lines] = table
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
  const events = head.trim().split(/\s+/) as Event[]
  const rows = lines.map((line) => line.trim().split(/\s+/) as [State, ...string[]])
  t.strictSame(rows.map(([state]) => state).sort(), Object.keys(transitions).sort(), 'every state is in it')
  const known = new Set(Object.values<object>(transitions).flatMap((row) => Object.keys(row)))
  t.strictSame(
    [...known].filter((event) => !events.includes(event as Event)),
    [],
    'and so is every event',
  )
  for (const [state, ...cells] of rows) {
    const found = events.map((event) => {
      let changes = 0
      const machine = createMachine(transitions, state, () => {
        changes += 1
      })
      const legal = machine.tell(event)
      if (changes !== (machine.state() === state ? 0 : 1)) return 'told without a change'
      if (!legal) return machine.state() === state ? '-' : 'changed all the same'
      return machine.state() === state ? '=' : machine.state()
    })
    t.strictSame(found, cells, state)
  }
}
