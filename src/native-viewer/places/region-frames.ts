/** Where regions lie: viewers tell global metres, rooms count from the corner of the region. */

import type { Vector3 } from '../../spatial/direction.js'
import { type Avatar, avatarKey, type Region, regionKey } from '../../voice/grids/grid.js'
import { GRID_METRES, type RegionCorner, type RegionCorners } from '../../voice/presence/region-corners.js'
import { createVotes } from './majority.js'

/** What the feed says is up to a second older than what the viewer says. */
const AGREEMENT_METRES = 30

export interface RegionFrames {
  /**
   * An avatar whom the region's feed (region-local) and its own viewer (global) tell of.
   * @returns whether the region's corner is another one from now on
   */
  observe(seen: Avatar & Region & { readonly position: Vector3 }, global: Vector3): boolean
  /**
   * The best there is while nothing is known: that somebody who is in the region stands in its first square.
   * @returns whether there was no guess before
   */
  guess(region: Region, global: Vector3): boolean
  /**
   * `undefined`: nothing is known of the region.
   * @param guessing whether a guess will do
   */
  toLocal(region: Region, global: Vector3, guessing: boolean): Vector3 | undefined
  /** Not from a guess. */
  toGlobal(region: Region, local: Vector3): Vector3 | undefined
  /** That avatar says nothing more. */
  forget(avatar: Avatar): void
}

/** @param told where regions lie by their own word, which counts before all that is learned */
export function createRegionFrames(told: Pick<RegionCorners, 'get' | 'regionAt'>): RegionFrames {
  const learned = createVotes()
  const guessed = new Map<string, RegionCorner>()

  function known(region: Region): RegionCorner | undefined {
    const [x, y] = learned.get(regionKey(region))?.split(' ').map(Number) ?? []
    return told.get(region) ?? (x === undefined || y === undefined ? undefined : [x, y])
  }
  const best = (region: Region) => known(region) ?? guessed.get(regionKey(region))

  return {
    observe(seen, global) {
      const { position: local } = seen
      const x = toGrid(global[0] - local[0])
      const y = toGrid(global[1] - local[1])
      const error = Math.hypot(global[0] - local[0] - x, global[1] - local[1] - y)
      if (!(error <= AGREEMENT_METRES)) return false
      const before = best(seen)
      if (!learned.vote(regionKey(seen), avatarKey(seen), `${x} ${y}`)) return false
      const after = best(seen)
      return before?.[0] !== after?.[0] || before?.[1] !== after?.[1]
    },
    guess(region, [x, y]) {
      const key = regionKey(region)
      if (guessed.has(key)) return false
      const toCorner = (metres: number) => Math.floor(metres / GRID_METRES) * GRID_METRES
      const corner: RegionCorner = [toCorner(x), toCorner(y)]
      // An avatar that has just crossed: what its viewer says is a moment old.
      const holder = told.regionAt(region.grid, corner)
      if (holder && holder.regionId !== region.regionId) return false
      guessed.set(key, corner)
      return true
    },
    toLocal(region, [x, y, z], guessing) {
      const at = guessing ? best(region) : known(region)
      return at && [x - at[0], y - at[1], z]
    },
    toGlobal(region, [x, y, z]) {
      const at = known(region)
      return at && [x + at[0], y + at[1], z]
    },
    forget: (avatar) => learned.retract(avatarKey(avatar)),
  }
}

function toGrid(metres: number): number {
  return Math.round(metres / GRID_METRES) * GRID_METRES
}
