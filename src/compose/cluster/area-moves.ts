/**
 * Which regions this node gives to others while all is well: so that each node has its share, and so that people hear each other
 * over borders, for which one node has to own both regions. Part of the composition.
 */

import { areaOfRegion, gridOfArea, regionOfArea } from '../../cluster/area.js'
import type { Leases } from '../../cluster/leases/leases.js'
import type { PlacedVoice } from '../../cluster/region-map.js'
import type { Routing } from '../../cluster/routing.js'
import { type Avatar, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { Room } from '../../voice/rooms/room.js'

const BALANCED_AT_ONCE = 50
/** Regions go to the node of those who talk beside them this many at a time. */
const FOLLOWING_AT_ONCE = 10
/** A region in which people talk goes there when it has belonged there for a while. */
const FOLLOWING_AFTER_MS = 5000

export interface AreaMovesOptions {
  readonly leases: Pick<Leases, 'owned' | 'release'>
  readonly routing: Pick<Routing, 'tooMany' | 'following'>
  /** Whether areas may be moved at this moment. */
  readonly mayMove: () => boolean
  /** Those who are in voice on this node. */
  readonly voices: () => readonly PlacedVoice[]
  /** Whether people in voice in that region would lose more by a move than a moment. */
  readonly isBound: (region: Region) => boolean
  /** Resolves when other nodes are ready for people in voice. */
  readonly prepare: () => Promise<void>
  /** Gives an area to the node that it belongs to, which is told who stands where. */
  readonly giveUp: (area: string) => Promise<void>
  readonly stopwatch: Stopwatch
}

export interface AreaMoves {
  /** Lets go of what others should have, of regions where nobody is in voice. */
  balance(): Promise<void>
  /** Gives regions to the nodes of those who talk beside them. */
  follow(): Promise<void>
}

export function createAreaMoves(options: AreaMovesOptions): AreaMoves {
  const { leases, routing, mayMove, voices, isBound, prepare, giveUp, stopwatch } = options
  /** Since when regions in which people talk belong to another node. */
  let followingSince = new Map<string, number>()

  /** The regions of this node, each with how many people are in voice in it; none while nothing is to be moved. */
  function movable(): readonly (readonly [area: string, people: number])[] {
    if (!mayMove()) return []
    const people = new Map<string, number>()
    for (const area of voices().map(areaOfRegion)) people.set(area, (people.get(area) ?? 0) + 1)
    const owned = leases.owned().filter((area) => gridOfArea(area) === undefined)
    return owned.map((area) => [area, people.get(area) ?? 0])
  }

  return {
    async balance() {
      const idle = movable().flatMap(([area, people]) => (people === 0 ? [area] : []))
      await Promise.all(routing.tooMany(idle).slice(0, BALANCED_AT_ONCE).map(leases.release))
    },
    async follow() {
      const all = movable()
      const inVoice = new Set(all.flatMap(([area, people]) => (people > 0 ? [area] : [])))
      const following = routing
        .following(all)
        .filter((area) => !inVoice.has(area) || !isBound(regionOfArea(area)))
      const now = stopwatch.now()
      followingSince = new Map(
        following.flatMap((area) => (inVoice.has(area) ? [[area, followingSince.get(area) ?? now]] : [])),
      )
      const ready = following
        .filter((area) => now - (followingSince.get(area) ?? Number.NEGATIVE_INFINITY) >= FOLLOWING_AFTER_MS)
        .slice(0, FOLLOWING_AT_ONCE)
      if (ready.some((area) => inVoice.has(area))) await prepare()
      await Promise.all(ready.map(giveUp))
    },
  }
}

export interface BoundOptions {
  /** The regions of native viewers' sessions. */
  readonly viewers: () => readonly Region[]
  readonly rooms: () => readonly Pick<Room, 'channel' | 'agentIds' | 'locked' | 'hands'>[]
  /** The region that an avatar is in. */
  readonly find: (avatar: Avatar) => Region | undefined
}

/**
 * Whether people in voice in a region would lose more by a move than a moment: a viewer would be silent for seconds, and hears
 * beyond the border by a connection of its own; a lock and raised hands are unknown to the next owner.
 */
export function isBound({ viewers, rooms, find }: BoundOptions, region: Region): boolean {
  if (viewers().some((viewer) => isSameRegion(viewer, region))) return true
  return rooms().some(({ channel: { grid }, agentIds, locked, hands }) => {
    if (!locked && hands().length === 0) return false
    return agentIds().some((agentId) => {
      const at = find({ grid, agentId })
      return at !== undefined && isSameRegion(at, region)
    })
  })
}
