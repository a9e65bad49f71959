/** Values learned from many witnesses: the value that most of them repeat counts, so that one liar changes little. */

import { remember } from '../../limits/remember.js'

/** A witness counts after this many repetitions. */
const REPEATS = 2

/** More regions and parcels than grids have; the value decided longest ago is forgotten. */
const MAX_KEYS = 100_000

export interface MajorityValues {
  /** Notes a witness's value of a key. @returns whether another value counts from now on */
  say(key: string, witness: string, value: string): boolean
  /** The value that counts, even after its witnesses are gone. */
  get(key: string): string | undefined
  /** How many present witnesses confirm the value that counts. */
  supporters(key: string): number
  /** A witness says nothing more (about that key): what it said no longer counts. */
  withdraw(witness: string, key?: string): void
}

interface Statement {
  readonly value: string
  /** How often the witness said it in a row. */
  readonly times: number
}

export function createMajorityValues(): MajorityValues {
  const decided = new Map<string, string>()
  /** By key and witness. */
  const statements = new Map<string, Map<string, Statement>>()

  function countsOf(key: string): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { value, times } of statements.get(key)?.values() ?? []) {
      if (times >= REPEATS) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return counts
  }

  /** If two values have equally many witnesses, the one that counted goes on counting. */
  function decide(key: string): boolean {
    const counts = countsOf(key)
    const present = decided.get(key)
    let [winner, most] = [present, present === undefined ? 0 : (counts.get(present) ?? 0)]
    for (const [value, count] of counts) if (count > most) [winner, most] = [value, count]
    if (winner === undefined || winner === present) return false
    remember(decided, key, winner, MAX_KEYS)
    return true
  }

  function withdraw(witness: string, key: string): void {
    const ofKey = statements.get(key)
    if (ofKey?.delete(witness) && ofKey.size === 0) statements.delete(key)
  }

  return {
    say(key, witness, value) {
      const ofKey = statements.get(key) ?? new Map<string, Statement>()
      statements.set(key, ofKey)
      const before = ofKey.get(witness)
      const times = before?.value === value ? before.times + 1 : 1
      ofKey.set(witness, { value, times })
      return times === REPEATS || before !== undefined ? decide(key) : false
    },
    get: (key) => decided.get(key),
    supporters: (key) => countsOf(key).get(decided.get(key) ?? '') ?? 0,
    withdraw(witness, key) {
      if (key !== undefined) withdraw(witness, key)
      else for (const each of [...statements.keys()]) withdraw(witness, each)
    },
  }
}
