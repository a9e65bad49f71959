/** Where the mouth and the ear of one session are, in the metres of its region. */

import type { Pose, Vector3 } from '../../spatial/direction.js'
import { type Avatar, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { ViewerMessage } from '../data-channel.js'
import type { Patience } from '../evidence/grace-periods.js'
import { createPoseTracker, type ViewerPose } from '../places/pose.js'
import type { RegionFrames } from '../places/region-frames.js'

/** Where everybody is in a call, or another conference, which knows no places. */
const NOWHERE: Pose = { position: [0, 0, 0], look: [1, 0, 0] }

export interface SessionPoseServices {
  readonly presence: Pick<Presence, 'seen'>
  readonly frames: RegionFrames
  /** With positions that the feed contradicts. */
  readonly patience: Patience
  /** It is guessed from this session where its region lies. */
  readonly onGuess: () => void
}

export interface SessionPose {
  /** What the viewer says; global metres. */
  claim(message: ViewerMessage): void
  /** The avatar's claimed position, global metres. */
  claimed(): Vector3 | undefined
  /** What is true at this moment. @param primary whether the avatar is in the session's region */
  resolve(primary: boolean): ViewerPose
}

/** @param positional whether it matters where people are */
export function createSessionPose(
  { presence, frames, patience, onGuess }: SessionPoseServices,
  session: Avatar & Region & { readonly peerId: string },
  positional: boolean,
): SessionPose {
  const tracker = createPoseTracker((apart) => patience.note(session, apart))

  /** The feed's truth in this region's metres; from a neighbour only where both regions' places were learned. */
  function fedPose(): Pose | undefined {
    const state = presence.seen(session)
    if (!state || isSameRegion(state, session)) return state
    const global = frames.toGlobal(state, state.position)
    const position = global && frames.toLocal(session, global, false)
    return position && { position, look: state.look }
  }

  return {
    claim: tracker.claim,
    claimed: tracker.claimed,
    resolve(primary) {
      if (!positional) return { source: 'none', mouth: NOWHERE, ear: NOWHERE }
      const claimed = tracker.claimed()
      const feed = fedPose()
      if (primary && claimed && frames.guess(session, claimed)) onGuess()
      return tracker.resolve(feed, (global) => frames.toLocal(session, global, feed === undefined))
    },
  }
}
