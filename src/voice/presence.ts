/** Presence: where every avatar of the grid stands, as the regions tell it. Held in memory only. */

import { EventEmitter } from 'node:events'
import { headingRadians, type Pose, type Vector3 } from '../spatial/direction.js'
import type { Place } from './channels.js'
import type { Clock } from './ports.js'

/** Who said so. */
export type FeedSource = 'push' | 'remote-admin'

export interface AvatarReport {
  /** UUID in lower case. */
  readonly agentId: string
  readonly name: string
  /** Metres, region-local. */
  readonly position: Vector3
  /** (0,0,0) where the feed does not know: the last known direction stays. */
  readonly look: Vector3
  readonly parcelId: string | null
}

/** A whole region at one moment: who is not listed is not in it. */
export interface RegionReport {
  readonly regionId: string
  readonly regionName: string
  readonly source: FeedSource
  readonly avatars: readonly AvatarReport[]
  /** Where the feed numbers or stamps its reports: an older one than the last is dropped. */
  readonly order?: number | undefined
}

export interface AvatarState extends Pose, Place {
  readonly agentId: string
  readonly name: string
  readonly source: FeedSource
  /** When the feed last listed it, milliseconds since 1970. */
  readonly seenAt: number
}

interface PresenceEvents {
  /** Avatars that came, moved or were listed again. */
  seen: [agentIds: readonly string[]]
  /** Avatars that their region no longer lists. */
  gone: [agentIds: readonly string[]]
}

export interface Presence {
  readonly events: EventEmitter<PresenceEvents>
  /** Takes a region's report; false when it is older than the last one and was dropped. */
  report(report: RegionReport): boolean
  find(agentId: string): AvatarState | undefined
  /** How many avatars are known. */
  count(): number
}

/** An order that falls by more than this, or after this long, is a feed that started afresh. */
const RESTART_ORDER_GAP = 10_000
const RESTART_AFTER_MS = 30_000

const FACING_EAST: Vector3 = [1, 0, 0]

interface FeedState {
  order: number | undefined
  at: number
}

export function createPresence(clock: Clock): Presence {
  const events = new EventEmitter<PresenceEvents>()
  const avatars = new Map<string, AvatarState>()
  const inRegion = new Map<string, Set<string>>()
  const feeds = new Map<string, FeedState>()

  function isLate({ regionId, source, order }: RegionReport): boolean {
    const key = `${regionId} ${source}`
    const feed = feeds.get(key)
    const late =
      feed?.order !== undefined &&
      order !== undefined &&
      order <= feed.order &&
      feed.order - order < RESTART_ORDER_GAP &&
      clock() - feed.at < RESTART_AFTER_MS
    if (!late) feeds.set(key, { order, at: clock() })
    return late
  }

  function place(state: AvatarState): void {
    const before = avatars.get(state.agentId)
    if (before && before.regionId !== state.regionId) inRegion.get(before.regionId)?.delete(state.agentId)
    avatars.set(state.agentId, state)
    const here = inRegion.get(state.regionId)
    if (here) here.add(state.agentId)
    else inRegion.set(state.regionId, new Set([state.agentId]))
  }

  return {
    events,
    report(report) {
      if (isLate(report)) return false
      const { regionId, regionName, source } = report
      const seenAt = clock()
      const listed = new Set<string>()
      for (const avatar of report.avatars) {
        listed.add(avatar.agentId)
        const knownLook = avatars.get(avatar.agentId)?.look ?? FACING_EAST
        const look = headingRadians(avatar.look) === undefined ? knownLook : avatar.look
        place({ ...avatar, look, regionId, regionName, source, seenAt })
      }

      const gone: string[] = []
      for (const agentId of inRegion.get(regionId) ?? []) {
        // Where two feeds tell of one region, an avatar is gone when the one that listed it last says so.
        if (listed.has(agentId) || avatars.get(agentId)?.source !== source) continue
        gone.push(agentId)
      }
      for (const agentId of gone) {
        avatars.delete(agentId)
        inRegion.get(regionId)?.delete(agentId)
      }
      if (listed.size > 0) events.emit('seen', [...listed])
      if (gone.length > 0) events.emit('gone', gone)
      return true
    },
    find: (agentId) => avatars.get(agentId),
    count: () => avatars.size,
  }
}
