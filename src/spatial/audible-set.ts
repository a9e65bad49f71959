/** Who is near enough to be connected: the nearest within reach, with hysteresis so that connections do not flap. */

/** The most connections that one page has in a mesh. */
export const MAX_MESH_PEERS = 12

/** Connect within this multiple of the max range, so that a voice is there before it can be heard. */
export const ENTER_REACH = 1.2

/** Disconnect beyond this multiple. */
export const LEAVE_REACH = 1.35

export interface Candidate<Id> {
  readonly id: Id
  /** Distance in metres; NaN or infinite means out of reach. */
  readonly distanceMetres: number
  /** Whether the two are connected now. */
  readonly connected: boolean
}

/** How many are within reach, not limited to `MAX_MESH_PEERS`. */
export function countWithinReach<Id>(candidates: Iterable<Candidate<Id>>, reachMetres: number): number {
  let count = 0
  for (const candidate of candidates) if (isWithinReach(candidate, reachMetres)) count += 1
  return count
}

/** Whether somebody is near enough to be connected, or to stay so. */
export function isWithinReach<Id>(
  { distanceMetres, connected }: Candidate<Id>,
  reachMetres: number,
): boolean {
  if (!Number.isFinite(distanceMetres)) return false
  return distanceMetres <= reachMetres * (connected ? LEAVE_REACH : ENTER_REACH)
}

/**
 * The ids within reach of a listener, nearest first, at most `MAX_MESH_PEERS`.
 *
 * Somebody connected already counts as a tenth nearer than they are, so that two people at about the same
 * distance do not take turns on the last place.
 *
 * @param reachMetres the channel's max range; `Infinity` for a channel without attenuation
 */
export function withinReach<Id>(candidates: Iterable<Candidate<Id>>, reachMetres: number): Id[] {
  const near: { id: Id; weight: number }[] = []
  for (const candidate of candidates) {
    if (!isWithinReach(candidate, reachMetres)) continue
    const { id, distanceMetres, connected } = candidate
    near.push({ id, weight: distanceMetres * (connected ? 0.9 : 1) })
  }
  if (near.length > MAX_MESH_PEERS) near.sort((a, b) => a.weight - b.weight)
  return near.slice(0, MAX_MESH_PEERS).map((entry) => entry.id)
}
