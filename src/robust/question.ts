/** A question that is put to the grid again and again: when it is due, and what became of it. */

import type { Clock, Stopwatch } from '../voice/ports.js'
import { RobustFault, type RobustReason } from './client/robust-fault.js'

export interface QuestionState {
  readonly state: 'starting' | 'ok' | 'failing'
  readonly reason: RobustReason | 'internal' | undefined
  /** In words, for an admin. */
  readonly error: string | undefined
  /** Milliseconds since 1970. */
  readonly lastOkAt: number | undefined
}

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

const FIRST_PAUSE_MS = 1000
/** A Robust that is restarted is up again within seconds. */
const LONGEST_PAUSE_MS = 10_000

export function createQuestion(options: QuestionOptions): Question {
  const { ask, intervalMs, onChange, onError, clock, stopwatch, random } = options
  let current: QuestionState = { state: 'starting', reason: undefined, error: undefined, lastOkAt: undefined }
  let isAsking = false
  let failures = 0
  let dueAt = stopwatch.now()

  function change(next: QuestionState): void {
    const isNews = next.state !== current.state || next.reason !== current.reason
    current = next
    if (isNews) onChange(next)
  }

  function fail(error: unknown): void {
    const known = error instanceof RobustFault
    failures += 1
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
    dueAt = stopwatch.now() + pause * (0.5 + random() / 2)
    change({
      ...current,
      state: 'failing',
      reason: known ? error.reason : 'internal',
      error: known ? error.message : 'The voice service failed at the answer; its log says why.',
    })
    if (!known) onError(error)
  }

  async function askOnce(): Promise<void> {
    isAsking = true
    dueAt = Number.POSITIVE_INFINITY
    try {
      await ask()
      failures = 0
      // Whoever hurried meanwhile is asked for at once.
      dueAt = Math.min(dueAt, stopwatch.now() + intervalMs())
      change({ state: 'ok', reason: undefined, error: undefined, lastOkAt: clock() })
    } catch (error) {
      fail(error)
    } finally {
      isAsking = false
    }
  }

  return {
    current: () => current,
    hurry() {
      dueAt = Math.min(dueAt, stopwatch.now())
    },
    tick() {
      if (!isAsking && stopwatch.now() >= dueAt) askOnce().catch(onError)
    },
  }
}
