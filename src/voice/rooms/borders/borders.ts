/** The borders between rooms: who is in reach over one, whom each room lists from beyond, and which pages are connected. */

import { ENTER_REACH } from '../../../spatial/audible-set.js'
import { distanceMetres, isFiniteVector, type Vector3 } from '../../../spatial/direction.js'
import { connectionReachMetres } from '../../../spatial/heard.js'
import { type Channel, isDirectional, soundOf } from '../../channels/channel.js'
import { type Avatar, avatarKey, type Region } from '../../grids/grid.js'
import type { Timers } from '../../ports.js'
import type { RegionCorner } from '../../presence/regions/region-corners.js'
import { createAfterMoves } from '../../time/after-moves.js'
import { disconnect, otherEnd } from '../links/link-ends.js'
import type { AddressRules } from '../links/link-way.js'
import type { Participation } from '../participation.js'
import { type LinkedRoom, relinkRooms } from './border-links.js'
import { isHeardAcross, letsOut, opennessOf, type Shore } from './border-rule.js'
import type { Home, Outsiders } from './outsiders.js'
import { createRoomCells } from './room-cells.js'

/** While people walk, who is in reach over a border is computed again at most this often. */
export const BORDER_INTERVAL_MS = 400

/**
 * Whoever is listed beyond a border stays so within this multiple of their reach: everybody of the room is told of each who
 * comes and goes, and at the edge of hearing many do.
 */
const UNLIST_REACH = 2

/** A room that has borders: that of a place. */
export interface BorderRoom extends Home, LinkedRoom {
  readonly outsiders: Outsiders
  /** As it is in force. */
  channel(): Channel
  isLocked(): boolean
  /** Whether it has to go through the hub for reasons of its own. */
  needsHub(): boolean
  /** Called when others are heard there, or others hear it. */
  onChanged(): void
  /** Called when somebody who is heard there may have moved. */
  onMoved(): void
}

export interface BordersOptions {
  /** Where a region lies; `undefined` where nothing better than a guess is known. */
  readonly cornerOf: (region: Region) => RegionCorner | undefined
  /** Whether a parcel is the whole of its region. */
  readonly coversRegion: (region: Region, parcelId: string) => boolean
  readonly areApart: (one: Avatar, other: Avatar) => boolean
  readonly addresses: AddressRules
  /** Called when an avatar takes part in another room than before, or in none. */
  readonly onHome: (avatar: Avatar) => void
  readonly timers: Timers
}

export interface Borders {
  /** Looks at a room's borders now: somebody has come or gone, or a setting has changed. */
  review(room: BorderRoom): void
  /** The same within a moment, once for many changes. */
  reviewSoon(room: BorderRoom): void
  /** Somebody in the room may have moved. */
  moved(room: BorderRoom): void
  /** Something about a participant has changed. */
  changed(room: BorderRoom, agentId: string): void
  /** What its people sound like elsewhere has changed, or who may hear it. */
  soundChanged(room: BorderRoom): void
  /** Who is barred from hearing it has changed. */
  barsChanged(room: BorderRoom): void
  /** Whether a neighbour has to go through the hub, so that the room must as well. */
  needHub(room: BorderRoom): boolean
  /** The rooms that are connected with a room over a border at this moment. */
  neighboursOf(room: BorderRoom): Iterable<BorderRoom>
  /** A participant goes from one room into another: whoever hears them from a third one goes on hearing them. */
  crossed(from: BorderRoom, to: BorderRoom, participation: Participation): void
  /** To be called when a participant has come into a room. */
  entered(room: BorderRoom, agentId: string): void
  /** Whether an avatar has come into another room meanwhile. */
  isElsewhere(room: BorderRoom, agentId: string): boolean
  /** To be called when a participant has left its room. */
  left(room: BorderRoom, agentId: string): void
  /**
   * Whether an avatar whose viewer merely listens in a room must not hear it that way: it hears by the border of its own
   * room what it may hear, or the room is closed to neighbours.
   */
  isDeafIn(room: BorderRoom, agentId: string): boolean
  shoreOf(room: BorderRoom): Shore
  /** The room ends. */
  close(room: BorderRoom): void
}

/** What follows when rooms are looked at. */
interface Meetings {
  /** By room, those that it has met. */
  readonly met: Map<BorderRoom, Set<BorderRoom>>
  readonly changed: Set<BorderRoom>
  readonly relinks: (() => void)[]
}

const NO_ROOMS: readonly BorderRoom[] = []

export function createBorders(options: BordersOptions): Borders {
  const { cornerOf, coversRegion, timers } = options
  const cells = createRoomCells<BorderRoom>()
  /** By room, those that it hears or that hear it, and whether voices go one way only. */
  const near = new Map<BorderRoom, Map<BorderRoom, { readonly isOneWay: boolean }>>()
  /** By avatar, the room in which it takes part. */
  const homes = new Map<string, BorderRoom>()
  const dirty = new Set<BorderRoom>()
  const closed = new WeakSet<BorderRoom>()
  const afterMoves = createAfterMoves(timers, BORDER_INTERVAL_MS, () => {
    afterMoves.begun()
    // Each room whose people move asks for it.
    timers.after(0, () => review([...dirty]))
  })

  const neighboursOf = (room: BorderRoom): Iterable<BorderRoom> => near.get(room)?.keys() ?? NO_ROOMS

  function regionOf({ participations }: BorderRoom): Region | undefined {
    for (const { participant } of participations.values()) {
      const { grid, regionId } = participant.pose
      if (!participant.unplaced && cornerOf({ grid, regionId })) return { grid, regionId }
    }
    const [first] = participations.values()
    return first?.participant.pose
  }

  function shoreOf(room: BorderRoom): Shore {
    const region = regionOf(room)
    const channel = room.channel()
    const settings = room.settings()
    const isPlaced =
      settings.type === 'positional' &&
      ![...room.participations.values()].some((one) => one.participant.unplaced)
    return {
      grid: channel.grid,
      regionId: region?.regionId,
      corner: region && cornerOf(region),
      openness: opennessOf(channel, settings, region?.regionId, (parcelId) =>
        region ? coversRegion(region, parcelId) : false,
      ),
      isPlaced,
      fades: isDirectional(settings) && soundOf(settings).distanceModel !== 'none',
      isLocked: room.isLocked(),
    }
  }

  /** Those of a room who are in reach of somebody in another one; whoever is listed there already may be farther away. */
  function inReach(from: BorderRoom, to: BorderRoom, offset: Vector3): Participation[] {
    const sound = from.sound()
    const reaches = [...from.participations.values()].map(({ participant: { effort } }) =>
      connectionReachMetres(sound, effort),
    )
    const ears = [...to.participations.values()].map(({ participant }) => participant.pose.position)
    const box = boxOf(ears, Math.max(0, ...reaches) * UNLIST_REACH)
    return [...from.participations.values()].filter(({ participant: { agentId, pose } }, index) => {
      // Nobody is listed twice, and nobody hears themselves.
      if (to.participations.has(agentId)) return false
      const listed = to.outsiders.get(agentId)
      if (listed && listed.home !== from) return false
      const mouth = moved(pose.position, offset)
      if (!isFiniteVector(mouth) || !isInBox(mouth, box)) return false
      const metres = (reaches[index] ?? 0) * (listed ? UNLIST_REACH : ENTER_REACH)
      return ears.some((ear) => distanceMetres(ear, mouth) <= metres)
    })
  }

  /** Lists in a room those of another one whom it hears. @returns whether any are others than before */
  function list(
    from: BorderRoom,
    to: BorderRoom,
    offset: Vector3,
    wanted: readonly Participation[],
  ): boolean {
    let isOther = false
    const ids = new Set(wanted.map(({ participant }) => participant.agentId))
    for (const { home, participation } of [...to.outsiders.values()]) {
      const { agentId } = participation.participant
      if (home !== from || ids.has(agentId)) continue
      to.outsiders.remove(agentId)
      isOther = true
    }
    for (const participation of wanted) {
      const known = to.outsiders.get(participation.participant.agentId)
      if (known && isSame(known.offset, offset) && known.participation === participation) continue
      to.outsiders.add({ home: from, participation, offset }, known?.index)
      isOther = true
    }
    return isOther
  }

  function setNear(one: BorderRoom, two: BorderRoom, how: { readonly isOneWay: boolean } | undefined): void {
    for (const [room, other] of [
      [one, two],
      [two, one],
    ] as const) {
      const known = near.get(room) ?? new Map()
      if (how) near.set(room, known.set(other, how))
      else if (known.delete(other) && known.size === 0) near.delete(room)
    }
  }

  /** Decides anew who of two rooms hears whom. */
  function meet(one: BorderRoom, two: BorderRoom, shore: Shore, { changed, relinks }: Meetings): void {
    const beyond = shoreOf(two)
    const [west, south] = shore.corner ?? [0, 0]
    const [otherWest, otherSouth] = beyond.corner ?? [0, 0]
    const toOne: Vector3 = [otherWest - west, otherSouth - south, 0]
    const toTwo: Vector3 = [west - otherWest, south - otherSouth, 0]
    const hearsTwo = isHeardAcross(beyond, shore)
    const hearsOne = isHeardAcross(shore, beyond)
    const ofTwo = hearsTwo ? inReach(two, one, toOne) : []
    const ofOne = hearsOne ? inReach(one, two, toTwo) : []
    const before = near.get(one)?.get(two)
    const how = ofOne.length + ofTwo.length > 0 ? { isOneWay: hearsOne !== hearsTwo } : undefined
    if (!before && !how) return
    const inOne = list(two, one, toOne, ofTwo)
    const inTwo = list(one, two, toTwo, ofOne)
    setNear(one, two, how)
    const isOther = before?.isOneWay !== how?.isOneWay
    if (inOne || isOther) changed.add(one)
    if (inTwo || isOther) changed.add(two)
    relinks.push(() => relinkRooms(one, two, hearsOne && hearsTwo, toOne, options))
  }

  function reviewOne(room: BorderRoom, meetings: Meetings): void {
    if (closed.has(room)) return
    dirty.delete(room)
    const shore = shoreOf(room)
    const positions: Vector3[] = []
    if (shore.corner) {
      const [west, south] = shore.corner
      for (const { participant } of room.participations.values())
        if (isFiniteVector(participant.pose.position))
          positions.push(moved(participant.pose.position, [west, south, 0]))
    }
    cells.put(room, shore.grid, positions)
    const here = new Set<BorderRoom>()
    meetings.met.set(room, here)
    for (const other of new Set([...cells.near(room), ...neighboursOf(room)])) {
      if (meetings.met.get(other)?.has(room)) continue
      here.add(other)
      meet(room, other, shore, meetings)
    }
  }

  /** Each pair meets once, and each room is told once of what has changed; links depend on what it makes of that. */
  function review(rooms: readonly BorderRoom[]): void {
    const meetings: Meetings = { met: new Map(), changed: new Set(), relinks: [] }
    for (const room of rooms) reviewOne(room, meetings)
    for (const room of meetings.changed) room.onChanged()
    for (const step of meetings.relinks) step()
  }

  function reviewSoon(room: BorderRoom): void {
    dirty.add(room)
    afterMoves.soon()
  }

  /** The room in which an avatar takes part, unless it is this one. */
  function homeBesides(room: BorderRoom, agentId: string): BorderRoom | undefined {
    const home = homes.get(avatarKey({ grid: room.channel().grid, agentId }))
    return home === room ? undefined : home
  }

  /** Disconnects a participation from pages of other rooms. */
  function unlink(room: BorderRoom, participation: Participation): void {
    for (const link of [...participation.links.values()]) {
      const { agentId } = otherEnd(link, participation).participant
      if (!room.participations.has(agentId)) disconnect(link)
    }
  }

  function crossed(from: BorderRoom, to: BorderRoom, participation: Participation): void {
    const { agentId } = participation.participant
    const shore = shoreOf(to)
    for (const other of [...neighboursOf(from)]) {
      const listed = other === to ? undefined : other.outsiders.get(agentId)
      if (listed?.home !== from) continue
      const beyond = shoreOf(other)
      if (!shore.corner || !beyond.corner || !isHeardAcross(shore, beyond)) other.outsiders.remove(agentId)
      else {
        const [west, south] = beyond.corner
        const offset: Vector3 = [shore.corner[0] - west, shore.corner[1] - south, 0]
        other.outsiders.add({ home: to, participation, offset }, listed.index)
        if (!near.get(to)?.has(other)) setNear(to, other, { isOneWay: !isHeardAcross(beyond, shore) })
      }
      other.onChanged()
    }
  }

  return {
    review: (room) => review([room]),
    reviewSoon,
    shoreOf,
    neighboursOf,
    moved(room) {
      for (const other of neighboursOf(room)) other.onMoved()
    },
    changed(room, agentId) {
      for (const other of neighboursOf(room)) {
        if (other.outsiders.get(agentId)?.home !== room) continue
        other.outsiders.changed(agentId)
        other.onChanged()
      }
    },
    soundChanged(room) {
      for (const other of neighboursOf(room)) {
        for (const { home, participation } of [...other.outsiders.values()])
          if (home === room) other.outsiders.changed(participation.participant.agentId)
        other.onChanged()
      }
      review([room])
    },
    barsChanged(room) {
      // Whoever is barred from now on forgets whom they were told of.
      for (const other of [...neighboursOf(room)]) {
        for (const { home, participation } of [...other.outsiders.values()])
          if (home === room) other.outsiders.remove(participation.participant.agentId)
      }
      review([room])
    },
    needHub(room) {
      // What goes one way only must not go by a direct link, which carries both.
      for (const [other, { isOneWay }] of near.get(room) ?? []) if (isOneWay || other.needsHub()) return true
      return false
    },
    crossed,
    entered(room, agentId) {
      const avatar: Avatar = { grid: room.channel().grid, agentId }
      homes.set(avatarKey(avatar), room)
      options.onHome(avatar)
    },
    isElsewhere: (room, agentId) => homeBesides(room, agentId) !== undefined,
    left(room, agentId) {
      const avatar: Avatar = { grid: room.channel().grid, agentId }
      const elsewhere = homeBesides(room, agentId)
      const there = elsewhere?.participations.get(agentId)
      if (!elsewhere) homes.delete(avatarKey(avatar))
      if (elsewhere && there) crossed(room, elsewhere, there)
      options.onHome(avatar)
      for (const other of neighboursOf(room)) {
        if (other.outsiders.get(agentId)?.home !== room) continue
        other.outsiders.remove(agentId)
        other.onChanged()
      }
      // Whoever has come in beyond the border is heard from there at once.
      if (there) review([room])
      else reviewSoon(room)
    },
    isDeafIn(room, agentId) {
      const home = homes.get(avatarKey({ grid: room.channel().grid, agentId }))
      if (home === room) return false
      const shore = shoreOf(room)
      if (home && shore.corner && shoreOf(home).corner) return true
      return shore.isLocked || !letsOut(shore)
    },
    close(room) {
      closed.add(room)
      dirty.delete(room)
      cells.put(room, room.channel().grid, [])
      for (const other of [...neighboursOf(room)]) {
        for (const { home, participation } of [...other.outsiders.values()])
          if (home === room) other.outsiders.remove(participation.participant.agentId)
        for (const participation of room.participations.values()) unlink(room, participation)
        setNear(room, other, undefined)
        other.onChanged()
      }
    },
  }
}

const isSame = (one: Vector3, other: Vector3) => one.every((metres, axis) => metres === other[axis])
const moved = ([x, y, z]: Vector3, [east, north, up]: Vector3): Vector3 => [x + east, y + north, z + up]

interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** The box around all of them, and that much more on each side. */
function boxOf(positions: readonly Vector3[], more: number): Box {
  let [west, south] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [east, north] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [x, y] of positions) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return { west: west - more, south: south - more, east: east + more, north: north + more }
}

const isInBox = ([x, y]: Vector3, { west, south, east, north }: Box): boolean =>
  x >= west && x <= east && y >= south && y <= north
