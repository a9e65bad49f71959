/**
 * What the hub's processes do for each grid, together, and which part of a grid's bandwidth each of them may use: most
 * goes where most is wanted.
 */

import type { GridId } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'
import type { GridWork } from '../messages.js'

/** What a process of the hub did for a grid. @param bytesPerSecond what all processes send for it by now */
export type OnGridWork = (work: GridWork, bytesPerSecond: number) => void

export interface GridBandwidths {
  /** @param bytesPerSecond of all processes together; `undefined`: no limit */
  set(grid: GridId, bytesPerSecond: number | undefined): void
  /** A process tells what it did since it told last. */
  reported(index: number, work: readonly GridWork[]): void
  /** A process has started, and knows no limit. */
  started(index: number): void
}

export interface GridBandwidthsOptions {
  /** How many processes there are. */
  readonly processes: number
  readonly tell: (index: number, grid: GridId, bytesPerSecond: number | undefined) => void
  readonly onWork: OnGridWork
  readonly timers: Pick<Timers, 'now'>
}

interface Rate {
  readonly sent: number
  readonly wanted: number
}

/** Shared evenly, for a process in which somebody has just begun to talk. */
const EVEN_SHARE = 0.2
const NONE: Rate = { sent: 0, wanted: 0 }

export function createGridBandwidths(options: GridBandwidthsOptions): GridBandwidths {
  const { processes, tell, onWork, timers } = options
  const limits = new Map<GridId, number>()
  /** By process: bytes a second, by grid, over its last report. */
  const rates = Array.from({ length: processes }, () => new Map<GridId, Rate>())
  const toldAt = Array.from({ length: processes }, () => timers.now())

  const total = (grid: GridId, read: (rate: Rate) => number) =>
    rates.reduce((all, rate) => all + read(rate.get(grid) ?? NONE), 0)

  function tellPart(index: number, grid: GridId): void {
    const limit = limits.get(grid)
    if (limit === undefined) return tell(index, grid, undefined)
    const wanted = total(grid, (rate) => rate.wanted)
    const own = rates[index]?.get(grid)?.wanted ?? 0
    const byWant = wanted > 0 ? own / wanted : 1 / processes
    tell(index, grid, limit * (EVEN_SHARE / processes + (1 - EVEN_SHARE) * byWant))
  }

  function tellAll(grid: GridId): void {
    for (const index of rates.keys()) tellPart(index, grid)
  }

  return {
    set(grid, bytesPerSecond) {
      if (limits.get(grid) === bytesPerSecond) return
      if (bytesPerSecond === undefined) limits.delete(grid)
      else limits.set(grid, bytesPerSecond)
      tellAll(grid)
    },
    reported(index, work) {
      const seconds = Math.max(0.001, (timers.now() - (toldAt[index] ?? 0)) / 1000)
      toldAt[index] = timers.now()
      const before = rates[index]
      const now = new Map(
        work.map(({ grid, bytes, wantedBytes }) => [
          grid,
          { sent: bytes / seconds, wanted: wantedBytes / seconds },
        ]),
      )
      rates[index] = now
      for (const one of work)
        onWork(
          one,
          total(one.grid, (rate) => rate.sent),
        )
      for (const grid of before?.keys() ?? []) {
        const nothing = { grid, busyMs: 0, bytes: 0, wantedBytes: 0, turnsLeftOut: 0, packetsDropped: 0 }
        if (!now.has(grid))
          onWork(
            nothing,
            total(grid, (rate) => rate.sent),
          )
      }
      if (processes > 1) for (const grid of limits.keys()) tellAll(grid)
    },
    started(index) {
      for (const grid of limits.keys()) tellPart(index, grid)
    },
  }
}
