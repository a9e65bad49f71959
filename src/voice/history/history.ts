/** The history of the overview's numbers: one entry a minute, thinned out with age, for thirty days. */

import { combined, FIGURES, type Figures, type History, RANGES, type RangeName } from '../../pure/figures.js'
import type { GridId } from '../grids/grid.js'
import type { Clock } from '../ports.js'
import type { HistoryEntry, HistoryStore } from './history-ports.js'

export const RECORD_INTERVAL_MS = 60_000
const MINUTE_MS = 60_000
/** An hour is made of its minutes, and so are the steps within it. */
const THINNED_STEPS = [10, 60] as const

export interface HistoryOptions {
  readonly store: HistoryStore
  readonly grids: () => Promise<readonly GridId[]>
  /** The numbers of the minute that ends now. @param grid `null`: of the whole service */
  readonly figuresOf: (grid: GridId | null) => Figures | Promise<Figures>
  readonly clock: Clock
}

export interface HistoryRecord {
  /** Keeps the numbers of this minute; to be called every `RECORD_INTERVAL_MS`. */
  record(): Promise<void>
  /** The numbers of a grid and, unless it is to be by itself, those of the whole service. */
  read(grid: GridId, range: RangeName, byItself?: boolean): Promise<History>
}

export function createHistory({ store, grids, figuresOf, clock }: HistoryOptions): HistoryRecord {
  /** A minute and the steps that it is part of. What another node has written of that minute is added to. */
  async function entriesOf(fresh: HistoryEntry): Promise<HistoryEntry[]> {
    const { grid, at } = fresh
    const stored = await store.list({ grid, stepMinutes: 1, since: beginOf(at, 60) })
    const figures = together([...stored.filter((one) => one.at === at), fresh])
    const entry = { ...fresh, figures }
    const minutes = [...stored.filter((one) => one.at < at), entry]
    const thinned = THINNED_STEPS.map((stepMinutes) => {
      const begin = beginOf(at, stepMinutes)
      return {
        grid,
        stepMinutes,
        at: begin,
        figures: together(minutes.filter((one) => one.at >= begin)),
      }
    })
    return [entry, ...thinned]
  }

  return {
    async record() {
      const at = beginOf(clock(), 1)
      const entries: HistoryEntry[] = []
      for (const grid of [null, ...(await grids())]) {
        entries.push(...(await entriesOf({ grid, stepMinutes: 1, at, figures: await figuresOf(grid) })))
      }
      await store.save(entries)
      for (const { minutes, stepMinutes } of [RANGES['24h'], RANGES['7d'], RANGES['30d']]) {
        // Entries of a future, from before the clock was set back, would never grow old.
        await store.keepOnly(stepMinutes, { from: at - minutes * MINUTE_MS, to: at })
      }
    },
    async read(grid, range, byItself = false) {
      const { minutes, stepMinutes } = RANGES[range]
      const count = minutes / stepMinutes
      const from = beginOf(clock(), stepMinutes) - (count - 1) * stepMinutes * MINUTE_MS
      const figures = Object.fromEntries(
        FIGURES.map((figure) => [figure, new Array<number | null>(count).fill(null)]),
      ) as History['figures']
      for (const one of byItself ? [grid] : [null, grid]) {
        for (const entry of await store.list({ grid: one, stepMinutes, since: from })) {
          const index = (entry.at - from) / (stepMinutes * MINUTE_MS)
          if (index >= count) continue
          for (const figure of FIGURES) {
            const value = entry.figures[figure]
            if (value !== undefined) figures[figure][index] = value
          }
        }
      }
      return { stepMinutes, from, figures }
    },
  }
}

/** The beginning of the step that a moment lies in. */
function beginOf(at: number, stepMinutes: number): number {
  return at - (at % (stepMinutes * MINUTE_MS))
}

function together(entries: readonly HistoryEntry[]): Figures {
  return Object.fromEntries(
    FIGURES.flatMap((figure) => {
      const value = combined(
        figure,
        entries.map(({ figures }) => figures[figure]),
      )
      return value === null ? [] : [[figure, value]]
    }),
  )
}
