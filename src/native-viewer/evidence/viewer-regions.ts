/** The region in which an avatar stands: the feed's; for some seconds after a border, and without any feed, the viewer's. */

import { type Avatar, avatarKey, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { AvatarState } from '../../voice/presence/avatar-state.js'
import type { Presence } from '../../voice/presence/presence.js'
import { isNearBorder, NEAR_BORDER_METRES } from '../../voice/presence/regions/near-border.js'
import { createGracePeriods } from './grace-periods.js'

/** How long a viewer that reports a crossed border is believed against a feed that does not know of it yet. */
export const BELIEVED_MS = 5000
/** This time is restored this many times slower than it is spent. */
const BELIEVED_SLOWNESS = 10

/** The part of a session that matters here. */
interface RegionSession extends Avatar, Region {
  readonly peerId: string
  /** The region key with which the region asked for it, if it has one. */
  readonly keyId: string | undefined
  /** Whether neighbours hear what is said there: only then may an avatar come in before the feed has seen it there. */
  isOpen(): boolean
}

export interface ViewerRegions {
  /** To be called when the viewer says whether its avatar is in that session's region: there, and nowhere else. */
  report(session: RegionSession, here: boolean): void
  /** Whether the avatar counts as standing in that session's region. */
  isHere(session: RegionSession): boolean
  /** To be called when a session has ended. */
  leave(session: RegionSession): void
}

interface ReportedRegion extends Region, Pick<RegionSession, 'keyId' | 'isOpen'> {
  readonly at: number
}

export function createViewerRegions(
  presence: Pick<Presence, 'seen' | 'find' | 'frames'>,
  stopwatch: Stopwatch,
): ViewerRegions {
  /** By avatar and session, the newest last. */
  const reported = new Map<string, Map<string, ReportedRegion>>()
  const gracePeriods = createGracePeriods({ stopwatch, limitMs: BELIEVED_MS, slowness: BELIEVED_SLOWNESS })

  /**
   * Anybody with a region key may have a viewer of their own in any avatar's name: against a viewer that comes by the
   * grid's own secret, or that was there first by another key, it counts for nothing.
   */
  function newest(avatar: Avatar): readonly [peerId: string, report: ReportedRegion] | undefined {
    const all = [...(reported.get(avatarKey(avatar)) ?? [])]
    const byMaster = all.findLast(([, { keyId }]) => keyId === undefined)
    return byMaster ?? all.findLast(([, { keyId }]) => keyId === all[0]?.[1].keyId)
  }

  /** Whether the avatar may have walked into that region from where the feed last saw it. */
  function isNear(state: AvatarState, other: Region): boolean {
    if (!isNearBorder(state.position)) return false
    const there = presence.frames.poseIn(other, state)?.position
    return !there || (there[0] >= -NEAR_BORDER_METRES && there[1] >= -NEAR_BORDER_METRES)
  }

  /** Whether the viewer's newest report outweighs the feed. */
  function isBelieved(peerId: string, report: ReportedRegion, state: AvatarState): boolean {
    const ahead = report.regionId !== state.regionId && report.at > state.arrivedAt
    // A region key proves nothing against the feed of another region, and nobody's word opens a closed channel.
    const near = ahead && report.keyId === undefined && report.isOpen() && isNear(state, report)
    return !gracePeriods.note({ grid: state.grid, agentId: state.agentId, peerId }, near) && near
  }

  function leave(session: RegionSession): void {
    const key = avatarKey(session)
    const own = reported.get(key)
    gracePeriods.leave(session)
    if (own?.delete(session.peerId) && own.size === 0) reported.delete(key)
  }

  return {
    leave,
    report(session, here) {
      const { grid, peerId, regionId, keyId, isOpen } = session
      const key = avatarKey(session)
      const own = reported.get(key) ?? new Map<string, ReportedRegion>()
      // A repeated report is no news.
      if (here && own.has(peerId) && newest(session)?.[0] === peerId) return
      leave(session)
      if (!here) return
      reported.set(key, own.set(peerId, { grid, regionId, keyId, isOpen, at: stopwatch.now() }))
    },
    isHere(session) {
      const { peerId } = session
      const state = presence.seen(session)
      const [reporter, report] = newest(session) ?? []
      if (!state) {
        // The last report of a silent feed holds until the viewer says something newer.
        const last = presence.find(session)
        if (last && !(report && report.at > last.seenAt)) return isSameRegion(last, session)
        return reported.get(avatarKey(session))?.has(peerId) === true && report?.regionId === session.regionId
      }
      if (reporter !== undefined && report && isBelieved(reporter, report, state)) {
        return isSameRegion(report, session) && session.isOpen()
      }
      return isSameRegion(state, session)
    },
  }
}
