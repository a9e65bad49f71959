/** A speaker's front: in a channel that wants it, a voice is softer behind the speaker, as with Web Audio's and OpenAL's cones. */

import { headingRadians, lookOfHeading, type Pose, type Vector3 } from './direction.js'

/** Within this angle, half of it to each side, a voice is as loud as in front. */
export const CONE_INNER_DEGREES = 120
/** From this angle on it is as soft as behind; in between it changes evenly with the angle. */
export const CONE_OUTER_DEGREES = 240
/** −6 dB, linear. */
export const BEHIND_GAIN = 0.5

/** Nearer than this nobody stands in front of or behind a mouth. */
const NO_DIRECTION_METRES = 0.05

const halfRadians = (degrees: number) => (degrees / 2) * (Math.PI / 180)
const [INNER, OUTER] = [halfRadians(CONE_INNER_DEGREES), halfRadians(CONE_OUTER_DEGREES)]

/**
 * Linear gain (`BEHIND_GAIN`..1) of a voice towards an ear, by where the speaker faces. 1 where nobody knows which way
 * the speaker faces, and where both are on one spot.
 */
export function coneGain(mouth: Pose, ear: Vector3): number {
  const heading = headingRadians(mouth.look)
  if (heading === undefined) return 1
  const [ahead, aside] = lookOfHeading(heading)
  const [east, north, up] = [
    ear[0] - mouth.position[0],
    ear[1] - mouth.position[1],
    ear[2] - mouth.position[2],
  ]
  const distance = Math.sqrt(east * east + north * north + up * up)
  if (!(distance > NO_DIRECTION_METRES)) return 1
  const angle = Math.acos(Math.max(-1, Math.min(1, (east * ahead + north * aside) / distance)))
  const beyond = Math.max(0, Math.min(1, (angle - INNER) / (OUTER - INNER)))
  return 1 - beyond * (1 - BEHIND_GAIN)
}
