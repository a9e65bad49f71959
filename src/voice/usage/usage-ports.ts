/** The store of what grids use. */

import type { UsageAmounts, UsageDay } from '../../pure/grids/usage.js'
import type { GridId } from '../grids/grid.js'

/** What one process has counted for a grid on a day, from the beginning of its count. */
export interface UsageCount extends UsageAmounts {
  readonly grid: GridId
  /** In UTC, such as `2026-11-28`. */
  readonly day: string
  /** Names the count: written again, it replaces itself, so that nothing is counted twice. */
  readonly countId: string
}

/** Somebody who was in voice on a day, under a name that tells nobody who it was. */
export interface UsagePerson {
  readonly grid: GridId
  readonly day: string
  readonly person: string
}

/** The days of a grid. */
export interface GridUsageDay extends UsageDay {
  readonly grid: GridId
}

export interface UsageStore {
  /** Replaces earlier counts of the same names, and adds people that are not there. */
  save(counts: readonly UsageCount[], people: readonly UsagePerson[]): Promise<void>
  /** Of one grid or of all, by day and grid; all counts together. */
  list(filter: { readonly grid?: GridId; readonly from: string }): Promise<readonly GridUsageDay[]>
  /** Keeps of each other day than those how many people there were, and forgets who. */
  closeDays(open: { readonly from: string; readonly to: string }): Promise<void>
  /** Deletes the other days of every grid. */
  keepOnly(days: { readonly from: string; readonly to: string }): Promise<void>
}
