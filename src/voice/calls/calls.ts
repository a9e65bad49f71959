/** The calls of residents with a page: who calls whom, what rings, who talks. Nothing about a call is stored. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { plainText } from '../chat/plain-text.js'
import { type Avatar, avatarKey, isSameAvatar } from '../grids/grid.js'
import { createRequestLimit } from '../limits/rates.js'
import { remember } from '../limits/remember.js'
import type { Timers } from '../ports.js'
import type { CallEnding } from '../residents/resident-event.js'
import type { Resident, ResidentPage, Residents } from '../residents/residents.js'
import { KEPT_LINK_MS } from '../rooms/links/link-ends.js'
import type { EnterCall } from '../rooms/participants/call-participants.js'
import type { PageJoin, PageParticipant } from '../rooms/participants/page-participant.js'
import { type Call, createCall, isLive, type Member, takesPart } from './call.js'
import { createCallNews, type End } from './call-news.js'
import type { CallSubjects } from './call-subjects.js'
import type { ReturnTokens } from './return-tokens.js'

export const MAX_CALL_MEMBERS = 24

/** Calls that ring at one resident at the same time; the next caller is told `busy`. */
const MAX_RINGING = 3

/** Rings by one caller within a minute, at everybody together. */
const RINGS_PER_CALLER = { count: 30, windowMs: 60_000 }
/** Rings by one caller at the same resident. */
const RINGS_PER_PAIR = { count: 4, windowMs: 60_000 }

/** Pages come back for this long after a start of the service, and bring the calls that it does not remember. */
const RESTART_MS = 60_000

/** More than can end within `RESTART_MS`. */
const MAX_ENDED = 10_000

/** How a page takes part in a call of that id. */
export type CallMedia = (callId: string) => Omit<PageJoin, 'grid' | 'agentId' | 'name'>

/** A page's participation in a call. */
export interface CallParticipation {
  readonly callId: string
  readonly page: PageParticipant
}

export interface Calls {
  /**
   * Calls somebody, in the call that this page takes part in or in a new one. What becomes of it is told as events.
   * @param to of several, as many are called as there is room for and as the caller may call within a minute
   * @throws VoiceError `call-full`, `rate-limited`; `not-allowed` for a page that is in no call while another page of the
   * resident is, or for a resident who calls themselves
   */
  call(page: ResidentPage, to: readonly Resident[], media: CallMedia): void
  /**
   * Takes a call that rings, or that this resident takes part in with another page; any other call that they are in is
   * hung up. @throws VoiceError `call-over`
   */
  accept(page: ResidentPage, callId: string, media: CallMedia): void
  /** @param words said to the caller, in the resident's own words */
  decline(page: ResidentPage, callId: string, words?: string): void
  hangUp(page: ResidentPage, callId: string): void
  /** The page comes back into its call. @throws VoiceError `call-over` */
  comeBack(page: ResidentPage, callId: string, token: string, media: CallMedia): void
  /** What that very page has of a call; `undefined` if it takes part in none. */
  participationOf(page: ResidentPage): CallParticipation | undefined
  /** The page's socket has closed: it may come back. */
  closed(page: ResidentPage): void
  /** The avatars must not reach each other any more: whoever of a pair rings or talks alone with the other is hung up. */
  separate(one: Avatar, other: Avatar): void
  /** How many residents talk in calls. */
  count(): number
}

export interface CallsOptions {
  readonly residents: Residents
  readonly enter: EnterCall
  readonly subjects: CallSubjects
  readonly tokens: ReturnTokens
  /** Whether one may call the other: neither has blocked the other. */
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  /** Rings in-world at somebody who has no page open. @returns whether that is possible */
  readonly ringInWorld: (to: Avatar, by: Resident, callId: string) => boolean
  readonly timers: Timers
}

export function createCalls(options: CallsOptions): Calls {
  const { residents, enter, subjects, tokens, mayReach, ringInWorld, timers } = options
  const { tellPage, tellAll, tellEnd, tellRefusal } = createCallNews(residents, tokens)
  const calls = new Map<string, Call>()
  const participations = new Map<ResidentPage, CallParticipation>()
  const ringsOfCaller = createRequestLimit(timers, RINGS_PER_CALLER.count, RINGS_PER_CALLER.windowMs)
  const ringsOfPair = createRequestLimit(timers, RINGS_PER_PAIR.count, RINGS_PER_PAIR.windowMs)
  /** Calls that ended here: no token brings them back. */
  const ended = new Map<string, true>()
  const startedAt = timers.now()

  residents.onOpen((page) => {
    // Whoever opens a page while it rings hears it ring there.
    for (const call of calls.values()) {
      const member = call.memberOf(page)
      if (member && isLive(member)) tellPage(call, member, page)
    }
  })

  const membershipsOf = (avatar: Avatar): Member[] =>
    [...calls.values()].flatMap((call) => call.memberOf(avatar) ?? []).filter(isLive)

  function begin(id: string, by: Resident): Call {
    const call = createCall({ id, by, subjects, timers, onTimeUp })
    calls.set(id, call)
    return call
  }

  function onTimeUp(call: Call, member: Member, reason: CallEnding): void {
    dismiss(call, member, { reason, by: member.agentId })
  }

  function release(member: Member): void {
    member.cancelTime?.()
    member.cancelTime = undefined
    member.participant?.leave()
    member.participant = undefined
    if (member.page) participations.delete(member.page)
    member.page = undefined
  }

  /** To be called when a member has gone. */
  function dismiss(call: Call, member: Member, end: End): void {
    release(member)
    tellEnd(call, residents.pagesOf(member), end)
    goOn(call, end)
  }

  /** The call goes on without somebody, or ends with too few. */
  function goOn(call: Call, end: End): void {
    if (call.live().length >= 2) return tellAll(call)
    calls.delete(call.id)
    remember(ended, call.id, true, MAX_ENDED)
    for (const last of call.live()) {
      last.life.tell('hung-up')
      release(last)
      tellEnd(call, residents.pagesOf(last), end)
    }
  }

  function leaveOthers(avatar: Avatar, except: Call | undefined): void {
    for (const call of [...calls.values()]) {
      const member = call.memberOf(avatar)
      if (call === except || !member || !takesPart(member)) continue
      if (member.life.tell('hung-up')) dismiss(call, member, { reason: 'hung-up', by: member.agentId })
    }
  }

  function takePart(call: Call, member: Member, page: ResidentPage, media: CallMedia): void {
    const { id: callId } = call
    const { grid, agentId, name, page: before } = member
    const join: PageJoin = { ...media(callId), grid, agentId, name }
    member.page = page
    if (before && before !== page) {
      participations.delete(before)
      tellEnd(call, [before], { reason: 'elsewhere' })
    }
    // The page must know the call before it hears of the call's room.
    tellAll(call)
    if (member.participant) member.participant.back(join)
    else
      member.participant = enter(
        call.room,
        join,
        () => closed(page),
        () => hangUp(page, callId),
      )
    participations.set(page, { callId, page: member.participant.page })
  }

  const mayRing = (from: Avatar, to: Avatar): boolean =>
    ringsOfPair.take(`${avatarKey(from)} ${avatarKey(to)}`) && ringsOfCaller.take(avatarKey(from))

  /** Why somebody cannot be rung, if they cannot. */
  function obstacleTo(to: Avatar, from: Resident, callId: string): CallEnding | undefined {
    if (!mayReach(from, to)) return 'unreachable'
    const memberships = membershipsOf(to)
    if (memberships.some(takesPart) || memberships.length >= MAX_RINGING) return 'busy'
    if (residents.wantsQuiet(to)) return 'do-not-disturb'
    if (residents.pagesOf(to).length > 0) return undefined
    return ringInWorld(to, from, callId) ? undefined : 'unreachable'
  }

  function ring(call: Call, from: Resident, people: readonly Resident[]): void {
    const ends = people.flatMap((to): End[] => {
      const obstacle = obstacleTo(to, from, call.id)
      const known = call.memberOf(to)
      if (known) known.life.tell('called')
      const member = known ?? call.add(to, 'ringing')
      if (!obstacle) return []
      member.life.tell('hung-up')
      release(member)
      return [{ reason: obstacle, by: to.agentId }]
    })
    const last = ends.at(-1)
    if (!last) return tellAll(call)
    // Nothing rang at them, so only whoever called needs to know.
    goOn(call, last)
    if (calls.has(call.id)) for (const end of ends) tellRefusal(call, from, end)
    return undefined
  }

  function find(page: Avatar, callId: string): { call: Call; member: Member } | undefined {
    const call = calls.get(callId)
    const member = call?.memberOf(page)
    return call && member && { call, member }
  }

  function closed(page: ResidentPage): void {
    for (const call of [...calls.values()]) {
      const member = call.memberOf(page)
      if (member?.page !== page || !member.life.tell('broken')) continue
      tellAll(call)
    }
  }

  function hangUp(page: ResidentPage, callId: string): void {
    const found = find(page, callId)
    if (!found?.member.life.tell('hung-up')) return
    dismiss(found.call, found.member, { reason: 'hung-up', by: found.member.agentId })
  }

  return {
    call(page, to, media) {
      const people = to.filter((one) => !isSameAvatar(page, one))
      if (people.length === 0) throw new VoiceError('not-allowed', 'You cannot call yourself.')
      const own = [...calls.values()].find((call) => {
        const member = call.memberOf(page)
        return member !== undefined && takesPart(member)
      })
      const member = own?.memberOf(page)
      if (own && member?.page !== page) {
        throw new VoiceError(
          'not-allowed',
          'You are in a call in another window: call from there, or hang up there.',
        )
      }
      const room = MAX_CALL_MEMBERS - (own?.live().length ?? 1)
      if (room <= 0) {
        throw new VoiceError('call-full', `A call has at most ${MAX_CALL_MEMBERS} people.`)
      }
      const missing = people.filter((one) => {
        const isThere = own?.memberOf(one)
        return !isThere || !isLive(isThere)
      })
      if (missing.length === 0) return
      const rung = missing.slice(0, room).filter((one) => mayRing(page, one))
      if (rung.length === 0) throw new VoiceError('rate-limited', 'You call too often: wait a minute.')
      const call = own ?? begin(randomUUID(), page)
      const caller = member ?? call.add(page, 'joined')
      if (!caller.participant) takePart(call, caller, page, media)
      ring(
        call,
        page,
        rung.map(({ agentId, name }) => ({ grid: page.grid, agentId, name })),
      )
    },
    accept(page, callId, media) {
      const found = find(page, callId)
      if (!found?.member.life.tell('accepted')) throw over()
      leaveOthers(page, found.call)
      takePart(found.call, found.member, page, media)
    },
    decline(page, callId, words) {
      const found = find(page, callId)
      if (!found?.member.life.tell('declined')) return
      const said = plainText(words ?? '')
      const end: End = { reason: 'declined', by: found.member.agentId, ...(said !== '' && { words: said }) }
      const { from } = found.call
      const goesOn = found.call.live().length > 1
      dismiss(found.call, found.member, end)
      if (goesOn) tellRefusal(found.call, { grid: page.grid, agentId: from }, end)
    },
    hangUp,
    comeBack(page, callId, token, media) {
      if (!tokens.isGood(token, callId, page)) throw over()
      const isRestart = !calls.has(callId) && !ended.has(callId) && timers.now() - startedAt < RESTART_MS
      if (isRestart) {
        const call = begin(callId, page)
        call.add(page, 'lost')
        // The others may still be talking, and notice only later that the service was restarted.
        timers.after(KEPT_LINK_MS, () => {
          const [alone, ...others] = calls.get(callId) === call ? call.live() : []
          if (alone && others.length === 0 && alone.life.tell('hung-up'))
            dismiss(call, alone, { reason: 'lost' })
        })
      }
      const call = calls.get(callId)
      // Who was blocked meanwhile does not come back.
      if (!call?.live().every((other) => isSameAvatar(other, page) || mayReach(page, other))) throw over()
      // Another member brought the call back after a restart.
      if (!call.memberOf(page) && timers.now() - startedAt < RESTART_MS) call.add(page, 'lost')
      const member = call.memberOf(page)
      if (!member?.life.tell('returned')) throw over()
      leaveOthers(page, call)
      takePart(call, member, page, media)
    },
    participationOf: (page) => participations.get(page),
    closed,
    separate(one, other) {
      for (const call of [...calls.values()]) {
        const [first, second] = [call.memberOf(one), call.memberOf(other)]
        if (!first || !second || !isLive(first) || !isLive(second)) continue
        const leaver = second.life.state() === 'ringing' ? second : first
        if (leaver.life.tell('hung-up')) dismiss(call, leaver, { reason: 'hung-up' })
      }
    },
    count: () => [...calls.values()].reduce((sum, call) => sum + call.live().filter(takesPart).length, 0),
  }
}

function over(): VoiceError {
  return new VoiceError('call-over', 'This call is over.')
}
