/** What the viewers in one room were told of its people, and what is to be told next. */

import type { HubLevel } from '../../voice/rooms/hub.js'
import { encodeUpdates, type PersonUpdate, powerOf } from '../data-channel.js'

export interface RoomPerson {
  readonly agentId: string
  readonly mutedByModerator: boolean
}

export interface PeopleListOptions {
  /** Who is in the room at this moment. */
  readonly people: () => readonly RoomPerson[]
  readonly tell: (peerIds: readonly string[], text: string) => void
  /** Of the service. */
  readonly version: string
}

/**
 * Compares the room with what was told instead of following its events: so nothing that happens in between
 * (people who move, a hub that comes back) can leave somebody in a viewer's list for ever.
 */
export interface PeopleList {
  readonly isEmpty: boolean
  /** A viewer that listens from now on: it is told of everybody at once. */
  add(peerId: string, agentId: string): void
  remove(peerId: string): void
  levels(levels: readonly HubLevel[]): void
  /** Tells all viewers what is new, in one text; nothing where nothing is. */
  flush(): void
}

type Told = Required<Pick<PersonUpdate, 'power' | 'speaking' | 'mutedByModerator'>>

export function createPeopleList({ people, tell, version }: PeopleListOptions): PeopleList {
  const listeners = new Set<string>()
  const told = new Map<string, Told>()
  const heard = new Map<string, Pick<Told, 'power' | 'speaking'>>()

  function present(): Map<string, Told> {
    return new Map(
      people().map(({ agentId, mutedByModerator }) => {
        const { power, speaking } = heard.get(agentId) ?? { power: 0, speaking: false }
        return [agentId, { power, speaking, mutedByModerator }]
      }),
    )
  }

  function flush(): void {
    const now = present()
    const updates = new Map<string, PersonUpdate>()
    for (const agentId of told.keys()) {
      if (now.has(agentId)) continue
      updates.set(agentId, { left: true })
      told.delete(agentId)
      heard.delete(agentId)
    }
    for (const [agentId, state] of now) {
      const update = difference(told.get(agentId), state)
      if (update) updates.set(agentId, update)
      told.set(agentId, state)
    }
    if (updates.size > 0 && listeners.size > 0) tell([...listeners], encodeUpdates(updates))
  }

  return {
    get isEmpty() {
      return listeners.size === 0
    },
    add(peerId, agentId) {
      flush()
      listeners.add(peerId)
      const updates = new Map<string, PersonUpdate>()
      for (const [id, state] of told) updates.set(id, { joined: true, ...state })
      updates.set(agentId, { ...updates.get(agentId), version })
      tell([peerId], encodeUpdates(updates))
    },
    remove(peerId) {
      listeners.delete(peerId)
    },
    levels(levels) {
      for (const { agentId, level, speaking } of levels) {
        // Of people who come into the room in this very moment, too: the hub says only what changes.
        if (level > 0 || speaking) heard.set(agentId, { power: powerOf(level), speaking })
        else heard.delete(agentId)
      }
    },
    flush,
  }
}

function difference(before: Told | undefined, now: Told): PersonUpdate | undefined {
  if (!before) return { joined: true, ...now }
  const update: PersonUpdate = {
    ...(before.power !== now.power && { power: now.power }),
    ...(before.speaking !== now.speaking && { speaking: now.speaking }),
    ...(before.mutedByModerator !== now.mutedByModerator && {
      mutedByModerator: now.mutedByModerator,
      speaking: now.speaking,
    }),
  }
  return Object.keys(update).length > 0 ? update : undefined
}
