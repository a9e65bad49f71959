/** What is asked of another service again and again: how it goes, and how long it rests after a failure. */

import type { Clock, Stopwatch } from '../voice/ports.js'

export interface AskedState<Reason extends string> {
  readonly state: 'starting' | 'ok' | 'failing'
  readonly reason: Reason | 'internal' | undefined
  /** In words, for an admin. */
  readonly error: string | undefined
  /** Milliseconds since 1970. */
  readonly lastOkAt: number | undefined
}

export interface AskingAgainOptions<Reason extends string, Told extends object> {
  /** Asks once, and hands the answer on. @returns what the state tells of the last good answer */
  readonly ask: () => Promise<Told>
  /** What the state tells before the first answer. */
  readonly nothing: Told
  /** Of an error that is the other service's. */
  readonly faultOf: (error: unknown) => { readonly reason: Reason; readonly message: string } | undefined
  /** How long it may rest at most: its pauses grow to that; a `steady` one is that long from the first failure. */
  readonly longestPause: (
    reason: Reason | 'internal',
    failingForMs: number,
  ) => { readonly ms: number; readonly steady?: boolean }
  /** The state has changed, or the reason of its failure. */
  readonly onChange: (state: AskedState<Reason> & Told) => void
  /** Called with the state after every question. */
  readonly onAsked?: (state: AskedState<Reason> & Told) => void
  /** An error that is not the other service's. */
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

export interface AskingAgain<Reason extends string, Told extends object> {
  current(): AskedState<Reason> & Told
  /** Whether a question is open. */
  isAsking(): boolean
  /** When it may be asked after a failure, by the stopwatch; `undefined` while it does not fail. */
  restsUntil(): number | undefined
  /** Asks now. Never fails. */
  ask(): Promise<void>
}

const FIRST_PAUSE_MS = 1000

export function createAskingAgain<Reason extends string, Told extends object>(
  options: AskingAgainOptions<Reason, Told>,
): AskingAgain<Reason, Told> {
  const { ask, nothing, faultOf, longestPause, onChange, onAsked, onError, clock, stopwatch, random } =
    options
  type State = AskedState<Reason> & Told
  let current: State = {
    ...nothing,
    state: 'starting',
    reason: undefined,
    error: undefined,
    lastOkAt: undefined,
  }
  let isAsking = false
  let failures = 0
  /** Since when it has been failing. */
  let failingSince: number | undefined
  let restsUntil: number | undefined

  function change(next: State): void {
    const isNews = next.state !== current.state || next.reason !== current.reason
    current = next
    if (isNews) onChange(next)
    onAsked?.(next)
  }

  function pauseAfter(reason: Reason | 'internal', now: number): number {
    const { ms, steady = false } = longestPause(reason, now - (failingSince ?? now))
    if (steady) return ms
    failures += 1
    return Math.min(ms, FIRST_PAUSE_MS * 2 ** (failures - 1))
  }

  function fail(error: unknown): void {
    const fault = faultOf(error)
    const reason = fault?.reason ?? 'internal'
    // The pause begins now: a question may have been open for seconds.
    const now = stopwatch.now()
    failingSince ??= now
    restsUntil = now + pauseAfter(reason, now) * (0.5 + random() / 2)
    change({
      ...current,
      state: 'failing',
      reason,
      error: fault?.message ?? 'The voice service failed at the answer; its log says why.',
    })
    if (!fault) onError(error)
  }

  async function askOnce(): Promise<void> {
    isAsking = true
    try {
      const told = await ask()
      failures = 0
      failingSince = undefined
      restsUntil = undefined
      change({ ...told, state: 'ok', reason: undefined, error: undefined, lastOkAt: clock() })
    } catch (error) {
      fail(error)
    } finally {
      isAsking = false
    }
  }

  return {
    current: () => current,
    isAsking: () => isAsking,
    restsUntil: () => restsUntil,
    ask: () => askOnce().catch(onError),
  }
}
