/** State machines as data: a table says what each event makes of each state. Pure. */

/** By state and event, the state that follows. A pair that is missing is illegal. */
export type Transitions<State extends string, Event extends string> = {
  readonly [From in State]: { readonly [On in Event]?: State }
}

export interface Machine<State extends string, Event extends string> {
  state(): State
  /** Changes the state as the table says; false where the pair is illegal, and then nothing has changed. */
  tell(event: Event): boolean
}

/** @param onChange called when the state is another one than before */
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
