/** The calls that concern this page: those that ring, and the one that it takes part in. */

import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import type { CallEndingMessage } from '../../src/protocol/call-messages.js'
import type { ClientMessage, ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import { createMachine } from '../../src/pure/state-machine.js'
import type { Problem } from '../page/voice-state.js'
import type { CallRoom } from './call-room.js'
import { type CallEvent, type CallState, callTransitions, takesPart } from './call-states.js'
import type { ReturnMark } from './return-mark.js'

export type CallMember = ServerMessageOf<'call'>['members'][number]

/** Somebody who can be called. */
export interface Callee {
  readonly agentId: string
  readonly name: string
}

/** Why somebody whom the resident called does not come. */
export interface CallRefusal extends Callee {
  readonly reason: CallEndingMessage
  readonly words: string | undefined
}

export interface CallEnd {
  readonly reason: CallEndingMessage
  /** Whose act it was, if anybody's; `undefined` for the resident's own, too. */
  readonly by: Callee | undefined
  readonly words: string | undefined
}

/** The call that the page takes part in, or has just taken part in. */
export interface OwnCall {
  /** `undefined` until the service has named it. */
  readonly id: string | undefined
  readonly state: Exclude<CallState, 'idle'>
  /** Everybody else in it, whoever has gone included. */
  readonly others: readonly CallMember[]
  readonly refusals: readonly CallRefusal[]
  readonly end: CallEnd | undefined
}

/** A call that rings here. */
export interface RingingCall {
  readonly id: string
  readonly from: Callee
  readonly others: readonly CallMember[]
}

/** A call that this resident takes part in with another window. */
export interface CallElsewhere {
  readonly id: string
  readonly others: readonly CallMember[]
}

export interface CallsOptions {
  readonly send: (message: ClientMessage) => void
  readonly room: Pick<CallRoom, 'open' | 'close' | 'receive' | 'lost' | 'kept'>
  readonly mark: ReturnMark
  /** How the page takes part. */
  readonly media: () => { readonly muted: boolean; readonly hideAddress?: boolean }
  /** Whether the browser can connect at all. */
  readonly canConnect: () => boolean
  /** The state has changed. @param byOther whether a call ended without an act of this resident */
  readonly onState: (state: CallState, byOther: boolean) => void
  /** A call that rang here was not answered. */
  readonly onMissed: (from: Callee) => void
  readonly onProblem: (problem: Problem) => void
}

export type Calls = ReturnType<typeof createCalls>

/** Messages of the page to which an error may come that concerns a call. */
const ACTS: readonly string[] = ['call', 'call-accept', 'call-group', 'call-return']

export function createCalls({
  send,
  room,
  mark,
  media,
  canConnect,
  onState,
  onMissed,
  onProblem,
}: CallsOptions) {
  const own = signal<OwnCall | undefined>(undefined)
  const ringing = signal<readonly RingingCall[]>([])
  const elsewhere = signal<CallElsewhere | undefined>(undefined)
  let selfId = ''
  let isOpen = false
  let token: string | undefined
  let byOther = false
  /** Hung up while the service was out of reach. */
  let unsaid: string | undefined
  /** Calls that are over for this page, whatever is still on its way. */
  const over = new Set<string>()
  /** Everybody who was called or is known from a call, by agent id. */
  const names = new Map<string, string>()
  const machine = createMachine(callTransitions, 'idle', (state) => {
    if (!takesPart(state)) leave(own.value?.id)
    onState(state, byOther)
  })

  const BLANK = { id: undefined, others: [], refusals: [], end: undefined }

  /** @param changes of the call; `undefined` begins with a blank one */
  function tell(event: CallEvent, changes: Partial<OwnCall> | undefined): boolean {
    if (!machine.tell(event)) return false
    const state = machine.state()
    own.value =
      state === 'idle' ? undefined : { ...(changes && own.value ? own.value : BLANK), ...changes, state }
    return true
  }

  const named = (agentId: string): Callee => ({ agentId, name: names.get(agentId) ?? '' })

  /** @param call `undefined` for a call that the service has not named yet */
  function leave(call: string | undefined): void {
    if (call !== undefined) over.add(call)
    room.close()
    mark.forget()
    token = undefined
  }

  function stopRinging(id: string): RingingCall | undefined {
    const found = ringing.value.find((call) => call.id === id)
    if (found) ringing.value = ringing.value.filter((call) => call !== found)
    return found
  }

  function forgetElsewhere(id: string): void {
    if (elsewhere.value?.id === id) elsewhere.value = undefined
  }

  function changed({ call: id, from, rings, here, members, ...rest }: ServerMessageOf<'call'>): void {
    for (const { agentId, name } of members) names.set(agentId, name)
    const others = members.filter(({ agentId }) => agentId !== selfId)
    if (rings) {
      const call: RingingCall = { id, from: named(from), others }
      const known = ringing.value.some((one) => one.id === id)
      ringing.value = known
        ? ringing.value.map((one) => (one.id === id ? call : one))
        : [...ringing.value, call]
      return
    }
    stopRinging(id)
    const self = members.find(({ agentId }) => agentId === selfId)
    if (!here && (self?.state === 'joined' || self?.state === 'lost')) elsewhere.value = { id, others }
    else forgetElsewhere(id)
    const current = own.value
    const isOwn = current !== undefined && (current.id ?? id) === id && takesPart(current.state)
    if (!here || !isOwn || over.has(id)) return
    token = rest.token ?? token
    if (token !== undefined) mark.remember({ call: id, token })
    // Before its room is entered.
    room.open(id)
    const is = (...states: CallMember['state'][]) => others.some(({ state }) => states.includes(state))
    if (is('joined', 'lost')) tell('together', { id, others })
    else if (is('ringing')) tell('alone', { id, others })
    // Nobody has been called yet, or the others are not back yet after a restart of the service.
    else own.value = { ...current, id, others: others.length > 0 ? others : current.others.map(asLost) }
  }

  function ended({ call: id, reason, by, words }: ServerMessageOf<'call-ended'>): void {
    const rang = stopRinging(id)
    forgetElsewhere(id)
    if (rang && (reason === 'no-answer' || (reason === 'hung-up' && by !== selfId))) onMissed(rang.from)
    const current = own.value
    // An answer that crossed the end of its call.
    if (current?.id !== id || !takesPart(current.state)) return
    const whose = by === undefined || by === selfId ? undefined : named(by)
    byOther = true
    tell('over', { end: { reason, by: whose, words } })
    byOther = false
  }

  function refused({ call: id, by, reason, words }: ServerMessageOf<'call-refused'>): void {
    const current = own.value
    if (!current || current.id !== id) return
    const refusal: CallRefusal = { ...named(by), reason, words }
    const before = current.refusals.filter(({ agentId }) => agentId !== by)
    own.value = { ...current, refusals: [...before, refusal] }
  }

  function comeBack(call: string, by: string): void {
    send({ type: 'call-return', call, token: by, ...media(), ...room.kept() })
  }

  function callThese(people: readonly Callee[], ask: () => void): void {
    if (!isOpen || !canConnect()) return
    for (const { agentId, name } of people) names.set(agentId, name)
    const current = own.value
    const isMore = current !== undefined && takesPart(current.state)
    if (!tell('call', isMore ? {} : undefined)) return
    const now = own.value
    if (now && !isMore)
      own.value = { ...now, others: people.map(({ agentId, name }) => ({ agentId, name, state: 'ringing' })) }
    ask()
  }

  return {
    /** The call that the page takes part in, or has just taken part in. */
    own: own as ReadonlySignal<OwnCall | undefined>,
    /** The calls that ring here, the oldest first. */
    ringing: ringing as ReadonlySignal<readonly RingingCall[]>,
    /** The call that another window of this resident takes part in: it may be taken over. */
    elsewhere: elsewhere as ReadonlySignal<CallElsewhere | undefined>,
    /** Calls somebody: in the present call, or in a new one. */
    call(to: Callee): void {
      callThese([to], () => send({ type: 'call', to: to.agentId, ...media() }))
    },
    /** Calls all of a group who are in voice. @param people as far as the page knows who that is */
    callGroup(group: string, people: readonly Callee[]): void {
      callThese(people, () => send({ type: 'call-group', group, ...media() }))
    },
    /** Takes a call that rings, or over from another window; the present one is hung up. */
    accept(id: string): void {
      if (!isOpen || !canConnect()) return
      const call = elsewhere.value?.id === id ? elsewhere.value : stopRinging(id)
      if (!call) return
      forgetElsewhere(id)
      if (own.value && takesPart(own.value.state)) leave(own.value.id)
      if (!tell('accept', undefined)) return
      over.delete(id)
      const now = own.value
      if (now) own.value = { ...now, id, others: call.others }
      send({ type: 'call-accept', call: id, ...media() })
    },
    decline(id: string, words?: string): void {
      if (!stopRinging(id)) return
      send({ type: 'call-decline', call: id, ...(words && { words }) })
    },
    hangUp(): void {
      const id = own.value?.id
      if (!tell('hang-up', {}) || id === undefined) return
      if (isOpen) send({ type: 'call-hang-up', call: id })
      else unsaid = id
    },
    /** Takes the last call’s end from the screen. */
    dismiss(): void {
      tell('dismiss', {})
    },
    /** @returns whether the message was about a call */
    receive(message: ServerMessage): boolean {
      if (!('call' in message) || message.call === undefined) return false
      // What is written in a call belongs to the chat.
      if (message.type.startsWith('chat-')) return false
      if (message.type === 'call') batch(() => changed(message))
      else if (message.type === 'call-ended') batch(() => ended(message))
      else if (message.type === 'call-refused') refused(message)
      else if (message.call === own.value?.id) room.receive(message)
      return true
    },
    /** An answer to one of the page’s messages. @returns whether it was about a call */
    failed({ about, code, message }: ServerMessageOf<'error'>): boolean {
      if (about === undefined || !ACTS.includes(about)) return false
      const current = own.value
      const failedToBegin =
        current &&
        (current.state === 'answering' || (current.state === 'calling' && current.id === undefined))
      if (failedToBegin || about === 'call-return') {
        if (code === 'call-over')
          tell('over', { end: { reason: 'hung-up', by: undefined, words: undefined } })
        else tell('hang-up', {})
      }
      if (code !== 'call-over') onProblem({ code, message })
      return true
    },
    /** The service has sent its welcome on this socket; it tells next what rings. */
    welcomed(agentId: string): void {
      selfId = agentId
      isOpen = true
      ringing.value = []
      elsewhere.value = undefined
      if (unsaid !== undefined) send({ type: 'call-hang-up', call: unsaid })
      unsaid = undefined
      const { id, state } = own.value ?? {}
      if (state === 'returning') {
        if (id !== undefined && token !== undefined) comeBack(id, token)
        return
      }
      const back = state === undefined ? mark.recall() : undefined
      if (!back || !tell('restore', undefined)) return
      token = back.token
      const now = own.value
      if (now) own.value = { ...now, id: back.call }
      room.open(back.call)
      comeBack(back.call, back.token)
    },
    /** The socket was lost. Voices go on. */
    lost(): void {
      isOpen = false
      room.lost()
      ringing.value = []
      elsewhere.value = undefined
      const current = own.value
      if (current && takesPart(current.state) && current.id === undefined) tell('hang-up', {})
      else tell('lost', {})
    },
    /** The page does nothing more by itself. */
    end(): void {
      isOpen = false
      ringing.value = []
      elsewhere.value = undefined
      tell('hang-up', {})
      tell('dismiss', {})
    },
  }
}

/** Somebody of whom the restarted service has not heard yet. */
const asLost = (member: CallMember): CallMember =>
  member.state === 'joined' ? { ...member, state: 'lost' } : member
