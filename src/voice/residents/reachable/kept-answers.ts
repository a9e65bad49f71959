/** What the grid answered about residents: kept for some minutes, and asked for again one after the other. */

import type { Timers } from '../../ports.js'

export interface KeptAnswersOptions<Asked, Answer> {
  /** @throws Error when the grid does not answer */
  readonly ask: (about: Asked) => Promise<Answer>
  readonly keyOf: (about: Asked) => string
  /** How much of the bound `most` an answer takes; 1 if it is missing. */
  readonly weigh?: (answer: Answer) => number
  /** What has been kept longest is forgotten before more than this is kept. */
  readonly most: number
  readonly keptMs: number
  /** At each call of `askDue`. */
  readonly atOnce: number
  readonly timers: Timers
  readonly onError: (error: unknown) => void
}

export interface KeptAnswers<Asked, Answer> {
  /** The last answer, however old. */
  of(about: Asked): Answer | undefined
  /** Asks for those that are due; whoever has waited for longest comes first. Nothing while it still asks. */
  askDue(all: readonly Asked[]): void
}

/** Nobody is asked for so long after an answer that did not come. */
const RETRY_MS = 30_000

interface Kept<Answer> {
  readonly answer: Answer | undefined
  readonly weight: number
  /** When it is to be asked for again. */
  readonly until: number
}

export function createKeptAnswers<Asked, Answer>(
  options: KeptAnswersOptions<Asked, Answer>,
): KeptAnswers<Asked, Answer> {
  const { ask, keyOf, weigh = () => 1, most, keptMs, atOnce, timers, onError } = options
  const kept = new Map<string, Kept<Answer>>()
  let weight = 0
  let isAsking = false
  let restsUntil = Number.NEGATIVE_INFINITY

  function put(key: string, one: Kept<Answer>): void {
    weight += one.weight - (kept.get(key)?.weight ?? 0)
    kept.set(key, one)
  }

  function forget(key: string): void {
    weight -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }

  function keep(key: string, answer: Answer | undefined, forMs: number): void {
    const until = timers.now() + forMs
    forget(key)
    put(key, { answer, weight: answer === undefined ? 1 : Math.max(1, weigh(answer)), until })
    for (const [oldest, one] of kept) {
      if (weight <= most || oldest === key) return
      const isDue = timers.now() >= one.until
      if (isDue || one.weight === 1) forget(oldest)
      // Asked for again when it is due, and no sooner: else what does not fit would be asked for all the time.
      else put(oldest, { answer: undefined, weight: 0, until: one.until })
    }
  }

  const dueAt = (about: Asked) => kept.get(keyOf(about))?.until ?? Number.NEGATIVE_INFINITY

  async function askThese(due: readonly Asked[]): Promise<void> {
    for (const about of due) {
      const key = keyOf(about)
      try {
        keep(key, await ask(about), keptMs)
      } catch (error) {
        // What was known stays.
        keep(key, kept.get(key)?.answer, RETRY_MS)
        restsUntil = timers.now() + RETRY_MS
        onError(error)
        return
      }
    }
  }

  return {
    of: (about) => kept.get(keyOf(about))?.answer,
    askDue(all) {
      const now = timers.now()
      if (isAsking || now < restsUntil) return
      const due = all.filter((about) => now >= dueAt(about))
      if (due.length === 0) return
      due.sort((one, other) => dueAt(one) - dueAt(other) || 0)
      isAsking = true
      askThese(due.slice(0, atOnce))
        .finally(() => {
          isAsking = false
        })
        .catch(onError)
    },
  }
}
