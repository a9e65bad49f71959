/** Voices of other rooms that are heard in a room over a border: each has a decoder of its own there, and no ear. */

import type { HubRoom } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import { type DecodedVoice, FREE_AFTER_MS } from '../mixing/decoded-voice.js'
import type { RtpPacket } from '../peers/rtp.js'
import type { HeldVoice } from './hub-room.js'
import { NOTHING_SENT, type PeerMedia } from './peers/peer-media.js'

/** What is said in a visitor's own room has passed a gate there. */
const OPEN = { pass: (packet: RtpPacket) => packet }

/** The room in which a visitor is heard. */
export interface VisitedRoom {
  enter(media: PeerMedia, held?: HeldVoice): void
  leave(peerId: string): void
  hold(peerId: string): boolean
  takeHeld(agentId: string): HeldVoice | undefined
}

export interface Visitors {
  /** Brings those into a room, or takes them out, of whom its description says that they take part in another one. */
  follow(roomKey: RoomKey, described: HubRoom, room: VisitedRoom): void
  /** The room has ended. */
  remove(roomKey: RoomKey): void
  /** In which rooms somebody is a visitor who takes part in that one, and as which peer. */
  of(home: RoomKey, agentId: string): Iterable<readonly [roomKey: RoomKey, peerId: string]>
}

interface Visitor {
  /** The room that they take part in. */
  readonly home: RoomKey
  readonly media: PeerMedia
}

const NOWHERE: readonly (readonly [RoomKey, string])[] = []

/** @param createVoice makes a voice of which nothing has been heard */
export function createVisitors(createVoice: () => DecodedVoice): Visitors {
  /** By the room that they visit, by agent. */
  const rooms = new Map<RoomKey, Map<string, Visitor>>()
  /** By the room that they take part in and agent, the rooms that they visit. */
  const visits = new Map<string, Map<RoomKey, string>>()
  const keyOf = (home: RoomKey, agentId: string) => `${home} ${agentId}`

  function note(roomKey: RoomKey, { home, media: { agentId, peerId } }: Visitor): void {
    const key = keyOf(home, agentId)
    visits.set(key, (visits.get(key) ?? new Map()).set(roomKey, peerId))
  }

  function strike(roomKey: RoomKey, { home, media: { agentId } }: Visitor): void {
    const key = keyOf(home, agentId)
    const visited = visits.get(key)
    if (visited?.delete(roomKey) && visited.size === 0) visits.delete(key)
  }

  function free({ media: { voice } }: Visitor): void {
    setTimeout(voice.free, FREE_AFTER_MS)
  }

  function come(agentId: string, home: RoomKey, room: VisitedRoom): Visitor {
    const held = room.takeHeld(agentId)
    const media: PeerMedia = {
      peerId: `visitor ${agentId}`,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice: held?.media.voice ?? createVoice(),
      gate: OPEN,
      stream: undefined,
      forwarder: undefined,
      losses: NOTHING_SENT,
    }
    room.enter(media, held)
    return { home, media }
  }

  return {
    of: (home, agentId) => visits.get(keyOf(home, agentId)) ?? NOWHERE,
    follow(roomKey, { speakers }, room) {
      const wanted = new Map(
        speakers.flatMap(({ agentId, from }) => (from ? [[agentId, from] as const] : [])),
      )
      const here = rooms.get(roomKey) ?? new Map<string, Visitor>()
      for (const [agentId, visitor] of here) {
        if (wanted.get(agentId) === visitor.home) continue
        strike(roomKey, visitor)
        here.delete(agentId)
        // They have crossed a border: into this room, or between others.
        const isComing = speakers.some((speaker) => speaker.agentId === agentId)
        if (isComing && room.hold(visitor.media.peerId)) continue
        room.leave(visitor.media.peerId)
        free(visitor)
      }
      for (const [agentId, home] of wanted) {
        if (here.has(agentId)) continue
        const visitor = come(agentId, home, room)
        here.set(agentId, visitor)
        note(roomKey, visitor)
      }
      if (here.size > 0) rooms.set(roomKey, here)
      else rooms.delete(roomKey)
    },
    remove(roomKey) {
      for (const visitor of rooms.get(roomKey)?.values() ?? []) {
        strike(roomKey, visitor)
        free(visitor)
      }
      rooms.delete(roomKey)
    },
  }
}
