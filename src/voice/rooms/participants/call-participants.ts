/** Participants of calls by page: in the room of their call, wherever their avatars are. */

import type { Admission } from '../admission.js'
import type { Room } from '../room.js'
import type { CallSubject } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'
import { NOWHERE } from './nowhere.js'
import { createPageParticipant, type PageJoin, type PageParticipant } from './page-participant.js'

export interface CallParticipantOptions {
  readonly registry: Pick<RoomRegistry, 'open' | 'closeIfEmpty'>
  readonly admission: Pick<Admission, 'require'>
}

/** A page's participation in a call. */
export interface CallParticipant {
  readonly page: PageParticipant
  /**
   * The page is back on a new socket. With what it kept (links, or its connection to the hub) it goes on, else it is
   * connected anew; the others are told of no leave and no join.
   */
  back(page: PageJoin): void
  /** Ends the participation; the page is told nothing. */
  leave(): void
}

/** @param lost called when the page's socket broke or closed. @throws VoiceError `not-allowed` for whom the call does not admit */
export type EnterCall = (
  subject: CallSubject,
  page: PageJoin,
  lost: () => void,
  left: () => void,
) => CallParticipant

export function createCallParticipants({ registry, admission }: CallParticipantOptions): EnterCall {
  return (subject, join, lost, left) => {
    admission.require(join, subject)
    const room: Room = registry.open(subject)
    const pose = { grid: join.grid, ...NOWHERE }
    const page = createPageParticipant(join, { pose, feedLost: false }, { leave: left, lost })
    page.room = room
    room.enter(page)
    return {
      page,
      back(renewed) {
        page.resume(renewed)
        if (renewed.resumes || (renewed.keptLinks?.size ?? 0) > 0) return room.resume(page.agentId)
        room.giveUp(page.agentId)
        room.enter(page)
      },
      leave() {
        if (!page.room) return
        page.room = undefined
        room.leave(page.agentId)
        registry.closeIfEmpty(room)
      },
    }
  }
}
