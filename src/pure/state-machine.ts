/** State machines as data: a table names the next state for each state and event. Pure. */

/** The next state by state and event. A missing pair is illegal. */
export type Transitions<State extends string, Event extends string> = {
  readonly [From in State]: { readonly [On in Event]?: State }
}

export interface Machine<State extends string, Event extends string> {
  state(): State
  /** Changes the state as the table says; false, with no change, if the pair is illegal. */
  tell(event: Event): boolean
}

/** @param onChange called when the state has changed */
export function createMachine<State extends string, Event extends string>(
  transitions: Transitions<State, Event>,
  first: State,
  onChange: (state: State, before: State) => void = () => undefined,
): Machine<State, Event> {
  let state = first
  return {
    state: () => state,
    tell(event) {
      const next = transitions[state][event]
      if (next === undefined) return false
      const before = state
      state = next
      if (next !== before) onChange(next, before)
      return true
    },
  }
}
