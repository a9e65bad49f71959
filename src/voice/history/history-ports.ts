/** The store of the overview's numbers over time. */

import type { Figures } from '../../pure/figures.js'
import type { GridId } from '../grids/grid.js'

/** The numbers of one step of time. */
export interface HistoryEntry {
  /** `null`: of the whole service. */
  readonly grid: GridId | null
  readonly stepMinutes: number
  /** The beginning of the step, in milliseconds since 1970. */
  readonly at: number
  readonly figures: Figures
}

export interface HistoryStore {
  /** An entry of the same grid, length and time is replaced. */
  save(entries: readonly HistoryEntry[]): Promise<void>
  /** From a moment on, the oldest first. */
  list(
    filter: Pick<HistoryEntry, 'grid' | 'stepMinutes'> & { readonly since: number },
  ): Promise<readonly HistoryEntry[]>
  /** Deletes the entries of that length of every grid that are older or younger. */
  keepOnly(stepMinutes: number, between: { readonly from: number; readonly to: number }): Promise<void>
}
