/** The poses of a viewer's mouth and ear: the viewer's report, checked against the region's feed. */

import { distanceMetres, NO_LOOK, type Pose, type Vector3 } from '../../spatial/direction.js'
import { tethered } from '../../spatial/orientation.js'
import type { ViewerMessage } from '../data-channel.js'

/** A viewer may hear from its camera, but no farther from its avatar than this, which a modified viewer would ignore. */
export const EAR_REACH_METRES = 50

/** Feed and viewer contradict each other if their positions are farther apart than this. */
export const APART_METRES = 20
/** After a contradiction of this length the feed counts. */
export const APART_MS = 5000
/** That time is restored this many times slower: a viewer that lies now and then is believed a sixth of the time at most. */
export const APART_SLOWNESS = 5

/** The source of the position in use. */
export type PositionSource = 'viewer' | 'feed' | 'none'

export interface ViewerPose {
  readonly source: PositionSource
  /** Region-local metres; `undefined` while nobody knows. */
  readonly mouth: Pose | undefined
  readonly ear: Pose | undefined
}

export interface PoseTracker {
  /** Takes positions from a viewer's message; global metres. */
  report(message: ViewerMessage): void
  /** The avatar's position as the viewer reports it, global metres. */
  reported(): Vector3 | undefined
  /**
   * The poses that count at this moment.
   * @param feed what the region tells about the avatar, if anything
   * @param toLocal converts the viewer's global metres into the room's; `undefined` if the region's location is unknown
   */
  resolve(feed: Pose | undefined, toLocal: (global: Vector3) => Vector3 | undefined): ViewerPose
}

/** @param isTooLong notes whether viewer and feed contradict each other, and returns whether they have for too long */
export function createPoseTracker(isTooLong: (apart: boolean) => boolean): PoseTracker {
  let said: ViewerMessage = {}

  function contradicted(position: Vector3, feed: Pose | undefined): boolean {
    return isTooLong(feed !== undefined && distanceMetres(position, feed.position) > APART_METRES)
  }

  return {
    report({ mouth, mouthForward, ear, earForward }) {
      said = {
        ...said,
        ...(mouth && { mouth }),
        ...(mouthForward && { mouthForward }),
        ...(ear && { ear }),
        ...(earForward && { earForward }),
      }
    },
    reported: () => said.mouth,
    resolve(feed, toLocal) {
      const position = said.mouth && toLocal(said.mouth)
      const look = said.mouthForward ?? feed?.look ?? NO_LOOK
      if (position && !contradicted(position, feed)) {
        const ear = (said.ear && toLocal(said.ear)) ?? position
        return {
          source: 'viewer',
          mouth: { position, look },
          ear: { position: tethered(ear, position, EAR_REACH_METRES), look: said.earForward ?? look },
        }
      }
      if (!feed) return { source: 'none', mouth: undefined, ear: undefined }
      return {
        source: 'feed',
        mouth: { position: feed.position, look: feed.look },
        ear: { position: feed.position, look: said.earForward ?? feed.look },
      }
    },
  }
}

/** Whether two poses are equal; `undefined` equals none. */
export function samePose(a: Pose | undefined, b: Pose): boolean {
  if (!a) return false
  const equal = (one: Vector3, other: Vector3) => one.every((value, axis) => value === other[axis])
  return equal(a.position, b.position) && equal(a.look, b.look)
}
