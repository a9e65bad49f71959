/** Who is heard in a room from beyond its region's border: listed to its people, and told to them as they move. */

import type { Pose, Vector3 } from '../../../spatial/direction.js'
import type { SoundSettings } from '../../../spatial/heard.js'
import type { Participant } from '../participants/participant.js'
import type { Participation } from '../participation.js'
import type { Movement, ParticipantView, RoomEvent } from '../room-event.js'
import type { RoomKey } from '../room-key.js'

/** The room that an outsider takes part in. */
export interface Home {
  readonly key: RoomKey
  sound(): SoundSettings
  viewOf(participation: Participation): ParticipantView
  /** Whether nobody may hear an avatar that takes part there. */
  isMuted(agentId: string): boolean
  /** Whether an avatar may not hear that room, whatever its setting. */
  isBarred(agentId: string): boolean
}

/** A participant of another room who is heard in this one. */
export interface Outsider {
  readonly home: Home
  readonly participation: Participation
  /** Their number in this room. */
  readonly index: number
  /** From the corner of this room's region to that of theirs, metres. */
  readonly offset: Vector3
  /** The pose that this room was told last, in their own region's metres. */
  told: Pose
}

export interface OutsidersOptions {
  /** Of this room. */
  readonly participations: ReadonlyMap<string, Participation>
  readonly takeIndex: () => number
  readonly freeIndex: (index: number) => void
}

export interface Outsiders {
  readonly size: number
  has(agentId: string): boolean
  get(agentId: string): Outsider | undefined
  values(): Iterable<Outsider>
  /** Lists somebody, under their number if they had one in this room before. */
  add(outsider: Omit<Outsider, 'index' | 'told'>, index?: number): void
  remove(agentId: string): void
  /** A participant of this room goes into another one: where they are heard from there, they keep their number. */
  expect(agentId: string, index: number): void
  /** @returns the number of somebody who was expected, and is not heard from elsewhere */
  unexpect(agentId: string): number | undefined
  /** Takes somebody off the list without telling anybody: they take part from now on. @returns their number */
  take(agentId: string): number | undefined
  /** Something about somebody has changed. */
  changed(agentId: string): void
  /** What one participant is told of all of them. */
  viewsFor(participant: Participant): readonly ParticipantView[]
  /** Who has moved since the last call. */
  moved(): readonly Movement[]
  /** The numbers of those of whom a participant is told nothing. */
  hiddenFrom(participant: Participant): ReadonlySet<number>
}

const NONE: ReadonlySet<number> = new Set()

/** An outsider's pose in the metres of the room that hears them. */
export function poseOf({ participation, offset }: Pick<Outsider, 'participation' | 'offset'>): Pose {
  const { position, look } = participation.participant.pose
  return { position: [position[0] + offset[0], position[1] + offset[1], position[2] + offset[2]], look }
}

export function createOutsiders({ participations, takeIndex, freeIndex }: OutsidersOptions): Outsiders {
  const outsiders = new Map<string, Outsider>()
  const homes = new Map<Home, Set<Outsider>>()
  const expected = new Map<string, number>()

  function viewOf(outsider: Outsider): ParticipantView {
    const { home, participation, index } = outsider
    return {
      ...home.viewOf(participation),
      ...poseOf(outsider),
      index,
      // What they may do, they may do in their own room.
      moderator: false,
      floor: false,
      hand: undefined,
      beyond: home.sound(),
    }
  }

  function tell({ home }: Outsider, event: RoomEvent): void {
    for (const { participant, isArriving } of participations.values()) {
      if (!isArriving && !home.isBarred(participant.agentId)) participant.tell(event)
    }
  }

  function unexpect(agentId: string): number | undefined {
    const index = expected.get(agentId)
    expected.delete(agentId)
    return index
  }

  function take(agentId: string): number | undefined {
    const outsider = outsiders.get(agentId)
    if (!outsider) return undefined
    outsiders.delete(agentId)
    const here = homes.get(outsider.home)
    if (here?.delete(outsider) && here.size === 0) homes.delete(outsider.home)
    return outsider.index
  }

  return {
    get size() {
      return outsiders.size
    },
    has: (agentId) => outsiders.has(agentId),
    get: (agentId) => outsiders.get(agentId),
    values: () => outsiders.values(),
    take,
    expect: (agentId, index) => void expected.set(agentId, index),
    unexpect,
    add(coming, number) {
      const { agentId, kind, pose } = coming.participation.participant
      const known = number ?? unexpect(agentId)
      // Whoever is known already is told of anew, with the next positions.
      const told = known === undefined ? pose : { ...pose }
      const outsider: Outsider = { ...coming, index: known ?? takeIndex(), told }
      take(agentId)
      outsiders.set(agentId, outsider)
      homes.set(outsider.home, (homes.get(outsider.home) ?? new Set()).add(outsider))
      const participant = viewOf(outsider)
      if (known !== undefined) return tell(outsider, { type: 'participant-changed', participant })
      tell(outsider, { type: 'participant-joined', participant })
      tell(outsider, { type: 'participant-arrived', agentId, by: kind })
    },
    remove(agentId) {
      const outsider = outsiders.get(agentId)
      if (!outsider) return
      take(agentId)
      freeIndex(outsider.index)
      // Also whoever must not hear them from now on.
      for (const { participant } of participations.values())
        participant.tell({ type: 'participant-left', agentId })
    },
    changed(agentId) {
      const outsider = outsiders.get(agentId)
      if (outsider) tell(outsider, { type: 'participant-changed', participant: viewOf(outsider) })
    },
    viewsFor: ({ agentId }) =>
      [...outsiders.values()].filter(({ home }) => !home.isBarred(agentId)).map(viewOf),
    moved() {
      const movements: Movement[] = []
      for (const outsider of outsiders.values()) {
        const { pose } = outsider.participation.participant
        if (pose === outsider.told) continue
        outsider.told = pose
        const { position, look } = poseOf(outsider)
        // As those of the room's own people are made, so that one code serves both.
        movements.push({ index: outsider.index, position, look })
      }
      return movements
    },
    hiddenFrom({ agentId }) {
      let hidden: Set<number> | undefined
      // There are many more outsiders than homes.
      for (const [home, here] of homes) {
        if (!home.isBarred(agentId)) continue
        hidden ??= new Set()
        for (const { index } of here) hidden.add(index)
      }
      return hidden ?? NONE
    },
  }
}
