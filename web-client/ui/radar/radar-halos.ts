/** The halos on the radar from beat to beat: how large each is, and when the canvas rests. DOM-free. */

import type { HaloShape } from '../halos/halo-picture.js'
import { CALM_SWELL, nextSwell, shownSwell } from '../halos/halo-swell.js'
import { radarHalo } from './radar-drawing.js'
import type { RadarPlan, Spot } from './radar-plan.js'

/** Of more than so many at once nobody follows the size of each: they change it at every second beat. */
const FEW = 3

export interface RadarHalos {
  /**
   * To be called once at each beat.
   * @param calm they come and go, and do not grow
   * @returns what is to be drawn; `undefined` while the canvas rests
   */
  next(plan: RadarPlan, calm: boolean): readonly HaloShape[] | undefined
  /** Whatever the canvas shows is not right any more. */
  renew(): void
}

/** @param levelOf how loud somebody is at this moment, 0..1 (RMS) */
export function createRadarHalos(levelOf: (agentId: string) => number): RadarHalos {
  const swells = new Map<string, number>()
  /** As drawn; `undefined`: to be drawn whatever it is. */
  let shown: readonly HaloShape[] | undefined = []
  let waited = false

  function haloOf({ blips, x, y, speaking }: Spot, discPixels: number, calm: boolean): HaloShape | undefined {
    const level = Math.max(...blips.map(({ agentId }) => levelOf(agentId)))
    const { agentId } = blips[0]
    const swell = nextSwell(swells.get(agentId) ?? 0, level)
    if (swell > 0) swells.set(agentId, swell)
    else swells.delete(agentId)
    const size = shownSwell(swell, calm)
    if (size === 0 && !speaking) return undefined
    return radarHalo({ x, y }, discPixels, calm ? CALM_SWELL : size)
  }

  return {
    next(plan, calm) {
      const next = plan.spots.flatMap((spot) => haloOf(spot, plan.discPixels, calm) ?? [])
      if (isLike(shown, next, isSame)) return undefined
      waited = !waited && next.length > FEW && isLike(shown, next, isAround)
      if (waited) return undefined
      shown = next
      return next
    },
    renew() {
      shown = undefined
    },
  }
}

type Likeness = (one: HaloShape, other: HaloShape | undefined) => boolean

const isLike = (
  before: readonly HaloShape[] | undefined,
  after: readonly HaloShape[],
  by: Likeness,
): boolean => before?.length === after.length && before.every((halo, index) => by(halo, after[index]))

/** Around the same disc, however large. */
const isAround: Likeness = (one, other) =>
  one.x === other?.x && one.y === other.y && one.radius === other.radius

const isSame: Likeness = (one, other) => isAround(one, other) && one.glow === other?.glow
