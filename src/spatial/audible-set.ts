/** Who is near enough to be connected: the nearest within reach, with hysteresis so that connections do not flap. */

import { createCells } from './cells.js'
import { distanceMetres, type Vector3 } from './direction.js'

/** The most connections that one page has in a mesh. */
export const MAX_MESH_PEERS = 12

/** Connect within this multiple of the max range, so that a voice is there before it can be heard. */
export const ENTER_REACH = 1.2

/** Disconnect beyond this multiple. */
export const LEAVE_REACH = 1.35

/** Somebody connected already counts as this share of their distance away. */
const CONNECTED_WEIGHT = 0.9

export interface Candidate {
  /** Distance in metres; NaN or infinite means out of reach. */
  readonly distanceMetres: number
  /** Whether the two are connected now. */
  readonly connected: boolean
}

/** Whether somebody is near enough to be connected, or to stay so. */
export function isWithinReach(
  { distanceMetres: metres, connected }: Candidate,
  reachMetres: number,
): boolean {
  if (!Number.isFinite(metres)) return false
  return metres <= reachMetres * (connected ? LEAVE_REACH : ENTER_REACH)
}

/** One of a crowd, at one moment. */
export interface Listener {
  readonly position: Vector3
  /** Whether they may speak at all: two listeners have nothing to say to each other. */
  readonly speaks: boolean
  /** From how far away they are connected with, where it is not as far as with everybody. */
  readonly reachMetres?: number
  /** Who in the crowd they are connected to now, by index. Asked once of each, where it matters. */
  readonly connected: () => readonly number[]
}

/**
 * Whom each of a crowd should be connected to: those within reach, nearest first, at most `MAX_MESH_PEERS`.
 *
 * Somebody connected already counts as a tenth nearer than they are, so that two people at about the same
 * distance do not take turns on the last place. Of several at one distance, those earlier in the crowd count as nearer.
 *
 * @param reachMetres the channel's max range, which holds for who has no other; `Infinity` for a channel without attenuation
 * @returns indexes into the crowd, in its order
 */
export function withinReach(crowd: readonly Listener[], reachMetres: number): readonly (readonly number[])[] {
  const { around } = createCells(crowd.map(({ position }) => position))
  const farthest = farthestReach(crowd, reachMetres)
  const isConnected = new Uint8Array(crowd.length)
  return crowd.map((own, index) => {
    const near = createNearest()
    const connected = own.connected()
    for (const other of connected) isConnected[other] = 1
    const visit = (other: number) => {
      const weight = weightOf(own, crowd[other], isConnected[other] === 1, reachMetres)
      if (other !== index && weight !== undefined) near.add(other, weight)
    }
    around(index, visit, () => Math.min(farthest * LEAVE_REACH, near.worst() / CONNECTED_WEIGHT))
    for (const other of connected) isConnected[other] = 0
    return near.indexes()
  })
}

/** One of a crowd, by index, who has more than that many others within reach, not limited to `MAX_MESH_PEERS`. */
export function whoHasMoreWithinReach(
  crowd: readonly Listener[],
  reachMetres: number,
  count: number,
): number | undefined {
  const { around } = createCells(crowd.map(({ position }) => position))
  const farthest = farthestReach(crowd, reachMetres)
  const found = crowd.findIndex((own, index) => {
    let within = 0
    const connected = own.connected()
    const visit = (other: number) => {
      if (other === index) return
      if (weightOf(own, crowd[other], connected.includes(other), reachMetres) !== undefined) within += 1
    }
    around(index, visit, () => (within > count ? Number.NEGATIVE_INFINITY : farthest * LEAVE_REACH))
    return within > count
  })
  return found === -1 ? undefined : found
}

/** From how far away anybody is connected with. */
function farthestReach(crowd: readonly Listener[], reachMetres: number): number {
  return crowd.reduce((farthest, one) => Math.max(farthest, one.reachMetres ?? 0), reachMetres)
}

/** How near another one counts as, in metres; `undefined` where they have nothing to say or are out of reach. */
function weightOf(
  own: Listener,
  other: Listener | undefined,
  connected: boolean,
  reachMetres: number,
): number | undefined {
  if (!other || !(own.speaks || other.speaks)) return undefined
  const metres = distanceMetres(own.position, other.position)
  // One of them may be heard by the other where the other is not heard.
  const reach = Math.max(
    own.speaks ? (own.reachMetres ?? reachMetres) : 0,
    other.speaks ? (other.reachMetres ?? reachMetres) : 0,
  )
  if (!isWithinReach({ distanceMetres: metres, connected }, reach)) return undefined
  return connected ? metres * CONNECTED_WEIGHT : metres
}

/** The nearest so far, in order: a crowd is not sorted for the sake of twelve. */
function createNearest() {
  const indexes: number[] = []
  const weights: number[] = []
  return {
    indexes: (): readonly number[] => indexes,
    /** What somebody must weigh less than to be taken in, or as much as. */
    worst: () => (indexes.length < MAX_MESH_PEERS ? Number.POSITIVE_INFINITY : (weights.at(-1) ?? 0)),
    add(index: number, weight: number): void {
      let at = indexes.length
      for (; at > 0; at -= 1) {
        const [before = 0, than = 0] = [weights[at - 1], indexes[at - 1]]
        if (before < weight || (before === weight && than < index)) break
      }
      if (at >= MAX_MESH_PEERS) return
      indexes.splice(at, 0, index)
      weights.splice(at, 0, weight)
      if (indexes.length > MAX_MESH_PEERS) {
        indexes.pop()
        weights.pop()
      }
    },
  }
}
