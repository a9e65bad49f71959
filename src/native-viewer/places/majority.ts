/** What is learned from what many say: the value that most of them keep saying, so that one liar changes little. */

/** Said so often in a row it counts. */
const REPEATS = 2

export interface Votes {
  /** Somebody says that the value of a key is this; true when another value counts from now on. */
  vote(key: string, voter: string, value: string): boolean
  /** What counts; it goes on counting when those who said so are gone. */
  get(key: string): string | undefined
  /** How many say what counts, at this moment. */
  support(key: string): number
  /** That voter says no more (of that key), and what it said counts no more. */
  retract(voter: string, key?: string): void
}

export function createVotes(): Votes {
  const decided = new Map<string, string>()
  const votes = new Map<string, Map<string, { readonly value: string; readonly times: number }>>()

  function countsOf(key: string): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { value, times } of votes.get(key)?.values() ?? []) {
      if (times >= REPEATS) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return counts
  }

  /** Where as many say one thing as another, what counted goes on counting. */
  function decide(key: string): boolean {
    const counts = countsOf(key)
    const present = decided.get(key)
    let [winner, most] = [present, present === undefined ? 0 : (counts.get(present) ?? 0)]
    for (const [value, count] of counts) if (count > most) [winner, most] = [value, count]
    if (winner === undefined || winner === present) return false
    decided.set(key, winner)
    return true
  }

  function retract(voter: string, key: string): void {
    const ofKey = votes.get(key)
    if (ofKey?.delete(voter) && ofKey.size === 0) votes.delete(key)
  }

  return {
    vote(key, voter, value) {
      const ofKey = votes.get(key) ?? new Map()
      votes.set(key, ofKey)
      const before = ofKey.get(voter)
      const times = before?.value === value ? before.times + 1 : 1
      ofKey.set(voter, { value, times })
      return times === REPEATS || before !== undefined ? decide(key) : false
    },
    get: (key) => decided.get(key),
    support: (key) => countsOf(key).get(decided.get(key) ?? '') ?? 0,
    retract(voter, key) {
      if (key !== undefined) retract(voter, key)
      else for (const each of [...votes.keys()]) retract(voter, each)
    },
  }
}
