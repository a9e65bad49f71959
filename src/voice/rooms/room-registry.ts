/** The rooms that there are: each begins with the first who comes, and ends with the last. */

import { type Channel, settingsOf } from '../channels/channel.js'
import type { Mutes } from '../moderation/mutes.js'
import { createRoom, type Room, type RoomMutes, type RoomOptions } from './room.js'

export interface RoomRegistryOptions extends Omit<RoomOptions, 'channel' | 'mutes'> {
  readonly mutes: Mutes
}

export interface RoomRegistry {
  find(channelId: number): Room | undefined
  /** The room of a channel, begun when there is none. */
  open(channel: Channel): Room
  /** Ends it when nobody is in it any more. */
  closeIfEmpty(room: Room): void
  list(): readonly Room[]
  /** Whether there is no place left for that avatar; moderators always find one. */
  isFull(channel: Channel, agentId: string): boolean
  /** Whether more are in it than it holds, since somebody made it smaller. */
  isOverfull(channel: Channel): boolean
  /** Keeps the room's hub up for somebody who may be no participant; returns the end of that. */
  listenIn(channel: Channel, listener: Listener): () => void
  /** Ends the listening of an avatar; whether there was any. */
  endListening(channelId: number, agentId: string): boolean
  /** Who listens, participants by their viewers among them. */
  listening(channelId: number): readonly string[]
}

/** Somebody whose viewer hears a room. */
export interface Listener {
  readonly agentId: string
  /** A moderator ends it. */
  kicked(): void
}

export function createRoomRegistry(options: RoomRegistryOptions): RoomRegistry {
  const { mutes, relayOnly, relayAvailable, hub, hubAlways, timers } = options
  const rooms = new Map<number, Room>()
  const listeners = new Map<number, Set<Listener>>()

  hub?.events.on('ready', () => {
    for (const room of rooms.values()) room.hubReady()
  })

  function open(channel: Channel): Room {
    const known = rooms.get(channel.id)
    if (known) return known
    const roomMutes: RoomMutes = {
      silenceOf: (agentId, settings) => mutes.silenceOf(channel, agentId, settings),
      maySpeak: (agentId, settings) => mutes.maySpeak(channel, agentId, settings),
    }
    const room = createRoom({
      channel,
      mutes: roomMutes,
      relayOnly,
      relayAvailable,
      hub,
      hubAlways,
      timers,
    })
    rooms.set(channel.id, room)
    return room
  }

  function closeIfEmpty(room: Room): void {
    if (room.size > 0 || room.isOverheard() || rooms.get(room.channel.id) !== room) return
    rooms.delete(room.channel.id)
    room.close()
  }

  /** Moderators take none. */
  function placesTaken(channel: Channel): number {
    const { moderators } = settingsOf(channel)
    return (
      rooms
        .get(channel.id)
        ?.agentIds()
        .filter((id) => !moderators.includes(id)).length ?? 0
    )
  }

  return {
    open,
    closeIfEmpty,
    find: (channelId) => rooms.get(channelId),
    list: () => [...rooms.values()],
    isFull(channel, agentId) {
      const { capacity, moderators } = settingsOf(channel)
      if (capacity === 0 || rooms.get(channel.id)?.has(agentId) || moderators.includes(agentId)) return false
      return placesTaken(channel) >= capacity
    },
    isOverfull(channel) {
      const { capacity } = settingsOf(channel)
      return capacity > 0 && placesTaken(channel) > capacity
    },
    listenIn(channel, listener) {
      const room = open(channel)
      const end = room.listenIn()
      const here = listeners.get(channel.id) ?? new Set()
      listeners.set(channel.id, here.add(listener))
      return () => {
        if (here.delete(listener) && here.size === 0) listeners.delete(channel.id)
        end()
        closeIfEmpty(room)
      }
    },
    listening: (channelId) => [...(listeners.get(channelId) ?? [])].map(({ agentId }) => agentId),
    endListening(channelId, agentId) {
      const ended = [...(listeners.get(channelId) ?? [])].filter((one) => one.agentId === agentId)
      for (const listener of ended) listener.kicked()
      return ended.length > 0
    },
  }
}
