/** Where regions lie: viewers tell global metres, rooms count from the corner of the region. */

import type { Vector3 } from '../../spatial/direction.js'
import { GRID_METRES, type RegionCorner, type RegionCorners } from '../../voice/presence/region-corners.js'
import { createVotes } from './majority.js'

/** What the feed says is up to a second older than what the viewer says. */
const AGREEMENT_METRES = 30

export interface RegionFrames {
  /**
   * An avatar whom the region's feed (region-local) and its own viewer (global) tell of.
   * @returns whether the region's corner is another one from now on
   */
  observe(regionId: string, agentId: string, global: Vector3, local: Vector3): boolean
  /**
   * The best there is while nothing is known: that somebody who is in the region stands in its first square.
   * @returns whether there was no guess before
   */
  guess(regionId: string, global: Vector3): boolean
  /**
   * `undefined`: nothing is known of the region.
   * @param guessing whether a guess will do
   */
  toLocal(regionId: string, global: Vector3, guessing: boolean): Vector3 | undefined
  /** Not from a guess. */
  toGlobal(regionId: string, local: Vector3): Vector3 | undefined
  /** That avatar says nothing more. */
  forget(agentId: string): void
}

/** @param told where regions lie by their own word, which counts before all that is learned */
export function createRegionFrames(told: Pick<RegionCorners, 'get' | 'regionAt'>): RegionFrames {
  const learned = createVotes()
  const guessed = new Map<string, RegionCorner>()

  function known(regionId: string): RegionCorner | undefined {
    const [x, y] = learned.get(regionId)?.split(' ').map(Number) ?? []
    return told.get(regionId) ?? (x === undefined || y === undefined ? undefined : [x, y])
  }
  const best = (regionId: string) => known(regionId) ?? guessed.get(regionId)

  return {
    observe(regionId, agentId, global, local) {
      const x = toGrid(global[0] - local[0])
      const y = toGrid(global[1] - local[1])
      const error = Math.hypot(global[0] - local[0] - x, global[1] - local[1] - y)
      if (!(error <= AGREEMENT_METRES)) return false
      const before = best(regionId)
      if (!learned.vote(regionId, agentId, `${x} ${y}`)) return false
      const after = best(regionId)
      return before?.[0] !== after?.[0] || before?.[1] !== after?.[1]
    },
    guess(regionId, [x, y]) {
      if (guessed.has(regionId)) return false
      const toCorner = (metres: number) => Math.floor(metres / GRID_METRES) * GRID_METRES
      const corner: RegionCorner = [toCorner(x), toCorner(y)]
      // An avatar that has just crossed: what its viewer says is a moment old.
      if ((told.regionAt(corner) ?? regionId) !== regionId) return false
      guessed.set(regionId, corner)
      return true
    },
    toLocal(regionId, [x, y, z], guessing) {
      const at = guessing ? best(regionId) : known(regionId)
      return at && [x - at[0], y - at[1], z]
    },
    toGlobal(regionId, [x, y, z]) {
      const at = known(regionId)
      return at && [x + at[0], y + at[1], z]
    },
    forget: (agentId) => learned.retract(agentId),
  }
}

function toGrid(metres: number): number {
  return Math.round(metres / GRID_METRES) * GRID_METRES
}
