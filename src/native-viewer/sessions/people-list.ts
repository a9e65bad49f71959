/** What the viewers in one room were told about its people, and what they are to be told next. */

import type { HubLevel } from '../../voice/rooms/hub.js'
import { encodeUpdates, type PersonUpdate, powerOf } from '../data-channel.js'

export interface RoomPerson {
  readonly agentId: string
  readonly mutedByModerator: boolean
}

export interface PeopleListOptions {
  /** Who is in the room at this moment. */
  readonly people: () => readonly RoomPerson[]
  /** Whether an avatar that listens may know who is there; without it, everybody who listens may. */
  readonly mayKnow?: (agentId: string) => boolean
  readonly tell: (peerIds: readonly string[], text: string) => void
  /** The service's version. */
  readonly version: string
}

/**
 * Compares the room with what was told instead of following the room's events. So nothing that happens in between
 * (people moving, a hub restarting) can leave somebody in a viewer's list for ever.
 */
export interface PeopleList {
  readonly isEmpty: boolean
  /** Adds a viewer that listens from now on, and tells it about everybody at once. */
  add(peerId: string, agentId: string): void
  remove(peerId: string): void
  levels(levels: readonly HubLevel[]): void
  /** Tells all viewers what has changed, in one text; sends nothing if nothing has. */
  flush(): void
}

type Told = Required<Pick<PersonUpdate, 'power' | 'speaking' | 'mutedByModerator'>>

interface ListListener {
  readonly agentId: string
  /** Whether it is told who is there. */
  knows: boolean
}

export function createPeopleList({
  people,
  mayKnow = () => true,
  tell,
  version,
}: PeopleListOptions): PeopleList {
  const listeners = new Map<string, ListListener>()
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
    const knowing = [...listeners].filter(([, { knows }]) => knows).map(([peerId]) => peerId)
    if (updates.size > 0 && knowing.length > 0) tell(knowing, encodeUpdates(updates))
    for (const [peerId, listener] of listeners) review(peerId, listener)
  }

  const everybody = () => {
    const updates = new Map<string, PersonUpdate>()
    for (const [id, state] of told) updates.set(id, { joined: true, ...state })
    return updates
  }

  /** Whoever may not know any more who is there forgets everybody, and is told again when it may. */
  function review(peerId: string, listener: ListListener): void {
    const { knows: knew, agentId } = listener
    listener.knows = mayKnow(agentId)
    if (listener.knows === knew || told.size === 0) return
    const gone = [...told.keys()].map((id) => [id, { left: true }] as const)
    tell([peerId], encodeUpdates(listener.knows ? everybody() : new Map(gone)))
  }

  return {
    get isEmpty() {
      return listeners.size === 0
    },
    add(peerId, agentId) {
      flush()
      const knows = mayKnow(agentId)
      listeners.set(peerId, { agentId, knows })
      const updates = knows ? everybody() : new Map<string, PersonUpdate>()
      updates.set(agentId, { ...updates.get(agentId), version })
      tell([peerId], encodeUpdates(updates))
    },
    remove(peerId) {
      listeners.delete(peerId)
    },
    levels(levels) {
      for (const { agentId, level, speaking } of levels) {
        // Kept also for people who are only just coming in: the hub reports changes only.
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
