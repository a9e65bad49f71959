/** The rooms of the grid and all who take part in them, by page or by viewer. */

import { isCall, settingsOf } from '../channels/channel.js'
import type { Channels } from '../channels/channels.js'
import { type Bans, createBans } from '../moderation/bans.js'
import type { ChannelModeration } from '../moderation/moderation.js'
import { createMutes, type Mutes } from '../moderation/mutes.js'
import { createRoomModeration } from '../moderation/room-moderation.js'
import type { Clock, Timers } from '../ports.js'
import { createNames, type Names } from '../presence/names.js'
import type { ParcelVoice } from '../presence/parcel-voice.js'
import type { Presence } from '../presence/presence.js'
import type { Hub } from './hub.js'
import { createVisits, type Visits } from './page-participants.js'
import type { Room } from './room.js'
import { createRoomRegistry, type RoomRegistry } from './room-registry.js'
import { type Attendances, createAttendances } from './viewer-participants.js'

export interface RoomsOptions {
  readonly presence: Presence
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
  /** Everybody is connected through TURN only, whatever the channel says. */
  readonly relayOnly?: boolean
  /** Whether there is a TURN server. */
  readonly relayAvailable?: boolean
  /** Without one, rooms are heard by direct connections only. */
  readonly hub?: Hub
  /** Nobody is ever connected to anybody else directly, whatever the channel says. */
  readonly hubAlways?: boolean
  /** Who may not come in; without it bans hold until the end of the process. */
  readonly bans?: Bans
  /** Who is muted and who has the floor; without it they too hold until the end of the process. */
  readonly mutes?: Mutes
  /** What avatars are called; without it as the feeds say. */
  readonly names?: Names
  readonly clock: Clock
  readonly timers: Timers
  /** What went wrong while nobody waited for it. */
  readonly onError: (error: unknown) => void
}

export interface Rooms extends ChannelModeration {
  /** Starts the voice session of an avatar through its page; see visits.ts. */
  readonly join: Visits['join']
  /** An avatar takes part through its viewer, in that channel's room wherever its feet are. */
  readonly attend: Attendances['attend']
  readonly listenIn: RoomRegistry['listenIn']
  readonly pages: Visits['pages']
  /** What an avatar is called, as well as that is known. */
  nameOf(agentId: string): string
  list(): readonly Room[]
  participantCount(): number
}

export function createRooms({
  presence,
  channels,
  parcelVoice,
  relayOnly = false,
  relayAvailable = true,
  hub,
  hubAlways = false,
  clock,
  timers,
  onError,
  bans = createBans(undefined, clock, onError),
  mutes = createMutes(undefined, onError),
  names = createNames(presence),
}: RoomsOptions): Rooms {
  const registry = createRoomRegistry({ mutes, relayOnly, relayAvailable, hub, hubAlways, timers })
  const attendances = createAttendances({ registry, bans, names, onLeft })
  const visits = createVisits({
    registry,
    attendances,
    presence,
    channels,
    parcelVoice,
    bans,
    mutes,
    onLeft,
    timers,
    onError,
  })

  function onLeft(room: Room): void {
    if (settingsOf(room.channel).capacity > 0) visits.letWaitingIn()
  }

  return {
    join(avatar) {
      names.note(avatar.agentId, avatar.name)
      return visits.join(avatar)
    },
    nameOf: names.of,
    attend: (attendee) =>
      attendances.attend(attendee, () =>
        visits.yield(attendee.channel.id, attendee.agentId, !isCall(attendee.channel)),
      ),
    listenIn: registry.listenIn,
    pages: visits.pages,
    list: registry.list,
    participantCount: () => visits.count() + attendances.count(),
    ...createRoomModeration({
      mutes,
      bans,
      roomOf: registry.find,
      listening: registry.listening,
      end(channelId, agentId, expulsion) {
        const present = registry.find(channelId)?.has(agentId) ?? false
        attendances.end(channelId, agentId, { reason: 'kicked', expulsion })
        visits.end(channelId, agentId, { reason: 'kicked', expulsion })
        // Last: a viewer that stood aside for its page may have come in by that.
        return registry.endListening(channelId, agentId) || present
      },
    }),
  }
}
