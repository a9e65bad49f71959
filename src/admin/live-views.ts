/** Rooms and regions as they are at this moment, for the console's map. */

import type { LivePerson, LiveRegion, RoomView } from '../protocol/admin-api.js'
import { attenuationOf, settingsOf } from '../voice/channel.js'
import type { AvatarState, Presence } from '../voice/presence.js'
import type { Room } from '../voice/room.js'
import type { Rooms } from '../voice/rooms.js'
import type { VoiceReports } from '../voice/voice-reports.js'

/** Whom to ask what is going on. */
export interface LiveSources {
  readonly rooms: Rooms
  readonly presence: Presence
  readonly reports: VoiceReports
}

export function roomView(room: Room, rooms: Rooms, presence: Presence): RoomView {
  const { channel, size } = room
  const { capacity, mode } = settingsOf(channel)
  const regionIds = new Set(room.agentIds().flatMap((agentId) => presence.find(agentId)?.regionId ?? []))
  return {
    channelId: channel.id,
    name: channel.description || channel.name,
    regionIds: [...regionIds],
    people: size,
    capacity,
    mode,
    allMuted: rooms.areAllMuted(channel.id),
  }
}

/** `undefined` when nothing is known of that region. */
export function liveRegion(regionId: string, sources: LiveSources, now: number): LiveRegion | undefined {
  const { rooms, presence } = sources
  const avatars = presence.list().filter((avatar) => avatar.regionId === regionId)
  const feed = presence.feeds().find((one) => one.regionId === regionId)
  const name = feed?.regionName ?? avatars[0]?.regionName
  if (name === undefined) return undefined
  const here = rooms.list().filter((room) => avatars.some(({ agentId }) => room.has(agentId)))
  return {
    regionId,
    name,
    feedLost: presence.isFeedLost(regionId),
    people: avatars.map((avatar) =>
      livePerson(
        avatar,
        here.find((room) => room.has(avatar.agentId)),
        sources,
        now,
      ),
    ),
    channels: here.map(({ channel }) => ({
      id: channel.id,
      name: channel.description || channel.name,
      mode: settingsOf(channel).mode,
      allMuted: rooms.areAllMuted(channel.id),
      ...attenuationOf(settingsOf(channel)),
    })),
  }
}

function livePerson(
  avatar: AvatarState,
  room: Room | undefined,
  { rooms, reports }: LiveSources,
  now: number,
): LivePerson {
  const { agentId, name, npc, position, look, source, seenAt } = avatar
  const view = room?.view(agentId)
  return {
    agentId,
    name,
    npc,
    position: [...position],
    look: [...look],
    positionSource: source,
    positionAgeSeconds: Math.max(0, now - seenAt) / 1000,
    channelId: room?.channel.id ?? null,
    muted: view?.muted ?? false,
    mutedByModerator: view?.mutedByModerator ?? false,
    mutedAlone: room ? rooms.isMutedAlone(room.channel.id, agentId) : false,
    speaking: room !== undefined && speaksIn(room, agentId, reports),
    moderator: room ? settingsOf(room.channel).moderators.includes(agentId) : false,
    floor: room ? rooms.hasFloor(room.channel.id, agentId) : false,
  }
}

/** What a page says of itself counts only for somebody who can be heard. */
export function speaksIn(room: Room, agentId: string, reports: VoiceReports): boolean {
  const view = room.view(agentId)
  return view !== undefined && !view.muted && !view.mutedByModerator && reports.isSpeaking(agentId)
}
