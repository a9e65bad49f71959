/** Where the mouth and the ear of one session are, in the metres of its region. */

import type { Pose, Vector3 } from '../../spatial/direction.js'
import type { Avatar, Region } from '../../voice/grids/grid.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { ViewerMessage } from '../data-channel.js'
import type { GracePeriods } from '../evidence/grace-periods.js'
import { createPoseTracker, type ViewerPose } from '../places/pose.js'

/** Everybody's pose in a call or another conference, where positions do not matter. */
const NOWHERE: Pose = { position: [0, 0, 0], look: [1, 0, 0] }

export interface SessionPoseServices {
  readonly presence: Pick<Presence, 'seen' | 'frames'>
  /** For positions that the feed contradicts. */
  readonly gracePeriods: GracePeriods
}

export interface SessionPose {
  /** Takes positions from a viewer's message; global metres. */
  report(message: ViewerMessage): void
  /** The avatar's position as the viewer reports it, global metres. */
  reported(): Vector3 | undefined
  /** The poses that count at this moment. @param primary whether the avatar is in the session's region */
  resolve(primary: boolean): ViewerPose
}

/** @param positional whether positions matter in the channel */
export function createSessionPose(
  { presence, gracePeriods }: SessionPoseServices,
  session: Avatar & Region & { readonly peerId: string },
  positional: boolean,
): SessionPose {
  const { frames } = presence
  const tracker = createPoseTracker((apart) => gracePeriods.note(session, apart))

  /** The feed's pose in this region's metres; from a neighbour's feed only if both regions' locations are known. */
  function fedPose(): Pose | undefined {
    const state = presence.seen(session)
    return state && frames.poseIn(session, state)
  }

  return {
    report: tracker.report,
    reported: tracker.reported,
    resolve(primary) {
      if (!positional) return { source: 'none', mouth: NOWHERE, ear: NOWHERE }
      const reported = tracker.reported()
      const feed = fedPose()
      if (primary && reported) frames.guess(session, reported)
      return tracker.resolve(feed, (global) => frames.toLocal(session, global, feed === undefined))
    },
  }
}
