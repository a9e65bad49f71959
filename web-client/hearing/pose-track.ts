/** Turns positions that arrive now and then into a smooth walk. */

import {
  distanceMetres,
  headingRadians,
  lookOfHeading,
  type Pose,
  type Vector3,
} from '../../src/spatial/direction.js'

/** A step longer than this between two reports is a teleport, not a walk. */
const TELEPORT_METRES = 30

/** A glide lasts as long as the feed takes for the next report, within these bounds. */
const MIN_GLIDE_MS = 100
export const MAX_GLIDE_MS = 1300
/** Assumed until the interval of the feed is known: RemoteAdmin is asked four times a second. */
const FIRST_GLIDE_MS = 250

export interface PoseTrack {
  /** Glides to a new pose from wherever the last glide has got to. */
  moveTo(pose: Pose, now: number): void
  /** The pose at a moment in milliseconds. */
  at(now: number): Pose
}

export function createPoseTrack(initial: Pose, startedAt: number): PoseTrack {
  let from = initial
  let to = initial
  let since = startedAt
  let heardAt = startedAt
  let glideMs = FIRST_GLIDE_MS

  function at(now: number): Pose {
    const share = (now - since) / glideMs
    if (share >= 1) return to
    return between(from, to, Math.max(0, share))
  }

  return {
    at,
    moveTo(pose, now) {
      // Nothing is reported of an avatar that stands still, so the interval is taken from the last walk.
      const interval = now - heardAt > MAX_GLIDE_MS ? glideMs : Math.max(MIN_GLIDE_MS, now - heardAt)
      from = distanceMetres(to.position, pose.position) > TELEPORT_METRES ? pose : at(now)
      to = pose
      since = now
      heardAt = now
      glideMs = interval
    },
  }
}

function between(from: Pose, to: Pose, share: number): Pose {
  const mix = (a: number, b: number) => a + (b - a) * share
  const [x, y, z] = from.position
  const [toX, toY, toZ] = to.position
  return { position: [mix(x, toX), mix(y, toY), mix(z, toZ)], look: turned(from.look, to.look, share) }
}

/** By the shorter way; where nobody knew where somebody looked, or knows it now, there is nothing to turn. */
function turned(from: Vector3, to: Vector3, share: number): Vector3 {
  const [begin, end] = [headingRadians(from), headingRadians(to)]
  if (begin === undefined || end === undefined) return to
  const turn = end - begin
  return lookOfHeading(begin + Math.atan2(Math.sin(turn), Math.cos(turn)) * share)
}
