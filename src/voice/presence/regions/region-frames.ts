/**
 * Where regions lie on the grid, from the best source there is: the grid itself, else a region's feed, else what was
 * learned from avatars of whom both a feed and their own viewer tell, else a guess. Where the grid tells, nothing is
 * learned or guessed. Viewers tell global metres; everything else counts from the corner of its region.
 */

import type { Vector3 } from '../../../spatial/direction.js'
import { type Avatar, avatarKey, type GridId, type Region, regionKey } from '../../grids/grid.js'
import { remember } from '../../limits/remember.js'
import { poseIn, type RegionPose } from '../region-pose.js'
import { createMajorityValues } from './majority-values.js'
import { GRID_METRES, type RegionCorner, type RegionCorners } from './region-corners.js'

/** What the feed says is up to a second older than what the viewer says. */
const AGREEMENT_METRES = 30

/** More regions than grids have; the guess that was made longest ago is forgotten. */
const MAX_GUESSES = 50_000

export interface RegionFrames {
  /** Where a region lies, from the grid, from its feed or learned; never a guess, nor another region's place. */
  cornerOf(region: Region): RegionCorner | undefined
  /** The same pose in another region's metres; `undefined` where nothing better than a guess is known of either. */
  poseIn(region: Region, pose: RegionPose): RegionPose | undefined
  /**
   * Global metres in those of a region; `undefined` where nothing is known of it.
   * @param guessing whether a guess will do
   */
  toLocal(region: Region, global: Vector3, guessing: boolean): Vector3 | undefined
  /** An avatar of whom both the region's feed and its own viewer tell: the region's place is learned from that. */
  observe(seen: Avatar & Region & { readonly position: Vector3 }, global: Vector3): void
  /** While nothing better is known: whoever is in the region is taken to stand in its first square. */
  guess(region: Region, global: Vector3): void
  /** The avatar's viewer says nothing more. */
  forget(avatar: Avatar): void
}

/**
 * @param told what the grid or feeds say
 * @param isLearning whether a grid's places are learned and guessed
 * @param onMoved a region counts as lying elsewhere from now on, by what was learned or guessed
 */
export function createRegionFrames(
  told: Pick<RegionCorners, 'get' | 'regionAt'>,
  isLearning: (grid: GridId) => boolean,
  onMoved: (region: Region) => void,
): RegionFrames {
  const learned = createMajorityValues()
  const guessed = new Map<string, RegionCorner>()

  function learnedOf(region: Region): RegionCorner | undefined {
    const [x, y] = learned.get(regionKey(region))?.split(' ').map(Number) ?? []
    return x === undefined || y === undefined ? undefined : [x, y]
  }

  /** What is learned of a region is no place beside others where another region says that it lies there. */
  function cornerOf(region: Region): RegionCorner | undefined {
    const corner = told.get(region) ?? learnedOf(region)
    const holder = corner && told.regionAt(region.grid, corner)
    return holder && holder.regionId !== region.regionId ? undefined : corner
  }
  const known = (region: Region) => told.get(region) ?? learnedOf(region)
  const best = (region: Region) => known(region) ?? guessed.get(regionKey(region))

  return {
    cornerOf,
    poseIn: (region, pose) => poseIn(region, pose, cornerOf),
    toLocal(region, [x, y, z], guessing) {
      const corner = guessing ? best(region) : known(region)
      return corner && [x - corner[0], y - corner[1], z]
    },
    observe(seen, global) {
      if (!isLearning(seen.grid)) return
      const { grid, regionId, position } = seen
      const x = toGrid(global[0] - position[0])
      const y = toGrid(global[1] - position[1])
      const error = Math.hypot(global[0] - position[0] - x, global[1] - position[1] - y)
      if (!(error <= AGREEMENT_METRES)) return
      const before = best(seen)
      if (!learned.say(regionKey(seen), avatarKey(seen), `${x} ${y}`)) return
      const after = best(seen)
      if (before?.[0] !== after?.[0] || before?.[1] !== after?.[1]) onMoved({ grid, regionId })
    },
    guess({ grid, regionId }, [x, y]) {
      if (!isLearning(grid)) return
      const key = regionKey({ grid, regionId })
      if (guessed.has(key)) return
      const toCorner = (metres: number) => Math.floor(metres / GRID_METRES) * GRID_METRES
      const corner: RegionCorner = [toCorner(x), toCorner(y)]
      const holder = told.regionAt(grid, corner)
      // What the viewer says is a moment old: the avatar has just crossed the border.
      if (holder && holder.regionId !== regionId) return
      remember(guessed, key, corner, MAX_GUESSES)
      onMoved({ grid, regionId })
    },
    forget: (avatar) => learned.withdraw(avatarKey(avatar)),
  }
}

function toGrid(metres: number): number {
  return Math.round(metres / GRID_METRES) * GRID_METRES
}
