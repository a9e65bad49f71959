/** How many bytes a second may be sent for each grid. */

import type { GridId } from '../../../voice/grids/grid.js'

export interface Bandwidth {
  /** What was saved up stays. @param bytesPerSecond `undefined`: no limit */
  set(grid: GridId, bytesPerSecond: number | undefined): void
  /** Takes that many bytes; false, and takes none, where fewer are left. */
  take(grid: GridId, bytes: number): boolean
}

/** A burst of speech is not cut off: so much of what was not sent may be sent later. */
const SAVED_MS = 1000

export function createBandwidth(nowMs: () => number): Bandwidth {
  const buckets = new Map<GridId, { bytesPerMs: number; left: number; filledAtMs: number }>()
  return {
    set(grid, bytesPerSecond) {
      if (bytesPerSecond === undefined) return void buckets.delete(grid)
      const bytesPerMs = bytesPerSecond / 1000
      const known = buckets.get(grid)
      if (known) known.bytesPerMs = bytesPerMs
      else buckets.set(grid, { bytesPerMs, left: bytesPerMs * SAVED_MS, filledAtMs: nowMs() })
    },
    take(grid, bytes) {
      const bucket = buckets.get(grid)
      if (!bucket) return true
      const now = nowMs()
      const { bytesPerMs, left, filledAtMs } = bucket
      bucket.left = Math.min(bytesPerMs * SAVED_MS, left + (now - filledAtMs) * bytesPerMs)
      bucket.filledAtMs = now
      if (bucket.left < bytes) return false
      bucket.left -= bytes
      return true
    },
  }
}
