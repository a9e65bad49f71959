/** Turning and reach of a head: where a rotation looks, and how far an ear may be from its avatar. */

import { distanceMetres, isFiniteVector, type Vector3 } from './direction.js'

/** A rotation as viewers write it; need not be of unit length. */
export type Quaternion = readonly [x: number, y: number, z: number, w: number]

/** A shorter quaternion is a fault, or was lost in rounding. */
const MIN_LENGTH = 0.01

/**
 * Where somebody with that rotation looks, a unit vector: OpenSim's forward is +X.
 * `undefined` for an invalid rotation.
 */
export function forwardOf([x, y, z, w]: Quaternion): Vector3 | undefined {
  const length = Math.hypot(x, y, z, w)
  if (!(length > MIN_LENGTH) || !Number.isFinite(length)) return undefined
  const square = length * length
  return [
    (w * w + x * x - y * y - z * z) / square,
    (2 * (x * y + w * z)) / square,
    (2 * (x * z - w * y)) / square,
  ]
}

/** The point, if it is within that many metres of the anchor, else the farthest point towards it that is. */
export function tethered(point: Vector3, anchor: Vector3, reachMetres: number): Vector3 {
  if (!isFiniteVector(point)) return anchor
  const distance = distanceMetres(anchor, point)
  if (distance <= reachMetres) return point
  const share = reachMetres / distance
  return [
    anchor[0] + (point[0] - anchor[0]) * share,
    anchor[1] + (point[1] - anchor[1]) * share,
    anchor[2] + (point[2] - anchor[2]) * share,
  ]
}
