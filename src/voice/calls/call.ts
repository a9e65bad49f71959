/** One call: who is in it or called into it, and how long each of them may ring or be lost. */

import { createMachine, type Machine } from '../../pure/state-machine.js'
import type { Avatar } from '../grids/grid.js'
import type { Timers } from '../ports.js'
import type { CallEnding, CallMemberState, CallMemberView } from '../residents/resident-event.js'
import type { Resident, ResidentPage } from '../residents/residents.js'
import type { CallParticipant } from '../rooms/participants/call-participants.js'
import type { CallSubject } from '../rooms/room-key.js'
import { CALL_MEMBER_TIMES_MS, CALL_MEMBER_TRANSITIONS, type CallMemberEvent } from './call-states.js'
import type { CallSubjects } from './call-subjects.js'

/** Members who have gone stay in the list so that one sees what became of them, up to this number. */
const MAX_GONE = 24

/** A resident who was called into a call, whether or not they take part. */
export interface Member extends Resident {
  readonly life: Machine<CallMemberState, CallMemberEvent>
  /** The page with which the resident takes part. */
  page: ResidentPage | undefined
  participant: CallParticipant | undefined
  cancelTime: (() => void) | undefined
}

export interface Call {
  readonly id: string
  /** Who began it. */
  readonly from: string
  readonly room: CallSubject
  memberOf(avatar: Avatar): Member | undefined
  /** Everybody who rings or takes part. */
  live(): Member[]
  add(resident: Resident, first: CallMemberState): Member
  views(): CallMemberView[]
}

export interface CallOptions {
  readonly id: string
  readonly by: Resident
  readonly subjects: CallSubjects
  readonly timers: Timers
  /** A member has gone because its state lasted for its time. */
  readonly onTimeUp: (call: Call, member: Member, reason: CallEnding) => void
}

export const isLive = ({ life }: Member): boolean => life.state() !== 'gone'
export const takesPart = ({ life }: Member): boolean => life.state() === 'joined' || life.state() === 'lost'

export function createCall({ id, by, subjects, timers, onTimeUp }: CallOptions): Call {
  const { grid } = by
  /** By agent id. */
  const members = new Map<string, Member>()
  const memberOf = (avatar: Avatar) => (avatar.grid === grid ? members.get(avatar.agentId) : undefined)
  const admits = (avatar: Avatar) => {
    const member = memberOf(avatar)
    return member !== undefined && takesPart(member)
  }

  function startTime(member: Member): void {
    member.cancelTime?.()
    const state = member.life.state()
    const milliseconds = CALL_MEMBER_TIMES_MS[state]
    const reason = state === 'ringing' ? 'no-answer' : 'lost'
    member.cancelTime =
      milliseconds === undefined
        ? undefined
        : timers.after(milliseconds, () => {
            if (member.life.tell('time-up')) onTimeUp(call, member, reason)
          })
  }

  function forgetGone(): void {
    const gone = [...members.values()].filter((member) => !isLive(member))
    for (const { agentId } of gone.slice(0, Math.max(0, gone.length - MAX_GONE))) members.delete(agentId)
  }

  const call: Call = {
    id,
    from: by.agentId,
    room: subjects('page', grid, id, admits),
    memberOf,
    live: () => [...members.values()].filter(isLive),
    add({ agentId, name }, first) {
      const member: Member = {
        grid,
        agentId,
        name,
        page: undefined,
        participant: undefined,
        cancelTime: undefined,
        life: createMachine<CallMemberState, CallMemberEvent>(CALL_MEMBER_TRANSITIONS, first, () =>
          startTime(member),
        ),
      }
      members.set(agentId, member)
      forgetGone()
      startTime(member)
      return member
    },
    views: () =>
      [...members.values()].map(({ agentId, name, life }) => ({ agentId, name, state: life.state() })),
  }
  return call
}
