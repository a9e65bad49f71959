/** Where a viewer's mouth and ear are: its own word, checked against the region's. */

import { distanceMetres, type Pose, type Vector3 } from '../../spatial/direction.js'
import { tethered } from '../../spatial/orientation.js'
import type { ViewerMessage } from '../data-channel.js'

/** A viewer may hear from its camera, but no further from its avatar; a modified one would not care. */
export const EAR_REACH_METRES = 50

/** Feed and viewer contradict each other where their positions are further apart. */
export const APART_METRES = 20
/** After so long a contradiction the feed is right. */
export const APART_MS = 5000
/** That time is given back so many times slower: a viewer that lies now and then is believed a sixth of the time at most. */
export const APART_SLOWNESS = 5

/** Who told the position in use. */
export type PositionSource = 'viewer' | 'feed' | 'none'

export interface ViewerPose {
  readonly source: PositionSource
  /** Region-local metres; `undefined` while nobody knows. */
  readonly mouth: Pose | undefined
  readonly ear: Pose | undefined
}

export interface PoseTracker {
  /** What the viewer says; global metres. */
  claim(message: ViewerMessage): void
  /** The avatar's claimed position, global metres. */
  claimed(): Vector3 | undefined
  /**
   * What is true at this moment.
   * @param feed what the region tells of the avatar, where it does
   * @param toLocal from the viewer's global metres into those of the room; `undefined` where it lies is not known
   */
  resolve(feed: Pose | undefined, toLocal: (global: Vector3) => Vector3 | undefined): ViewerPose
}

const FACING_EAST: Vector3 = [1, 0, 0]

/** @param isTooLong notes whether viewer and feed are apart; whether they have been for too long */
export function createPoseTracker(isTooLong: (apart: boolean) => boolean): PoseTracker {
  let said: ViewerMessage = {}

  function contradicted(position: Vector3, feed: Pose | undefined): boolean {
    return isTooLong(feed !== undefined && distanceMetres(position, feed.position) > APART_METRES)
  }

  return {
    claim({ mouth, mouthForward, ear, earForward }) {
      said = {
        ...said,
        ...(mouth && { mouth }),
        ...(mouthForward && { mouthForward }),
        ...(ear && { ear }),
        ...(earForward && { earForward }),
      }
    },
    claimed: () => said.mouth,
    resolve(feed, toLocal) {
      const position = said.mouth && toLocal(said.mouth)
      const look = said.mouthForward ?? feed?.look ?? FACING_EAST
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

/** Whether there is no news in the second. */
export function samePose(a: Pose | undefined, b: Pose): boolean {
  if (!a) return false
  const equal = (one: Vector3, other: Vector3) => one.every((value, axis) => value === other[axis])
  return equal(a.position, b.position) && equal(a.look, b.look)
}
