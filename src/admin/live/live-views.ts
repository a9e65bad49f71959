/** Rooms and regions as they are at this moment, for the console's map. */

import type { LivePerson, LiveRegion, RoomView, VoiceConnection } from '../../protocol/admin-api.js'
import { distanceMetres } from '../../spatial/direction.js'
import { heardAt } from '../../spatial/heard.js'
import type { SpeechRule } from '../../voice/admins/admin-ports.js'
import { settingsOf, soundOf, titleOf } from '../../voice/channels/channel.js'
import { type GridId, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { AvatarState } from '../../voice/presence/avatar-state.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import { silenceOf } from '../../voice/reports/silence.js'
import type { VoiceReports } from '../../voice/reports/voice-reports.js'
import type { Residents } from '../../voice/residents/residents.js'
import type { Room } from '../../voice/rooms/room.js'
import type { Rooms } from '../../voice/rooms/rooms.js'
import { type MediaMoment, type MediaSource, mediaMoment, type ViewerState } from './media-source.js'

/** The sources of the live views. */
export interface LiveSources {
  readonly rooms: Rooms
  readonly presence: Presence
  readonly reports: VoiceReports
  readonly media: MediaSource
  readonly residents: Pick<Residents, 'pagesOf'>
}

/** Finds the region of an avatar: from the feed or, without one, the region that asked for the viewer's session. */
export function regionFinder(
  grid: GridId,
  presence: Presence,
  viewers: readonly ViewerState[],
): (agentId: string) => string | undefined {
  const own = viewers.filter((viewer) => viewer.grid === grid && isPlaced(viewer.state))
  const byViewer = new Map(own.map(({ agentId, regionId }) => [agentId, regionId]))
  return (agentId) => presence.find({ grid, agentId })?.regionId ?? byViewer.get(agentId)
}

export function roomViews(grid: GridId, { rooms, presence, media }: LiveSources): RoomView[] {
  const regionOf = regionFinder(grid, presence, media.viewers())
  return placeRooms(grid, rooms).map((room) => roomView(room, rooms, regionOf))
}

/** Only place rooms: admins must not see who calls whom, and calls cannot be moderated. */
function placeRooms(grid: GridId, rooms: Rooms): readonly Room[] {
  return rooms.list().filter(({ channel, kind }) => channel.grid === grid && kind === 'place')
}

function roomView(room: Room, rooms: Rooms, regionOf: ReturnType<typeof regionFinder>): RoomView {
  const { channel, size } = room
  const { capacity, mode } = settingsOf(channel)
  const regionIds = new Set(room.agentIds().flatMap((agentId) => regionOf(agentId) ?? []))
  return {
    channelId: channel.id,
    name: titleOf(channel),
    regionIds: [...regionIds],
    people: size,
    capacity,
    mode,
    allMuted: rooms.areAllMuted(channel),
    route: room.route === 'hub' ? 'hub' : 'direct',
  }
}

/** `undefined` when nothing is known about that region. */
export function liveRegion(region: Region, sources: LiveSources, now: number): LiveRegion | undefined {
  const { grid, regionId } = region
  const { rooms, presence } = sources
  const open = placeRooms(grid, rooms)
  const channelIds = new Map(open.map(({ key, channel }) => [key, channel.id]))
  const moment = mediaMoment(sources.media, { grid, channelIds }, now)
  const avatars = presence.list(grid).filter((avatar) => avatar.regionId === regionId)
  const known = new Set(avatars.map(({ agentId }) => agentId))
  // Viewers that this region's feed does not list: in a region without a feed, or listening in from a neighbour.
  const sessions = moment.viewers.filter((viewer) => viewer.regionId === regionId)
  const others = new Set(sessions.map(({ agentId }) => agentId).filter((agentId) => !known.has(agentId)))
  const feed = newestOfRegions(presence.feeds()).find((one) => isSameRegion(one, region))
  const name = feed?.regionName ?? avatars[0]?.regionName ?? sessions[0]?.channelName
  if (name === undefined) return undefined
  const feedLost = presence.isFeedLost(region)
  const people = [
    ...avatars.map((avatar) => {
      const room = open.find((one) => one.has(avatar.agentId))
      const { agentId } = avatar
      return livePerson({ grid, agentId, regionId, avatar, room, moment, feedLost }, sources, now)
    }),
    ...[...others].map((agentId) => {
      const here = sessions.filter((viewer) => viewer.agentId === agentId)
      const room = open.find((one) => one.has(agentId) && here.some(inRoom(one)))
      const none = { avatar: undefined, feedLost: false }
      return livePerson({ grid, agentId, regionId, room, moment, ...none }, sources, now)
    }),
  ]
  const theirs = new Set(people.map(({ channelId }) => channelId))
  return {
    regionId,
    name,
    feedLost,
    people,
    channels: open
      .filter(({ channel }) => theirs.has(channel.id))
      .map(({ channel, locked }) => ({
        id: channel.id,
        name: titleOf(channel),
        mode: settingsOf(channel).mode,
        allMuted: rooms.areAllMuted(channel),
        locked,
        ...soundOf(settingsOf(channel)),
      })),
  }
}

const inRoom =
  ({ channel }: Room) =>
  ({ channelId, state }: { readonly channelId: number | null; readonly state: string }) =>
    channelId === channel.id && isPlaced(state)

/** Whether a viewer is in its room, or stands aside because the page is there. */
const isPlaced = (state: string) => state === 'in-room' || state === 'aside'

interface PersonSources {
  readonly grid: GridId
  readonly agentId: string
  /** The region that is viewed. */
  readonly regionId: string
  /** The avatar's entry in the region's feed. */
  readonly avatar: AvatarState | undefined
  readonly room: Room | undefined
  readonly moment: MediaMoment
  /** Whether the region's feed has fallen silent. */
  readonly feedLost: boolean
}

function livePerson(
  subject: PersonSources,
  { rooms, reports, residents }: LiveSources,
  now: number,
): LivePerson {
  const { agentId, avatar, room } = subject
  const view = room?.view(agentId)
  const connections = subject.moment.connectionsOf(agentId)
  const connection = connectionOf(subject, connections)
  const channelId = room?.channel.id ?? null
  const muted = room && rooms.decided(room.channel, 'muted', agentId)
  const writingMuted = room && rooms.decided(room.channel, 'writing-muted', agentId)
  const byViewer = view !== undefined && connection?.client === 'viewer'
  // The viewer's position counts in its room, unless the feed contradicts it.
  const told = (byViewer && connection.positionSource === 'viewer') || !avatar ? view : undefined
  const place = told ?? avatar
  const heard = reports.lastHeard(subject)
  const inVoice = room !== undefined || connection !== undefined
  const enteredAt = room?.enteredAt(agentId)
  return {
    agentId,
    name: avatar?.name || view?.name || rooms.nameOf(subject),
    npc: avatar?.npc ?? false,
    position: place ? [...place.position] : null,
    look: place ? [...place.look] : null,
    positionSource: told ? 'viewer' : (avatar?.source ?? null),
    positionAgeSeconds: told || !avatar ? null : Math.max(0, now - avatar.seenAt) / 1000,
    client: inVoice ? (connection?.client ?? 'page') : null,
    connections: [...connections],
    silence: silenceOf({
      pageOpen: residents.pagesOf(subject).length > 0,
      inVoice,
      noRoom: rooms.noRoomOf(subject),
      connection,
      rule: view?.silence,
      muted,
      microphoneOff: view?.muted ?? false,
      voice: heard && { speaking: heard.speaking, secondsAgo: Math.max(0, now - heard.at) / 1000 },
      others: room ? room.size - 1 : 0,
      nearestMetres: room && nearestOutOfReach(room, agentId),
      feedLost: subject.feedLost && !told,
    }),
    channelId,
    muted: view?.muted ?? false,
    ...(view?.effort && { effort: view.effort }),
    mutedByModerator: view?.mutedByModerator ?? false,
    mute: decisionIn(muted),
    writingMute: decisionIn(writingMuted),
    hereSeconds: enteredAt === undefined ? null : Math.max(0, now - enteredAt) / 1000,
    speaking: room !== undefined && speaksIn(room, agentId, reports),
    moderator: room ? settingsOf(room.channel).moderators.includes(agentId) : false,
    floor: room !== undefined && rooms.hasFloor(room.channel, agentId),
    hand: view?.hand ?? null,
  }
}

/** Nothing is known about decisions of earlier versions, and of regions. */
function decisionIn(rule: SpeechRule | undefined): LivePerson['mute'] {
  return rule ? (rule.decision ?? { by: '', at: 0 }) : null
}

/** How far away the nearest other participant is, where none is within reach; `undefined`: somebody is, or nobody is there. */
function nearestOutOfReach(room: Room, agentId: string): number | undefined {
  const view = room.view(agentId)
  if (!view) return undefined
  const { position } = view
  const sound = soundOf(room.settings)
  let nearest: number | undefined
  for (const other of room.participants()) {
    if (other.agentId === agentId) continue
    const metres = distanceMetres(position, other.pose.position)
    if (heardAt(other.pose.position, view, sound).gain > 0) return undefined
    nearest = Math.min(nearest ?? metres, metres)
  }
  return nearest
}

/** The connection by which the avatar is in the viewed room, or is about to enter it. */
function connectionOf(
  { regionId, room }: PersonSources,
  connections: readonly VoiceConnection[],
): VoiceConnection | undefined {
  if (room) return connections.find((one) => one.channelId === room.channel.id && one.state === 'in-room')
  return connections.find((one) => one.client === 'viewer' && one.regionId === regionId)
}

/** Whether an avatar speaks; a page's own report counts only if the avatar may be heard. */
export function speaksIn(room: Room, agentId: string, reports: VoiceReports): boolean {
  const view = room.view(agentId)
  return (
    view !== undefined &&
    !view.muted &&
    !view.mutedByModerator &&
    reports.isSpeaking({ grid: room.channel.grid, agentId })
  )
}
