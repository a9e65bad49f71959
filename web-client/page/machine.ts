/** State machines as data: a table says which state follows each event in each state. Pure. */

/** The next state by state and event. A missing pair is illegal. */
export type PageTransitions<State extends string, Event extends string> = {
  readonly [From in State]: { readonly [On in Event]?: State }
}

export interface PageMachine<State extends string, Event extends string> {
  state(): State
  /** Changes the state as the table says; returns false for an illegal pair and changes nothing. */
  tell(event: Event): boolean
}

/** @param onChange called after each legal event, even where the state stays the same */
export function createMachine<State extends string, Event extends string>(
  transitions: PageTransitions<State, Event>,
  first: State,
  onChange: (state: State) => void = () => undefined,
): PageMachine<State, Event> {
  let state = first
  return {
    state: () => state,
    tell(event) {
      const next = transitions[state][event]
      if (next === undefined) return false
      state = next
      onChange(state)
      return true
    },
  }
}
