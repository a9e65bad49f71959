/** All live rooms: each begins with its first participant or listener, and ends with the last. */

import { type Channel, settingsOf } from '../channels/channel.js'
import type { Avatar } from '../grids/grid.js'
import type { GridUses } from '../grids/use/grid-use.js'
import type { Bans } from '../moderation/bans.js'
import { createMutes, type Mutes } from '../moderation/mutes.js'
import type { Blocks } from '../residents/blocks.js'
import { type BordersOptions, createBorders } from './borders/borders.js'
import { createRoom, type Room, type RoomOptions } from './room.js'
import type { RoomKey, RoomSubject } from './room-key.js'
import type { RoomMutes } from './room-telling.js'

export interface RoomRegistryOptions
  extends Omit<RoomOptions, 'subject' | 'mutes' | 'blocks' | 'hold' | 'borders' | 'isBanned' | 'listening'>,
    Pick<BordersOptions, 'cornerOf' | 'coversRegion'> {
  readonly bans: Pick<Bans, 'isBanned'>
  /** Counts rooms and those who are in them. */
  readonly uses: Pick<GridUses, 'hold'>
  readonly mutes: Mutes
  readonly blocks: Pick<Blocks, 'areApart' | 'apartFrom' | 'events'>
}

export interface RoomRegistry {
  find(key: RoomKey): Room | undefined
  /** The room of a channel or a call, which begins if there is none. */
  open(subject: RoomSubject): Room
  /** Ends the room if nobody is in it any more. */
  closeIfEmpty(room: Room): void
  /** The mutes of a live call, which no other room shares. */
  mutesOfCall(key: RoomKey): Mutes | undefined
  list(): readonly Room[]
  /** Whether the room is over its capacity, because an admin lowered it. */
  isOverfull(room: Room): boolean
  /** Keeps the room's hub on for a listener, who need not take part. @returns a function that ends the listening */
  listen(subject: RoomSubject, listener: ViewerListener): () => void
  /** Ends the listening of an avatar. @returns whether it listened */
  endListening(key: RoomKey, avatar: Avatar): boolean
  /** The agents whose viewers listen, participants by viewer among them. */
  listening(key: RoomKey): readonly string[]
}

/** An avatar whose viewer hears a room. */
export interface ViewerListener extends Avatar {
  /** Called when a moderator ends the listening. */
  kicked(): void
}

export function createRoomRegistry(options: RoomRegistryOptions): RoomRegistry {
  const { uses, mutes, blocks, bans, addresses, hub, usage, timers } = options
  const rooms = new Map<RoomKey, Room>()
  const letGo = new Map<Room, () => void>()
  const mutesOfCalls = new Map<RoomKey, Mutes>()
  const listeners = new Map<RoomKey, Set<ViewerListener>>()

  const borders = createBorders({
    ...options,
    areApart: blocks.areApart,
    // What its viewer hears in the rooms where it merely listens depends on that.
    onHome({ grid, agentId }) {
      for (const [key, here] of listeners) {
        const room = rooms.get(key)
        if (room?.channel.grid !== grid) continue
        for (const one of here) if (one.agentId === agentId) room.listenersChanged()
      }
    },
  })
  const listening = (key: RoomKey) => [...(listeners.get(key) ?? [])].map(({ agentId }) => agentId)

  hub?.events.on('ready', () => {
    for (const room of rooms.values()) room.hubReady()
  })

  blocks.events.on('changed', ({ grid, agentId }, blockedId) => {
    for (const room of rooms.values()) {
      // The other may listen without taking part.
      if (room.channel.grid === grid && (room.has(agentId) || room.has(blockedId))) room.privacyChanged()
    }
  })

  function mutesOfCall(key: RoomKey): Mutes {
    const own = createMutes(undefined, () => undefined)
    mutesOfCalls.set(key, own)
    return own
  }

  function open(subject: RoomSubject): Room {
    const { key, channel } = subject
    const known = rooms.get(key)
    if (known) return known
    const inForce = subject.kind === 'call' ? mutesOfCall(key) : mutes
    const roomMutes: RoomMutes = {
      silenceOf: (agentId, settings) => inForce.silenceOf(channel, agentId, settings),
      maySpeak: (agentId, settings) => inForce.maySpeak(channel, agentId, settings),
      hasFloor: (agentId) => inForce.hasFloor(channel, agentId),
      areAllMuted: () => inForce.areAllMuted(channel),
    }
    const room = createRoom({
      subject,
      mutes: roomMutes,
      blocks,
      addresses,
      hub,
      usage,
      borders,
      isBanned: (agentId) => bans.isBanned(channel, agentId),
      listening: () => listening(key),
      timers,
      hold: (agentId) => uses.hold(channel.grid, 'people', agentId),
    })
    rooms.set(key, room)
    letGo.set(room, uses.hold(channel.grid, 'rooms', key))
    return room
  }

  function closeIfEmpty(room: Room): void {
    if (room.size > 0 || room.isOverheard() || rooms.get(room.key) !== room) return
    rooms.delete(room.key)
    letGo.get(room)?.()
    letGo.delete(room)
    mutesOfCalls.delete(room.key)
    room.close()
  }

  return {
    open,
    closeIfEmpty,
    find: (key) => rooms.get(key),
    mutesOfCall: (key) => mutesOfCalls.get(key),
    list: () => [...rooms.values()],
    isOverfull(room) {
      const { capacity } = settingsOf(room.channel)
      return capacity > 0 && spaceTaken(room.channel, room.agentIds()) > capacity
    },
    listen(subject, listener) {
      const { key } = subject
      const room = open(subject)
      const end = room.listenIn()
      const here = listeners.get(key) ?? new Set()
      listeners.set(key, here.add(listener))
      return () => {
        if (here.delete(listener) && here.size === 0) listeners.delete(key)
        end()
        closeIfEmpty(room)
      }
    },
    listening,
    endListening(key, { agentId }) {
      const ended = [...(listeners.get(key) ?? [])].filter((one) => one.agentId === agentId)
      for (const listener of ended) listener.kicked()
      return ended.length > 0
    },
  }
}

/** How many of those present count towards the capacity; moderators do not. */
export function spaceTaken(channel: Channel, present: readonly string[]): number {
  const { moderators } = settingsOf(channel)
  return present.filter((agentId) => !moderators.includes(agentId)).length
}
