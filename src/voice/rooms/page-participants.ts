/** Participants through a page: each is brought to the room its feet stand in, and kept there. */

import type { Channels, Place } from '../channels/channels.js'
import type { Bans } from '../moderation/bans.js'
import type { Mutes } from '../moderation/mutes.js'
import { expulsionOf } from '../moderation/room-moderation.js'
import type { Timers } from '../ports.js'
import { createDepartures } from '../presence/departures.js'
import type { ParcelVoice } from '../presence/parcel-voice.js'
import type { Presence } from '../presence/presence.js'
import { placeKey, samePose, type Visit } from './page-participant.js'
import { speechOf } from './page-speech.js'
import type { EndReason, Expulsion, NoRoomReason, ParticipantSink, Participation } from './participant.js'
import type { Room } from './room.js'
import type { RoomRegistry } from './room-registry.js'
import type { Member } from './room-state.js'
import type { Attendances } from './viewer-participants.js'

/** A page whose socket broke may come back for this long before the others are told that it is gone. */
export const LOST_GRACE_MS = 1200

export interface VisitsOptions {
  readonly registry: RoomRegistry
  readonly attendances: Pick<Attendances, 'end' | 'yield' | 'standOf'>
  readonly presence: Presence
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
  readonly bans: Bans
  readonly mutes: Pick<Mutes, 'forget'>
  /** Somebody has left a room: there may be a place for those who wait. */
  readonly onLeft: (room: Room) => void
  readonly timers: Timers
  /** What went wrong while nobody waited for it. */
  readonly onError: (error: unknown) => void
}

export interface Visits {
  /**
   * Starts the voice session of an avatar; it enters the room of its place as soon as that is known.
   * One avatar has one: the newest wins, and the older one is told. A page that comes back names the
   * connections that it still has; those go on where the other end says the same.
   */
  join(avatar: {
    readonly agentId: string
    readonly name: string
    readonly muted: boolean
    /** Wants nobody to learn its network address. */
    readonly addressHidden?: boolean
    readonly sink: ParticipantSink
    /** The page still hears somebody, through the hub or by the connections that it claims. */
    readonly resumes?: boolean
    readonly claims?: Map<string, string>
  }): Participation
  /** Ends the visit of an avatar, if it is in that channel's room. */
  end(channelId: number, agentId: string, reason: EndReason, expulsion?: Expulsion): void
  /**
   * The avatar's viewer takes its place in that room: its page's wire, to be told, where there is one.
   * @param alsoWaiting takes it from a page that waits for a feed, too: else it would wait for ever beside its viewer
   */
  yield(channelId: number, agentId: string, alsoWaiting: boolean): ParticipantSink | undefined
  /** There may be room now for whoever stands before a full channel. */
  letWaitingIn(): void
  count(): number
}

export function createVisits(options: VisitsOptions): Visits {
  const { registry, attendances, presence, channels, parcelVoice, bans, mutes, onLeft, timers, onError } =
    options
  const visits = new Map<string, Visit>()
  const departures = createDepartures({ timers, visits: () => visits.values(), exile, end })

  function leaveRoom(visit: Visit): void {
    const { room } = visit
    visit.room = undefined
    room?.leave(visit.agentId)
    if (!room) return
    registry.closeIfEmpty(room)
    onLeft(room)
  }

  /** There may be room now for whoever stands before a full channel. */
  function letWaitingIn(): void {
    for (const visit of visits.values()) if (!visit.room && visit.place !== undefined) settleAgain(visit)
  }

  function enterRoom(visit: Visit, room: Room): void {
    if (visit.room === room) return
    leaveRoom(visit)
    attendances.yield(room.channel.id, visit.agentId)?.ended('replaced')
    visit.room = room
    room.enter(visit)
  }

  /** Finds the channel of a place; by the time it is found the avatar may have gone elsewhere. */
  async function settle(visit: Visit, place: Place): Promise<void> {
    const key = placeKey(place)
    visit.place = key
    const roomPlace = parcelVoice.roomPlace(place)
    if (!roomPlace) return exile(visit, 'voice-off')
    const channel = await channels.forPlace(roomPlace)
    if (visits.get(visit.agentId) !== visit || visit.place !== key) return
    tellFeedOf(visit, presence.isFeedLost(place.regionId))
    // Not before: coordinates of the new place mean nothing in the old room.
    updatePose(visit)
    const ban = bans.find(channel.id, visit.agentId)
    if (ban) return end(visit, 'kicked', expulsionOf(ban))
    if (registry.isFull(channel, visit.agentId)) return exile(visit, 'channel-full')
    enterRoom(visit, registry.open(channel))
  }

  /**
   * Where no feed tells of an avatar, the last resort is what its viewer said: the page takes the viewer's place, and
   * says that nobody tells positions.
   */
  function standAsViewer(visit: Visit): boolean {
    const stand = attendances.standOf(visit.agentId)
    if (!stand) return false
    visit.pose = stand.pose
    visit.feedLost = true
    enterRoom(visit, registry.open(stand.channel))
    return true
  }

  function updatePose(visit: Visit): void {
    const state = presence.find(visit.agentId)
    if (!state || samePose(visit.pose, state)) return
    visit.pose = { position: state.position, look: state.look }
    visit.room?.poseChanged()
  }

  function follow(visit: Visit): void {
    const state = presence.find(visit.agentId)
    if (!state) return
    departures.over(visit, state.regionId)
    if (visit.place === placeKey(state)) updatePose(visit)
    else settle(visit, state).catch(onError)
  }

  function exile(visit: Visit, reason: NoRoomReason): void {
    leaveRoom(visit)
    visit.sink.roomLeft(reason)
  }

  function close(visit: Visit): void {
    visit.cancelDeparture?.()
    if (visits.get(visit.agentId) === visit) visits.delete(visit.agentId)
    leaveRoom(visit)
  }

  /** Whoever takes its place in the room is to enter that at once. */
  function yieldPlace(visit: Visit): Room | undefined {
    const { room } = visit
    visit.room = undefined
    close(visit)
    room?.giveUp(visit.agentId)
    return room
  }

  function end(visit: Visit, reason: EndReason, expulsion?: Expulsion): void {
    close(visit)
    visit.sink.ended(reason, expulsion)
  }

  /** A channel that appeared, or is gone, may be somebody's place. */
  function settleAgain(visit: Visit): void {
    const state = presence.find(visit.agentId)
    if (state) settle(visit, state).catch(onError)
  }

  presence.events.on('seen', (agentIds) => {
    for (const agentId of agentIds) {
      const visit = visits.get(agentId)
      if (visit) follow(visit)
    }
  })
  presence.events.on('gone', (agentIds, proof) => {
    for (const agentId of agentIds) {
      const visit = visits.get(agentId)
      if (visit && !visit.cancelDeparture) departures.begin(visit, proof)
    }
  })
  presence.events.on('outage', departures.outage)
  function tellFeedOf(visit: Visit, lost: boolean): void {
    if (visit.feedLost === lost) return
    visit.feedLost = lost
    if (visit.room) visit.sink.feedChanged(lost)
  }
  const tellFeed = (regionId: string, lost: boolean) => {
    for (const visit of visits.values()) {
      if (presence.find(visit.agentId)?.regionId === regionId) tellFeedOf(visit, lost)
    }
  }
  presence.events.on('feedLost', (regionId) => tellFeed(regionId, true))
  presence.events.on('feedBack', (regionId) => tellFeed(regionId, false))
  parcelVoice.events.on('changed', ({ regionId }) => {
    for (const visit of visits.values()) {
      if (presence.find(visit.agentId)?.regionId === regionId) settleAgain(visit)
    }
  })
  channels.events.on('changed', (channel) => {
    const room = registry.find(channel.id)
    if (room) {
      room.channelChanged(channel)
      return letWaitingIn()
    }
    for (const visit of visits.values()) if (visit.place?.includes(channel.name)) settleAgain(visit)
  })
  channels.events.on('deleted', (ids) => {
    for (const id of ids) {
      const room = registry.find(id)
      mutes.forget(id)
      // Their viewers ask their region again, and that names another channel.
      attendances.end(id, undefined, 'left-world')
      if (!room) continue
      for (const agentId of room.agentIds()) {
        const visit = visits.get(agentId)
        if (visit) settleAgain(visit)
      }
    }
  })

  /** The same page on a new socket: the others need not know. */
  function takeUp(
    visit: Visit,
    renewed: Pick<Member, 'muted' | 'addressHidden' | 'sink' | 'claims'>,
  ): Participation {
    const older = visit.sink
    Object.assign(visit, renewed)
    older.ended('replaced')
    visit.room?.resume(visit.agentId)
    return participationOf(visit)
  }

  function participationOf(visit: Visit): Participation {
    const { sink } = visit
    const leave = () => {
      // A newer socket may have taken the visit up.
      if (visit.sink === sink) close(visit)
    }
    return {
      ...speechOf(visit),
      leave,
      lost: () => timers.after(LOST_GRACE_MS, leave),
    }
  }

  return {
    letWaitingIn,
    count: () => visits.size,
    end(channelId, agentId, reason, expulsion) {
      const visit = visits.get(agentId)
      if (visit?.room?.channel.id === channelId) end(visit, reason, expulsion)
    },
    yield(channelId, agentId, alsoWaiting) {
      const visit = visits.get(agentId)
      const waits = alsoWaiting && !visit?.room && presence.find(agentId) === undefined
      if (!visit || (visit.room?.channel.id !== channelId && !waits)) return undefined
      yieldPlace(visit)
      return visit.sink
    },
    join({ agentId, name, muted, addressHidden = false, sink, resumes = false, claims = new Map() }) {
      const older = visits.get(agentId)
      if (older?.room && (resumes || claims.size > 0))
        return takeUp(older, { muted, addressHidden, sink, claims })
      const state = presence.find(agentId)
      // More may be in a room than it holds: who comes again does not stay one of them.
      if (older?.room && (!state || registry.isOverfull(older.room.channel))) leaveRoom(older)
      const room = older && yieldPlace(older)
      older?.sink.ended('replaced')
      const pose = (room && older?.pose) ?? state ?? { position: [0, 0, 0], look: [1, 0, 0] }
      const visit: Visit = {
        agentId,
        kind: 'page',
        name,
        sink,
        muted,
        addressHidden,
        claims,
        pose: { position: pose.position, look: pose.look },
        room,
        place: undefined,
        cancelDeparture: undefined,
        regionId: older?.regionId,
        regionAway: older?.regionAway ?? false,
        feedLost: older?.feedLost ?? false,
      }
      visits.set(agentId, visit)
      room?.enter(visit)
      if (state) follow(visit)
      else if (!standAsViewer(visit)) {
        if (visit.regionAway) departures.waitForReturn(visit)
        else exile(visit, 'not-in-world')
      }
      return participationOf(visit)
    },
  }
}
