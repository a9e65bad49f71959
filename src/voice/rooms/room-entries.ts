/** How people come into a room and leave it: anew, by another page or viewer, or from another room with their connections. */

import type { Timers } from '../ports.js'
import type { Usage } from '../usage/usage.js'
import type { BorderRoom, Borders } from './borders/borders.js'
import type { Outsiders } from './borders/outsiders.js'
import type { RoomHands } from './floor/room-hands.js'
import type { RoomLock } from './floor/room-lock.js'
import { disconnect, otherEnd } from './links/link-ends.js'
import type { RoomLinks } from './links/room-links.js'
import type { Participant } from './participants/participant.js'
import type { Participation } from './participation.js'
import type { ChannelInForce } from './room-channel.js'
import type { RoomHub } from './room-hub.js'
import type { RoomTelling } from './room-telling.js'

/** Whoever has left one room for another and takes part in none yet. */
export interface Released {
  readonly participation: Participation
  /** The room that was left. */
  readonly border: BorderRoom
  /** To be called when they have entered the other room. */
  settle(): void
}

export interface RoomEntries {
  /** Enters anew, or takes over the place of the same avatar. */
  enter(participant: Participant): void
  /** Enters from another room, with the connections of there. */
  admit(participant: Participant, from: Released): void
  /** Lets a participant of a place go into another one; `undefined` if there is nobody, or nothing to take along. */
  release(agentId: string): Released | undefined
  /** Ends the connections of an avatar, whose place is taken over or left. */
  giveUp(agentId: string): Participation | undefined
  leave(agentId: string): void
  /** A page came back on a new socket. */
  resume(agentId: string): void
}

export interface RoomEntriesOptions {
  readonly participations: Map<string, Participation>
  readonly numbers: RoomNumbers
  readonly outsiders: Outsiders
  readonly channel: Pick<ChannelInForce, 'review'>
  readonly links: RoomLinks
  readonly hub: RoomHub
  readonly hands: Pick<RoomHands, 'lower'>
  readonly lock: Pick<RoomLock, 'letIn'>
  readonly telling: RoomTelling
  readonly tellMoved: () => void
  /** `undefined` for a call, which lies nowhere. */
  readonly borders: Borders | undefined
  readonly border: BorderRoom
  /** Counts somebody who is in the room. @returns to be called when they leave */
  readonly hold: (agentId: string) => () => void
  /** What each avatar's time here is counted by. */
  readonly usage: Pick<Usage, 'entered' | 'left'> | undefined
  readonly timers: Timers
}

/** Small numbers by which people are named in movements. */
export interface RoomNumbers {
  take(): number
  free(index: number): void
}

export function createRoomNumbers(): RoomNumbers {
  const taken = new Set<number>()
  return {
    take() {
      let index = 0
      while (taken.has(index)) index += 1
      taken.add(index)
      return index
    },
    free: (index) => void taken.delete(index),
  }
}

export function createRoomEntries(options: RoomEntriesOptions): RoomEntries {
  const { participations, numbers, outsiders, channel, links, hub, telling, borders, border, timers } =
    options
  const letGo = new Map<string, () => void>()

  /** Makes the connections anew; everything else goes on. */
  function replace(participation: Participation, participant: Participant): void {
    const before = { ...telling.viewOf(participation), kind: participation.participant.kind }
    participation.participant = participant
    participation.keptSince = timers.now()
    telling.welcome(participation)
    if (before.kind !== participant.kind) telling.arrived(participation)
    const after = telling.viewOf(participation)
    if (after.name !== before.name || after.muted !== before.muted) telling.changed(participation)
    channel.review()
    options.tellMoved()
    hub.review()
    links.relink()
    participant.takeOffer?.()
  }

  function admit(participant: Participant, from: Released | undefined): void {
    const { agentId } = participant
    const carried = from?.participation
    const known = outsiders.take(agentId)
    const index = known ?? numbers.take()
    const now = timers.now()
    // Whoever is known here already is told of anew, with the next positions.
    const told = known === undefined ? participant.pose : { ...participant.pose }
    const here = { participant, index, enteredAt: now, keptSince: carried?.keptSince ?? now, told }
    const participation: Participation = carried
      ? Object.assign(carried, here)
      : { ...here, links: new Map(), hub: undefined }
    channel.review(participant)
    participations.set(agentId, participation)
    letGo.set(agentId, options.hold(agentId))
    options.usage?.entered(participant)
    options.lock.letIn(agentId)
    if (from) {
      hub.review()
      hub.adopt(participation)
    }
    if (from && borders) {
      // First it is decided who is heard: positions are right from the first one on.
      participation.isArriving = true
      borders.crossed(from.border, border, participation)
      borders.review(border)
      participation.isArriving = false
    }
    telling.welcome(participation, from !== undefined)
    if (known === undefined) telling.joined(participation)
    else telling.changed(participation)
    if (known !== undefined) options.tellMoved()
    borders?.entered(border, agentId)
    hub.review()
    links.relink()
    borders?.review(border)
    // It was for whoever is near when its page comes.
    participant.takeOffer?.()
  }

  /** What ends with an avatar's time in this room, wherever it goes. */
  function endStay(participation: Participation): void {
    const { participant } = participation
    const { agentId } = participant
    participations.delete(agentId)
    letGo.get(agentId)?.()
    letGo.delete(agentId)
    options.usage?.left(participant)
    options.hands.lower(agentId)
  }

  function tellLeft(agentId: string, index: number): void {
    numbers.free(index)
    telling.all({ type: 'participant-left', agentId })
  }

  function giveUp(agentId: string): Participation | undefined {
    const participation = participations.get(agentId)
    if (!participation) return undefined
    links.partAll(participation)
    hub.part(participation)
    return participation
  }

  /** Ends the connections to those who are not in reach of the other room. */
  function disconnectFromHere(participation: Participation): void {
    for (const link of [...participation.links.values()]) {
      const { participant } = otherEnd(link, participation)
      if (participations.get(participant.agentId)?.participant === participant) disconnect(link)
    }
  }

  return {
    enter(participant) {
      const present = participations.get(participant.agentId)
      if (present) replace(present, participant)
      else admit(participant, undefined)
    },
    admit,
    release(agentId) {
      const participation = participations.get(agentId)
      if (!participation || !borders) return undefined
      const { index } = participation
      endStay(participation)
      outsiders.expect(agentId, index)
      hub.handOver(participation)
      return {
        participation,
        border,
        settle() {
          const left = outsiders.unexpect(agentId)
          if (left !== undefined) {
            tellLeft(agentId, left)
            disconnectFromHere(participation)
          }
          borders.reviewSoon(border)
          channel.review()
          hub.review()
          links.relink()
        },
      }
    },
    giveUp,
    leave(agentId) {
      const participation = giveUp(agentId)
      if (!participation) return
      endStay(participation)
      const { index } = participation
      // A viewer's avatar that has come in next door may be heard from there: then nobody is told that it left.
      const goesOn = borders?.isElsewhere(border, agentId) === true
      if (goesOn) outsiders.expect(agentId, index)
      else tellLeft(agentId, index)
      borders?.left(border, agentId)
      if (goesOn && outsiders.unexpect(agentId) !== undefined) tellLeft(agentId, index)
      channel.review()
      hub.review()
      links.relink()
    },
    resume(agentId) {
      const participation = participations.get(agentId)
      if (!participation) return
      participation.keptSince = timers.now()
      telling.welcome(participation)
      links.resume(participation)
      hub.resume(participation)
      telling.changed(participation)
      links.relink()
      borders?.review(border)
    },
  }
}
