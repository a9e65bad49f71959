/** Looks hourly whether the grid still lets in those who have a page open. */

import type { Avatar } from '../../voice/grids/grid.js'
import type { Clock, Timers } from '../../voice/ports.js'
import { every } from '../../voice/time/timers.js'
import { createQuestion } from '../question.js'
import type { GridAccounts } from './accounts.js'

export interface AccountWatchOptions {
  readonly accounts: Pick<GridAccounts, 'lookAgain'>
  /** The agents with a page open. */
  readonly withPage: () => readonly string[]
  readonly onDisabled: (avatar: Avatar) => void
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly timers: Timers
}

const TICK_MS = 1000
/** Some are looked at in each question; whoever has just come is among the first. */
const INTERVAL_MS = 5000

/** @returns stops it */
export function watchAccounts(options: AccountWatchOptions): () => void {
  const { accounts, withPage, onDisabled, onError, clock, timers } = options
  const question = createQuestion({
    async ask() {
      for (const avatar of await accounts.lookAgain(withPage())) onDisabled(avatar)
    },
    intervalMs: () => INTERVAL_MS,
    // What fails here fails for the regions, too, and is said there.
    onChange: () => undefined,
    onError,
    clock,
    stopwatch: timers,
    random: Math.random,
  })
  return every(timers, TICK_MS, question.tick)
}
