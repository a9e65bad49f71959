/** Where regions lie: viewers tell global metres, rooms count from the corner of the region. */

import type { Vector3 } from '../spatial/direction.js'
import { createVotes } from './votes.js'

/** Every region's corner is a multiple of it. */
const GRID_METRES = 256

/** What the feed says is up to a second older than what the viewer says. */
const AGREEMENT_METRES = 30

export interface RegionFrames {
  /**
   * An avatar whom the region's feed (region-local) and its own viewer (global) tell of.
   * @returns whether the region's corner is another one from now on
   */
  observe(regionId: string, agentId: string, global: Vector3, local: Vector3): boolean
  /** The best there is while nothing was learned: that somebody who is in the region stands in its first square. */
  guess(regionId: string, global: Vector3): void
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

export function createRegionFrames(): RegionFrames {
  const learned = createVotes()
  const guessed = new Map<string, string>()
  const corner = (text: string | undefined) => text?.split(' ').map(Number) as [number, number] | undefined

  return {
    observe(regionId, agentId, global, local) {
      const x = toGrid(global[0] - local[0])
      const y = toGrid(global[1] - local[1])
      const error = Math.hypot(global[0] - local[0] - x, global[1] - local[1] - y)
      if (!(error <= AGREEMENT_METRES)) return false
      const before = learned.get(regionId) ?? guessed.get(regionId)
      return learned.vote(regionId, agentId, `${x} ${y}`) && learned.get(regionId) !== before
    },
    guess(regionId, [x, y]) {
      if (guessed.has(regionId)) return
      const toCorner = (metres: number) => Math.floor(metres / GRID_METRES) * GRID_METRES
      guessed.set(regionId, `${toCorner(x)} ${toCorner(y)}`)
    },
    toLocal(regionId, [x, y, z], guessing) {
      const at = corner(learned.get(regionId) ?? (guessing ? guessed.get(regionId) : undefined))
      return at && [x - at[0], y - at[1], z]
    },
    toGlobal(regionId, [x, y, z]) {
      const at = corner(learned.get(regionId))
      return at && [x + at[0], y + at[1], z]
    },
    forget: learned.retract,
  }
}

function toGrid(metres: number): number {
  return Math.round(metres / GRID_METRES) * GRID_METRES
}
