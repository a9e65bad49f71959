/** The parcel in whose channel a viewer belongs: where the feed sees its avatar, else the one that the viewer names. */

import { UUID } from '../../pure/uuid.js'
import { type Avatar, isSameRegion } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import { createOutOfParcel } from '../evidence/out-of-parcel.js'
import type { Requester } from '../requests/requests.js'
import { createParcels } from './parcels.js'

/** The part of a session that matters here. */
interface ParcelSession extends Requester {
  readonly peerId: string
  readonly localId: number | undefined
  readonly channel: { readonly name: string }
  /** Whether it hears the room. */
  readonly isInside: boolean
}

export interface ViewerParcels {
  /** The parcel that a viewer means by a number; `undefined` while it is not known. */
  parcelOf(requester: Requester, localId: number): string | undefined
  /** Whether the feed counts at once for that avatar, because its viewer was wrong a while ago. */
  isMistrusted(avatar: Avatar): boolean
  /**
   * To be called when the feed has told where the avatar of a participating session stands.
   * @returns whether a number of that region may mean another parcel from now on
   */
  learn(session: ParcelSession): boolean
  /**
   * Notes where the avatar of a session is seen.
   * @returns whether the session must end, because the avatar has been elsewhere for too long
   */
  note(session: ParcelSession): boolean
  /** Whether a session is in another channel than that of the parcel behind its number. */
  isMisplaced(session: ParcelSession): boolean
  /** To be called when a session has ended. */
  leave(session: ParcelSession): void
  /** To be called when an avatar has no session any more. */
  forget(avatar: Avatar): void
}

export function createViewerParcels(
  presence: Presence,
  stopwatch: Stopwatch,
  parcelVoice: ParcelVoice,
): ViewerParcels {
  const parcels = createParcels(stopwatch)
  const outOfParcel = createOutOfParcel(stopwatch)

  /** The avatar's parcel in that region, if the feed tells it. */
  function parcelSeen(requester: Requester): string | undefined {
    const state = presence.seen(requester)
    return state && isSameRegion(state, requester) ? (state.parcelId ?? undefined) : undefined
  }

  function parcelOf(requester: Requester, localId: number): string | undefined {
    const here = parcelSeen(requester)
    if (here !== undefined && parcels.isNumbered(requester, here, localId)) return here
    return parcels.parcelOf(requester, localId)
  }

  /** The region's channel is for everybody in it and its neighbours; a parcel's only for avatars that stand in it. */
  function standsElsewhere(session: ParcelSession): boolean {
    const { regionId, localId } = session
    const { name } = session.channel
    const state = presence.seen(session)
    if (!state || localId === undefined) return false
    // The session then waits outside, or is believed to have crossed the border.
    if (state.regionId !== regionId) return false
    return state.parcelId !== null && UUID.test(name) && name !== regionId && name !== state.parcelId
  }

  return {
    parcelOf,
    isMistrusted: outOfParcel.isMistrusted,
    learn(session) {
      const { grid, agentId, regionId, localId, channel } = session
      const parcelId = parcelSeen(session)
      // A call has no place.
      if (parcelId === undefined || (localId === undefined && channel.name !== regionId)) return false
      return parcels.observe({ grid, agentId, regionId, localId, parcelId })
    },
    note: (session) => outOfParcel.note(session, session.isInside && standsElsewhere(session)),
    isMisplaced(session) {
      const { grid, localId, regionId, channel } = session
      if (localId === undefined) return false
      // The parcel was given back to the estate's channel.
      if (parcelVoice.roomPlace({ grid, regionId, parcelId: channel.name })?.parcelId === null) return true
      const here = parcelSeen(session)
      const meant = parcelOf(session, localId)
      const place = meant && parcelVoice.roomPlace({ grid, regionId, parcelId: meant })
      if (!place || channel.name === (place.parcelId ?? regionId)) return false
      // If feed and viewer name different parcels, time tells which of them is right.
      return here === undefined || (here === meant && !standsElsewhere(session))
    },
    leave: outOfParcel.leave,
    forget: parcels.forget,
  }
}
