/** A question that is put to the grid again and again: when it is due, and what became of it. */

import { type AskedState, createAskingAgain } from '../outgoing/asking-again.js'
import type { Clock, Stopwatch } from '../voice/ports.js'
import { RobustFault, type RobustReason } from './client/robust-fault.js'

export type QuestionState = AskedState<RobustReason>

export interface QuestionOptions {
  /** Asks once, and hands the answer on. */
  readonly ask: () => Promise<void>
  /** Until it is asked again, after an answer. */
  readonly intervalMs: () => number
  /** The state has changed, or the reason of its failure. */
  readonly onChange: (state: QuestionState) => void
  /** An error that is not the grid's. */
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

export interface Question {
  current(): QuestionState
  /** Asks if that is due and the last one was answered; to be called several times a second. */
  tick(): void
  /** Asks with the next tick. */
  hurry(): void
}

/** A Robust that is restarted is up again within seconds. */
const LONGEST_PAUSE_MS = 10_000

export function createQuestion({ ask, intervalMs, ...options }: QuestionOptions): Question {
  const { stopwatch, onError } = options
  let dueAt = stopwatch.now()
  const question = createAskingAgain<RobustReason, object>({
    ...options,
    async ask() {
      await ask()
      return {}
    },
    nothing: {},
    faultOf: (error) => (error instanceof RobustFault ? error : undefined),
    longestPause: () => ({ ms: LONGEST_PAUSE_MS }),
  })

  async function askOnce(): Promise<void> {
    dueAt = Number.POSITIVE_INFINITY
    await question.ask()
    // Whoever hurried meanwhile is asked for at once, unless it failed.
    dueAt = question.restsUntil() ?? Math.min(dueAt, stopwatch.now() + intervalMs())
  }

  return {
    current: question.current,
    hurry() {
      dueAt = Math.min(dueAt, stopwatch.now())
    },
    tick() {
      if (!question.isAsking() && stopwatch.now() >= dueAt) askOnce().catch(onError)
    },
  }
}
