/** A page's voice session as the core keeps it, from join to leave. */

import type { Place } from '../channels/channels.js'
import type { Room } from './room.js'
import type { Member } from './room-state.js'

export interface Visit extends Member {
  room: Room | undefined
  /** The place its room was chosen for; `undefined` until there was one. */
  place: string | undefined
  /** Takes back what waits for an avatar that no feed lists. */
  cancelDeparture: (() => void) | undefined
  /** Where it was last seen. */
  regionId: string | undefined
  /** No feed lists the avatar, but its region was out of reach: it may not have left. */
  regionAway: boolean
  /** It goes where its viewer says, which keeps its voice away as long as it is connected. */
  leads: boolean
}

/** Says whether two places are one, as far as rooms care. */
export function placeKey({ parcelId, regionId }: Place): string {
  return `${parcelId ?? ''} ${regionId}`
}

export function samePose(a: Member['pose'], b: Member['pose']): boolean {
  return (
    a.position.every((value, axis) => value === b.position[axis]) &&
    a.look.every((value, axis) => value === b.look[axis])
  )
}
