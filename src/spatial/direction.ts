/** Where a sound comes from: vectors of OpenSim's world turned into the listener's own frame. */

/** Metres (or a direction), OpenSim axes: +X east, +Y north, +Z up. */
export type Vector3 = readonly [x: number, y: number, z: number]

/** Where somebody stands and looks. */
export interface Pose {
  readonly position: Vector3
  /** The direction looked at; only its horizontal part counts, a head stays upright. */
  readonly look: Vector3
}

/** Nobody knows where somebody looks: they hear as if they faced east, and have no front. */
export const NO_LOOK: Vector3 = [0, 0, 0]

/** Below this distance a direction means nothing: the speaker stands in the listener's own head. */
const NO_DIRECTION_METRES = 0.05

/** Distance between two points in metres; NaN where a coordinate is. */
export function distanceMetres(from: Vector3, to: Vector3): number {
  const [east, north, up] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  // Math.hypot, which guards against numbers beyond 10^150, takes many times as long.
  return Math.sqrt(east * east + north * north + up * up)
}

/** Whether every coordinate is a finite number. */
export function isFiniteVector(vector: Vector3): boolean {
  return vector.every(Number.isFinite)
}

/**
 * Heading of a look-at vector in radians, counter-clockwise from east as in OpenSim;
 * `undefined` where it has no horizontal part (OpenSim sends (0,0,0) for a vertical camera).
 */
export function headingRadians(look: Vector3): number | undefined {
  const [east, north] = look
  if (!Number.isFinite(east) || !Number.isFinite(north)) return undefined
  if (Math.hypot(east, north) < 1e-6) return undefined
  return Math.atan2(north, east)
}

/** The horizontal unit vector of a heading in radians. */
export function lookOfHeading(radians: number): Vector3 {
  return [Math.cos(radians), Math.sin(radians), 0]
}

/**
 * Unit vector from the listener's ear to a speaker in Web Audio's axes, for a listener who stays at the
 * origin and looks along −Z: +X right, +Y up, +Z behind. So a speaker to the east of a listener facing
 * north is at +X. Straight ahead (0, 0, −1) where both stand on one spot.
 */
export function directionInEarFrame(listener: Pose, speaker: Vector3): Vector3 {
  const east = speaker[0] - listener.position[0]
  const north = speaker[1] - listener.position[1]
  const up = speaker[2] - listener.position[2]
  const distance = Math.hypot(east, north, up)
  if (!(distance > NO_DIRECTION_METRES)) return [0, 0, -1]
  const heading = headingRadians(listener.look) ?? 0
  const cos = Math.cos(heading)
  const sin = Math.sin(heading)
  const ahead = east * cos + north * sin
  const right = east * sin - north * cos
  return [right / distance, up / distance, -ahead / distance]
}
