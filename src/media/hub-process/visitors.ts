/** Voices of other rooms that are heard in a room over a border: each has a decoder of its own there, and no ear. */

import type { HubRoom } from '../../voice/rooms/hub.js'
import type { RoomKey } from '../../voice/rooms/room-key.js'
import { createDecodedVoice } from '../mixing/decoded-voice.js'
import { createVoiceDecoder } from '../opus/opus.js'
import type { PeerLosses, PeerMedia } from './peers/peer-media.js'

/** A room may ask for a last frame of a voice in the turn in which it goes, and in none after that. */
const FREE_AFTER_MS = 100

/** A visitor gets nothing, so nothing can be lost. */
const NOTHING_SENT: PeerLosses = { sentLossShare: () => undefined, lostByListeners: () => undefined }

/** The room in which a visitor is heard. */
export interface VisitedRoom {
  enter(media: PeerMedia): void
  leave(peerId: string): void
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
  readonly home: RoomKey
  readonly agentId: string
  readonly peerId: string
  /** `undefined` until its decoder is made. */
  media: PeerMedia | undefined
}

const NOWHERE: readonly (readonly [RoomKey, string])[] = []

/** @param fault is told why a decoder could not be made */
export function createVisitors(fault: (error: unknown) => void): Visitors {
  /** By the room that they visit, by agent. */
  const rooms = new Map<RoomKey, Map<string, Visitor>>()
  /** By the room that they take part in and agent, the rooms that they visit. */
  const visits = new Map<string, Map<RoomKey, string>>()
  const keyOf = (home: RoomKey, agentId: string) => `${home} ${agentId}`

  function takeOut(roomKey: RoomKey, visitor: Visitor): void {
    const { home, agentId, media } = visitor
    const key = keyOf(home, agentId)
    const visited = visits.get(key)
    if (visited?.delete(roomKey) && visited.size === 0) visits.delete(key)
    if (rooms.get(roomKey)?.get(agentId) === visitor) rooms.get(roomKey)?.delete(agentId)
    if (media) setTimeout(() => media.voice.free(), FREE_AFTER_MS)
  }

  async function come(roomKey: RoomKey, visitor: Visitor, room: VisitedRoom): Promise<void> {
    const voice = createDecodedVoice(await createVoiceDecoder())
    if (rooms.get(roomKey)?.get(visitor.agentId) !== visitor) return voice.free()
    const { peerId, agentId, home } = visitor
    visitor.media = {
      peerId,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice,
      stream: undefined,
      forwarder: undefined,
      losses: NOTHING_SENT,
    }
    room.enter(visitor.media)
    const key = keyOf(home, agentId)
    visits.set(key, (visits.get(key) ?? new Map()).set(roomKey, peerId))
  }

  return {
    of: (home, agentId) => visits.get(keyOf(home, agentId)) ?? NOWHERE,
    follow(roomKey, { speakers }, room) {
      const wanted = new Map(
        speakers.flatMap(({ agentId, from }) => (from ? [[agentId, from] as const] : [])),
      )
      const present = rooms.get(roomKey)
      for (const visitor of [...(present?.values() ?? [])]) {
        if (wanted.get(visitor.agentId) === visitor.home) continue
        room.leave(visitor.peerId)
        takeOut(roomKey, visitor)
      }
      if (wanted.size === 0) return void rooms.delete(roomKey)
      const here = present ?? new Map<string, Visitor>()
      rooms.set(roomKey, here)
      for (const [agentId, home] of wanted) {
        if (here.has(agentId)) continue
        const visitor: Visitor = { home, agentId, peerId: `visitor ${agentId}`, media: undefined }
        here.set(agentId, visitor)
        come(roomKey, visitor, room).catch(fault)
      }
    },
    remove(roomKey) {
      for (const visitor of [...(rooms.get(roomKey)?.values() ?? [])]) takeOut(roomKey, visitor)
      rooms.delete(roomKey)
    },
  }
}
