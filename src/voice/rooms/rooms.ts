/** All rooms and their participants, by page and by viewer. */

import { type ChannelSettings, settingsOf } from '../channels/channel.js'
import type { Channels } from '../channels/channels.js'
import type { Avatar, Region } from '../grids/grid.js'
import { NO_LIMITS } from '../grids/hosted-grid.js'
import { createGridUses, type GridUses } from '../grids/use/grid-use.js'
import { type Bans, createBans } from '../moderation/bans.js'
import { type CallModeration, createCallModeration } from '../moderation/call-moderation.js'
import type { ChannelModeration } from '../moderation/moderation.js'
import { createMutes, type Mutes } from '../moderation/mutes.js'
import { createRoomModeration } from '../moderation/room-moderation.js'
import type { Clock, Timers } from '../ports.js'
import type { ParcelVoice } from '../presence/land/parcel-voice.js'
import { createNames, type Names } from '../presence/names.js'
import type { Presence } from '../presence/presence.js'
import { type Blocks, createBlocks } from '../residents/blocks.js'
import type { Usage } from '../usage/usage.js'
import { type Admission, createAdmission } from './admission.js'
import type { Hub } from './hub.js'
import type { AddressRules } from './links/link-way.js'
import { createCallParticipants, type EnterCall } from './participants/call-participants.js'
import { createPagePlaces, type PagePlaces } from './participants/page-places.js'
import { createPlacePreview, type PreviewPlace } from './participants/place-preview.js'
import { createSpots } from './participants/spots.js'
import {
  createViewerParticipants,
  type ViewerJoin,
  type ViewerParticipant,
} from './participants/viewer-participants.js'
import type { Room } from './room.js'
import { placeKey, type RoomKey } from './room-key.js'
import { createRoomRegistry, type RoomRegistry } from './room-registry.js'

export interface RoomsOptions extends Partial<AddressRules> {
  readonly presence: Presence
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
  /** Without a hub, rooms are heard by direct connections only. */
  readonly hub?: Hub
  /** Bans that are stored; without them bans hold until the end of the process. */
  readonly bans?: Bans
  /** Mutes and floors that are stored; without them these too hold until the end of the process. */
  readonly mutes?: Mutes
  /** Who has blocked whom; without it nobody has. */
  readonly blocks?: Pick<Blocks, 'areApart' | 'apartFrom' | 'events'>
  /** What avatars are called; without it, the names of the feeds. */
  readonly names?: Names
  /** What grids use, and may use; without it, there are no limits. */
  readonly uses?: GridUses
  /** @throws VoiceError `account-disabled`; without it every account is admitted */
  readonly requireAccount?: (avatar: Avatar) => Promise<void>
  /** What everybody's time in rooms is counted by; without it nobody's is. */
  readonly usage?: Pick<Usage, 'entered' | 'left'>
  /** Whether a parcel is the whole of its region, as far as that is known. */
  readonly coversRegion?: (region: Region, parcelId: string) => boolean
  readonly clock: Clock
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

export interface Rooms extends ChannelModeration {
  /** An avatar takes part by page, in the room of its place: see page-places.ts. */
  readonly join: PagePlaces['join']
  /** An avatar takes part by viewer, in that room wherever it stands. */
  joinByViewer(viewer: ViewerJoin): ViewerParticipant
  readonly listen: RoomRegistry['listen']
  readonly admission: Admission
  readonly pages: PagePlaces['pages']
  /** A page takes part in a call, wherever its avatar is. */
  readonly enterCall: EnterCall
  /** Moderates the people of a call; `undefined` where there is no such call. */
  moderationOfCall(key: RoomKey): CallModeration | undefined
  /** Why an avatar's page that takes part is in no room; `undefined` also without such a page. */
  readonly noRoomOf: PagePlaces['noRoomOf']
  /** Who is in the room of an avatar's place, before it joins. */
  readonly preview: PreviewPlace
  /** An avatar's name, or a placeholder while it is not known. */
  nameOf(avatar: Avatar): string
  /** An avatar's page tells that its resident speaks, or has stopped. */
  spoke(avatar: Avatar, speaking: boolean): void
  /** Calls back when one of those settings of a room's channel is another one, or several of them. */
  onSettings(settings: readonly (keyof ChannelSettings)[], listener: (room: Room) => void): void
  /** To be called when a region, or a parcel in it, turned out to be another one than was known. */
  landLearned(region: Region): void
  readonly find: RoomRegistry['find']
  list(): readonly Room[]
  /** All avatars that take part by page in the rooms of their places, or wait for one. */
  readonly pageAvatars: PagePlaces['avatars']
  /** What those avatars' pages may enter has changed. */
  readonly lookAgain: PagePlaces['lookAgain']
  participantCount(): number
  /** To be called every second: grids may have space now for those whom their limits keep out. */
  letIntoGrids(): void
}

export function createRooms({
  presence,
  channels,
  parcelVoice,
  relayOnly = false,
  relayAvailable = true,
  hub,
  hubAlways = false,
  usage,
  clock,
  timers,
  onError,
  bans = createBans(undefined, clock, onError),
  mutes = createMutes(undefined, onError),
  blocks = createBlocks(undefined, clock, onError),
  names = createNames(presence),
  uses = createGridUses({ limitsOf: () => NO_LIMITS, stopwatch: timers }),
  requireAccount = async () => undefined,
  coversRegion = () => false,
}: RoomsOptions): Rooms {
  const registry = createRoomRegistry({
    uses,
    cornerOf: presence.frames.cornerOf,
    coversRegion,
    bans,
    mutes,
    blocks,
    addresses: { relayOnly, relayAvailable, hubAlways },
    hub,
    usage,
    timers,
  })
  const admission = createAdmission({ registry, bans, parcelVoice, uses, requireAccount })
  const viewers = createViewerParticipants({ registry, admission, names, onLeft })
  const places = createPagePlaces({
    registry,
    viewers,
    admission,
    presence,
    parcelVoice,
    spotOf: createSpots({ presence, channels, parcelVoice }),
    onLeft,
    timers,
    onError,
  })

  function landLearned(region: Region): void {
    for (const room of registry.list()) {
      const { grid, regionId } = room.shore()
      if (room.kind === 'place' && grid === region.grid && regionId === region.regionId) room.placeLearned()
    }
  }

  function onLeft(room: Room): void {
    // The lock of a room ends with it.
    if (settingsOf(room.channel).capacity > 0 || room.locked) places.letWaitingIn()
  }

  // Who hears whom over its borders depends on where a region lies.
  presence.events.on('regionMoved', landLearned)

  const settingListeners = new Map<keyof ChannelSettings, ((room: Room) => void)[]>()

  channels.events.on('created', places.channelAppeared)
  channels.events.on('changed', (channel) => {
    const room = registry.find(placeKey(channel))
    if (!room) return places.channelAppeared(channel)
    const changed = room.channelChanged(channel)
    if (changed.has('capacity') || changed.has('moderators')) places.letWaitingIn()
    const concerned = new Set([...changed].flatMap((setting) => settingListeners.get(setting) ?? []))
    for (const listener of concerned) listener(room)
  })
  channels.events.on('deleted', (deleted) => {
    for (const channel of deleted) {
      const { grid } = channel
      const key = placeKey(channel)
      const room = registry.find(key)
      mutes.forget(channel)
      // The viewers ask their region again, which names another channel.
      viewers.end(key, undefined, { reason: 'left-world' })
      const inside = (room?.agentIds() ?? []).map((agentId) => ({ grid, agentId }))
      if (!channel.byAdmin) places.lookAgain(inside)
      else for (const avatar of inside) places.end(key, avatar, { reason: 'channel-deleted' })
      // Whoever waited for it waits for nothing.
      places.letWaitingIn()
    }
  })

  return {
    admission,
    onSettings(settings, listener) {
      for (const setting of settings) {
        settingListeners.set(setting, [...(settingListeners.get(setting) ?? []), listener])
      }
    },
    join(page) {
      // What a region's link says is no name for the whole grid.
      if (!page.confinement) names.note(page, page.name)
      return places.join(page)
    },
    nameOf: names.of,
    preview: createPlacePreview({
      presence,
      channels,
      parcelVoice,
      admission,
      registry,
      blocks,
      nameOf: names.of,
    }),
    noRoomOf: places.noRoomOf,
    joinByViewer: (viewer) =>
      viewers.join(viewer, () => places.yieldRoom(viewer.room.key, viewer, viewer.room.kind === 'place')),
    listen: registry.listen,
    pages: places.pages,
    enterCall: createCallParticipants({ registry, admission }),
    moderationOfCall(key) {
      const [room, callMutes] = [registry.find(key), registry.mutesOfCall(key)]
      return room && callMutes && createCallModeration(room, callMutes)
    },
    spoke: (avatar, speaking) => places.roomOf(avatar)?.spoke(avatar.agentId, speaking),
    landLearned,
    find: registry.find,
    list: registry.list,
    pageAvatars: places.avatars,
    lookAgain: places.lookAgain,
    letIntoGrids: () => places.letIntoGrids((grid) => uses.spare(grid, 'people')),
    participantCount: () => places.count() + viewers.count(),
    ...createRoomModeration({
      mutes,
      bans,
      roomOf: (channel) => registry.find(placeKey(channel)),
      listening: (channel) => registry.listening(placeKey(channel)),
      letWaitingIn: places.letWaitingIn,
      end(channel, agentId, expulsion) {
        const key = placeKey(channel)
        const avatar: Avatar = { grid: channel.grid, agentId }
        const present = registry.find(key)?.has(agentId) ?? false
        viewers.end(key, avatar, { reason: 'kicked', expulsion })
        places.end(key, avatar, { reason: 'kicked', expulsion })
        // Last: when a page ends, the viewer that stood aside for it may come in.
        return registry.endListening(key, avatar) || present
      },
    }),
  }
}
