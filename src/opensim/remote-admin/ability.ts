/** What a simulator's RemoteAdmin has been seen to do: residents are offered no more than that. */

import type { Stopwatch } from '../../voice/ports.js'
import { RemoteAdminFault } from './remote-admin-client.js'

/** An operator may name the method and restart the simulator faster than we notice. */
const LOOK_AGAIN_AFTER_MS = 10 * 60_000

/** It did not come to an answer. */
const TRY_AGAIN_AFTER_MS = 30_000

export interface Ability {
  /** `off`: the operator does not want it. `unknown`: nobody has seen it work or fail yet. */
  readonly state: 'off' | 'unknown' | 'works' | 'missing'
  /** What is missing and what to do about it, for an admin. */
  readonly error: string | undefined
  /** Checks whether it works, when that is due; to be called often while the simulator answers. */
  review(): void
  /** Resolves when that has been checked, if nobody knows yet. */
  settled(): Promise<void>
  /** The simulator was restarted: it may allow more than before, or less. */
  restarted(): void
  /** Somebody used it, and got this error. */
  failed(error: unknown): void
}

export interface AbilityOptions {
  readonly isWanted: boolean
  /** Uses it in a way that harms nobody: a refusal will do. */
  readonly probe: () => Promise<unknown>
  /** Called when the state has changed and is known. */
  readonly onChange: (ability: Pick<Ability, 'state' | 'error'>) => void
  readonly onError: (error: unknown) => void
  readonly stopwatch: Stopwatch
}

export function createAbility(options: AbilityOptions): Ability {
  const { isWanted, probe, onChange, onError, stopwatch } = options
  let state: Ability['state'] = isWanted ? 'unknown' : 'off'
  let error: string | undefined
  let told: Ability['state'] = 'unknown'
  let nextAt = Number.NEGATIVE_INFINITY
  let asking = false

  function found(next: 'works' | 'missing', why?: string): void {
    state = next
    error = why
    nextAt = next === 'works' ? Number.POSITIVE_INFINITY : stopwatch.now() + LOOK_AGAIN_AFTER_MS
    if (told === next) return
    told = next
    onChange({ state, error })
  }

  function note(outcome: unknown): void {
    if (!(outcome instanceof RemoteAdminFault)) throw outcome
    if (outcome.reason === 'method-not-enabled') found('missing', outcome.message)
    else if (outcome.reason === 'refused') found('works')
    else nextAt = stopwatch.now() + TRY_AGAIN_AFTER_MS
  }

  async function ask(): Promise<void> {
    asking = true
    nextAt = stopwatch.now() + TRY_AGAIN_AFTER_MS
    try {
      await probe()
      found('works')
    } catch (outcome) {
      note(outcome)
    } finally {
      asking = false
    }
  }

  const isDue = () => isWanted && !asking && stopwatch.now() >= nextAt

  return {
    get state() {
      return state
    },
    get error() {
      return error
    },
    review() {
      if (isDue()) ask().catch(onError)
    },
    async settled() {
      if (state === 'unknown' && isDue()) await ask().catch(onError)
    },
    restarted() {
      if (!isWanted) return
      state = 'unknown'
      nextAt = Number.NEGATIVE_INFINITY
    },
    failed(outcome) {
      if (isWanted && outcome instanceof RemoteAdminFault && outcome.reason === 'method-not-enabled')
        found('missing', outcome.message)
    },
  }
}
