/** Participants through a page: each is brought to the room its feet stand in, and kept there. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import type { Pose } from '../../spatial/direction.js'
import type { Channel } from '../channels/channel.js'
import type { Channels } from '../channels/channels.js'
import { MAIN_GRID } from '../grids/grid.js'
import type { Bans } from '../moderation/bans.js'
import type { Mutes } from '../moderation/mutes.js'
import { expulsionOf } from '../moderation/room-moderation.js'
import type { Timers } from '../ports.js'
import { createDepartures } from '../presence/departures.js'
import type { ParcelVoice } from '../presence/parcel-voice.js'
import type { Presence } from '../presence/presence.js'
import { placeKey, samePose, type Visit } from './page-participant.js'
import { speechOf } from './page-speech.js'
import type { Participation } from './participant.js'
import type { Room } from './room.js'
import type { Ending, NoRoomReason, Tell } from './room-event.js'
import type { RoomRegistry } from './room-registry.js'
import type { Member } from './room-state.js'
import type { Attendances } from './viewer-participants.js'

/** A page whose socket broke may come back for this long before the others are told that it is gone. */
export const LOST_GRACE_MS = 1200

export interface VisitsOptions {
  readonly registry: RoomRegistry
  readonly attendances: Pick<Attendances, 'end' | 'yield'>
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
    readonly tell: Tell
    /** The page still hears somebody, through the hub or by the connections that it claims. */
    readonly resumes?: boolean
    readonly claims?: Map<string, string>
  }): Participation
  /** Ends the visit of an avatar, if it is in that channel's room. */
  end(channelId: number, agentId: string, ending: Ending): void
  /**
   * The avatar's viewer takes its place in that room: what tells its page, where there is one.
   * @param alsoWaiting takes it from a page that waits for a feed, too: else it would wait for ever beside its viewer
   */
  yield(channelId: number, agentId: string, alsoWaiting: boolean): Tell | undefined
  /** There may be room now for whoever stands before a full channel. */
  letWaitingIn(): void
  readonly pages: Pages
  count(): number
}

/** Pages that have taken the voice of a viewer which tells them where the avatar is. */
export interface Pages {
  /** Whether an avatar's viewer is to keep its voice away: until the page ends, or the viewer was gone for a while. */
  leads(agentId: string): boolean
  /** Such a page has ended: its viewer may take part again. */
  readonly events: EventEmitter<{ ended: [agentId: string] }>
}

/** Where an avatar is, by the best word there is. */
interface Spot extends Pose {
  readonly key: string
  readonly regionId: string
  /** Whoever said so has fallen silent. */
  readonly lost: boolean
  readonly byViewer: boolean
  /** `undefined`: voice is switched off there, or the channel is gone. */
  channel(): Promise<Channel> | undefined
}

export function createVisits(options: VisitsOptions): Visits {
  const { registry, attendances, presence, channels, parcelVoice, bans, mutes, onLeft, timers, onError } =
    options
  const visits = new Map<string, Visit>()
  const pageEvents: Pages['events'] = new EventEmitter()
  /** Pages that are in no room because no region tells positions. */
  const untold = new Set<Visit>()
  const departures = createDepartures({ timers, visits: () => visits.values(), exile: exileMissing, end })

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
    attendances.yield(room.channel.id, visit.agentId)?.({ type: 'ended', reason: 'replaced' })
    visit.room = room
    untold.delete(visit)
    room.enter(visit)
  }

  /** A viewer's word counts here only where no feed is alive that knows better: see presence.ts. */
  function spotOf(agentId: string): Spot | undefined {
    const claim = presence.claimed(agentId)
    if (claim) {
      const { channelId, silent } = claim
      return {
        ...claim,
        key: `viewer ${channelId}`,
        lost: silent,
        byViewer: true,
        channel: () =>
          parcelVoice.isAllowed(claim) ? channels.get({ grid: MAIN_GRID, id: channelId }) : undefined,
      }
    }
    const state = presence.find(agentId)
    if (!state) return undefined
    return {
      ...state,
      key: placeKey(state),
      lost: presence.isFeedLost(state.regionId),
      byViewer: false,
      channel() {
        const roomPlace = parcelVoice.roomPlace(state)
        return roomPlace && channels.forPlace(MAIN_GRID, roomPlace)
      },
    }
  }

  /** Finds the channel of a place; by the time it is found the avatar may have gone elsewhere. */
  async function settle(visit: Visit, spot: Spot): Promise<void> {
    const { key } = spot
    visit.place = key
    const finding = spot.channel()
    if (!finding) return exile(visit, 'voice-off')
    const channel = await finding.catch(nothingWhereGone)
    if (visits.get(visit.agentId) !== visit || visit.place !== key) return
    // Its viewer asks its region again, and that names another one.
    if (!channel) return exileMissing(visit)
    const now = spotOf(visit.agentId) ?? spot
    tellFeedOf(visit, now.lost)
    // Not before: coordinates of the new place mean nothing in the old room.
    updatePose(visit, now)
    if (now.byViewer) visit.leads = true
    const ban = bans.find(channel, visit.agentId)
    if (ban) return end(visit, { reason: 'kicked', expulsion: expulsionOf(ban) })
    if (registry.isFull(channel, visit.agentId)) return exile(visit, 'channel-full')
    enterRoom(visit, registry.open(channel))
  }

  function updatePose(visit: Visit, { position, look }: Pose): void {
    if (samePose(visit.pose, { position, look })) return
    visit.pose = { position, look }
    visit.room?.poseChanged()
  }

  function follow(visit: Visit): void {
    const spot = spotOf(visit.agentId)
    if (!spot) return
    departures.over(visit, spot.regionId)
    if (visit.place !== spot.key) return void settle(visit, spot).catch(onError)
    updatePose(visit, spot)
    if (spot.byViewer) tellFeedOf(visit, spot.lost)
  }

  function exile(visit: Visit, reason: NoRoomReason): void {
    leaveRoom(visit)
    untold.delete(visit)
    visit.tell({ type: 'room-left', reason })
  }

  /** Nobody tells where the avatar is: it is in no region, or in one that does not tell. */
  function whyMissing({ regionId, regionAway, leads }: Visit): NoRoomReason {
    const isTold =
      regionId === undefined ? presence.feeds().length > 0 : presence.stateOf(regionId) !== 'no-feed'
    // Where only its viewer told, it is that which is missing.
    if (regionAway && (isTold || !leads)) return 'region-away'
    return isTold ? 'not-in-world' : 'no-positions'
  }

  function exileMissing(visit: Visit): void {
    const reason = whyMissing(visit)
    exile(visit, reason)
    if (reason === 'no-positions') untold.add(visit)
  }

  function close(visit: Visit): void {
    visit.cancelDeparture?.()
    untold.delete(visit)
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

  /** Its viewer may take part again. */
  function leave(visit: Visit): void {
    close(visit)
    if (visit.leads) pageEvents.emit('ended', visit.agentId)
  }

  function end(visit: Visit, ending: Ending): void {
    leave(visit)
    visit.tell({ type: 'ended', ...ending })
  }

  /** A channel that appeared, or is gone, may be somebody's place. */
  function settleAgain(visit: Visit): void {
    const spot = spotOf(visit.agentId)
    if (spot) settle(visit, spot).catch(onError)
  }

  function followAll(agentIds: readonly string[]): void {
    for (const agentId of agentIds) {
      const visit = visits.get(agentId)
      if (visit) follow(visit)
    }
  }

  presence.events.on('seen', followAll)
  presence.events.on('claimed', followAll)
  presence.events.on('reported', () => {
    for (const visit of untold) if (whyMissing(visit) !== 'no-positions') exileMissing(visit)
  })
  presence.events.on('gone', (agentIds, proof) => {
    for (const agentId of agentIds) {
      const visit = visits.get(agentId)
      if (!visit || visit.cancelDeparture) continue
      if (presence.claimed(agentId)) follow(visit)
      else departures.begin(visit, proof)
    }
  })
  presence.events.on('outage', departures.outage)
  function tellFeedOf(visit: Visit, lost: boolean): void {
    if (visit.feedLost === lost) return
    visit.feedLost = lost
    if (visit.room) visit.tell({ type: 'feed-changed', lost })
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
      if (spotOf(visit.agentId)?.regionId === regionId) settleAgain(visit)
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
  channels.events.on('deleted', (deleted) => {
    for (const { grid, id } of deleted) {
      const room = registry.find(id)
      mutes.forget({ grid, id })
      // Their viewers ask their region again, and that names another channel.
      attendances.end(id, undefined, { reason: 'left-world' })
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
    renewed: Pick<Member, 'muted' | 'addressHidden' | 'tell' | 'claims'>,
  ): Participation {
    const older = visit.tell
    Object.assign(visit, renewed)
    older({ type: 'ended', reason: 'replaced' })
    visit.room?.resume(visit.agentId)
    return participationOf(visit)
  }

  function participationOf(visit: Visit): Participation {
    const { tell } = visit
    const farewell = () => {
      // A newer socket may have taken the visit up.
      if (visit.tell === tell) leave(visit)
    }
    return {
      ...speechOf(visit),
      leave: farewell,
      lost: () => timers.after(LOST_GRACE_MS, farewell),
    }
  }

  return {
    letWaitingIn,
    pages: {
      leads: (agentId) => visits.get(agentId)?.leads === true && presence.isClaimFresh(agentId),
      events: pageEvents,
    },
    count: () => visits.size,
    end(channelId, agentId, ending) {
      const visit = visits.get(agentId)
      if (visit?.room?.channel.id === channelId) end(visit, ending)
    },
    yield(channelId, agentId, alsoWaiting) {
      const visit = visits.get(agentId)
      const waits = alsoWaiting && (!visit?.room || visit.leads) && presence.find(agentId) === undefined
      if (!visit || (visit.room?.channel.id !== channelId && !waits)) return undefined
      yieldPlace(visit)
      return visit.tell
    },
    join({ agentId, name, muted, addressHidden = false, tell, resumes = false, claims = new Map() }) {
      const older = visits.get(agentId)
      if (older?.room && (resumes || claims.size > 0))
        return takeUp(older, { muted, addressHidden, tell, claims })
      const state = spotOf(agentId)
      // More may be in a room than it holds: who comes again does not stay one of them.
      if (older?.room && (!state || registry.isOverfull(older.room.channel))) leaveRoom(older)
      const room = older && yieldPlace(older)
      older?.tell({ type: 'ended', reason: 'replaced' })
      const pose = (room && older?.pose) ?? state ?? { position: [0, 0, 0], look: [1, 0, 0] }
      const visit: Visit = {
        agentId,
        kind: 'page',
        name,
        tell,
        muted,
        addressHidden,
        claims,
        pose: { position: pose.position, look: pose.look },
        room,
        place: undefined,
        cancelDeparture: undefined,
        regionId: older?.regionId,
        regionAway: older?.regionAway ?? false,
        leads: older?.leads ?? false,
        feedLost: older?.feedLost ?? false,
      }
      visits.set(agentId, visit)
      room?.enter(visit)
      if (state) follow(visit)
      else if (visit.regionAway) departures.waitForReturn(visit)
      else exileMissing(visit)
      return participationOf(visit)
    },
  }
}

function nothingWhereGone(error: unknown): undefined {
  if (!(error instanceof VoiceError && error.code === 'channel-not-found')) throw error
}
