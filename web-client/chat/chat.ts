/** The conversations of this page: what is told in them, what the resident writes, and which one they look at. */

import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { LineMessage } from '../../src/protocol/chat-messages.js'
import type { ClientMessage, ServerMessage } from '../../src/protocol/messages.js'
import { EDIT_MS } from '../../src/pure/chat-limits.js'
import type { PageTime } from '../page/page-time.js'
import type { PanelState } from '../page/panel-state.js'
import type { TextStorage } from '../settings/settings.js'
import {
  type Conversation,
  emptyConversation,
  interrupted,
  keyOf,
  opened,
  type Reader,
  refused,
  type Where,
  withdrawn,
  withHistory,
  withLine,
  written,
} from './conversation.js'
import { createPartners } from './partners.js'

/** Who has said that they write is shown so for this long, and says it again before. */
const WRITES_MS = 7000
const SAY_WRITES_MS = 4000

/** An edit arrives later than it was made. */
const EDIT_MARGIN_MS = 500

const ROOM = keyOf({})

export interface ChatOptions {
  readonly send: (message: ClientMessage) => void
  readonly panel: PanelState
  /** Storage that lasts as long as the tab. */
  readonly storage: TextStorage | undefined
  readonly time: PageTime
}

export type Chat = ReturnType<typeof createChat>

export function createChat({ send, panel, storage, time }: ChatOptions) {
  const partners = createPartners(storage)
  const conversations = signal<readonly Conversation[]>([emptyConversation({})])
  const selected = signal(ROOM)
  /** Ids of the resident's own lines that can still be changed. */
  const changeable = signal<ReadonlySet<string>>(new Set())
  const names = signal<ReadonlyMap<string, string>>(new Map())
  /** Whose writing this moderator has muted. */
  const writingMuted = signal<ReadonlySet<string>>(new Set())
  /** The resident wants to write: the field takes the keyboard focus. */
  const fieldWanted = signal(false)
  const drafts = new Map<string, string>()
  const forgetWriter = new Map<string, () => void>()
  let ownId = ''
  let channelId: number | undefined
  let saidWrites = Number.NEGATIVE_INFINITY
  let serial = 0

  const current: ReadonlySignal<Conversation> = computed(
    () => find(selected.value) ?? conversations.value[0] ?? emptyConversation({}),
  )

  function find(key: string): Conversation | undefined {
    return conversations.value.find((one) => one.key === key)
  }

  function change(where: Where, to: (conversation: Conversation) => Conversation): void {
    const key = keyOf(where)
    const known = find(key)
    conversations.value = known
      ? conversations.value.map((one) => (one.key === key ? to(one) : one))
      : [...conversations.value, to(emptyConversation(where))]
  }

  function readerOf(where: Where): Reader {
    const { tab, inSight } = panel.view.value
    return { ownId, isSeen: tab === 'chat' && inSight && selected.value === keyOf(where) }
  }

  function read(where: Where): void {
    const cursor = find(keyOf(where))?.cursor
    send({ type: 'chat-read', ...where, ...(cursor && { after: cursor }) })
  }

  /** Asks for what was missed, and sends again what nobody has confirmed. */
  function catchUp(where: Where): void {
    change(where, interrupted)
    read(where)
    for (const { nonce, text, refusal } of find(keyOf(where))?.own ?? [])
      if (!refusal) send({ type: 'chat', ...where, nonce, text })
  }

  function mayBeChanged(line: LineMessage): void {
    if (line.from !== ownId || line.removedBy || line.edited || changeable.value.has(line.id)) return
    changeable.value = new Set(changeable.value).add(line.id)
    time.after(EDIT_MS - EDIT_MARGIN_MS, () => {
      const left = new Set(changeable.value)
      left.delete(line.id)
      changeable.value = left
    })
  }

  function heardOf(where: Where, lines: readonly LineMessage[]): void {
    const known = new Map(names.value)
    for (const { from, name } of lines) known.set(from, name)
    names.value = known
    const { with: other } = where
    const name = other === undefined ? undefined : known.get(other)
    if (name !== undefined) change(where, (one) => ({ ...one, name }))
  }

  function receiveLine(where: Where, line: LineMessage): void {
    const isUnknown = find(keyOf(where)) === undefined
    const before = find(keyOf(where))?.unread ?? 0
    heardOf(where, [line])
    change(where, (one) => withLine(one, line, readerOf(where)))
    mayBeChanged(line)
    const unread = find(keyOf(where))?.unread ?? 0
    if (unread > before) panel.arrive('chat', unread - before)
    // Another window, or an earlier one, had the beginning of it.
    if (isUnknown) read(where)
  }

  function showWriter(where: Where, agentId: string): void {
    const key = `${keyOf(where)} ${agentId}`
    const without = (one: Conversation) => ({
      ...one,
      writers: one.writers.filter((writer) => writer !== agentId),
    })
    change(where, (one) => ({ ...without(one), writers: [...without(one).writers, agentId] }))
    forgetWriter.get(key)?.()
    forgetWriter.set(
      key,
      time.after(WRITES_MS, () => change(where, without)),
    )
  }

  function welcome(agentId: string): void {
    if (ownId !== agentId) {
      // After another resident has signed in on this very page, nothing of the former one's is shown.
      conversations.value = [emptyConversation({})]
      selected.value = ROOM
      drafts.clear()
      ownId = agentId
      for (const { agentId: other, name } of partners.recall(ownId))
        change({ with: other }, (one) => ({ ...one, name }))
    }
    for (const { kind, where } of conversations.value) if (kind === 'private') catchUp(where)
  }

  let remembered: readonly string[] = []
  effect(() => {
    const withOthers = conversations.value.flatMap(({ where, name }) =>
      where.with !== undefined && name !== undefined ? [{ agentId: where.with, name }] : [],
    )
    const ids = withOthers.map(({ agentId }) => agentId)
    if (ids.join() === remembered.join()) return
    remembered = ids
    partners.remember(ownId, withOthers)
  })

  function enterRoom({ call, id }: { readonly call: string | undefined; readonly id: number }): void {
    if (call !== undefined) return catchUp({ call })
    if (channelId !== undefined && channelId !== id) {
      // What was not said in the last place is not said in the next by itself.
      const unsaid = find(ROOM)?.own.map(({ text }) => text) ?? []
      if (unsaid.length > 0) drafts.set(ROOM, [...unsaid, drafts.get(ROOM) ?? ''].join('\n').trim())
      change({}, () => emptyConversation({}))
    }
    channelId = id
    return catchUp({})
  }

  return {
    conversations: conversations as ReadonlySignal<readonly Conversation[]>,
    current,
    changeable: changeable as ReadonlySignal<ReadonlySet<string>>,
    names: names as ReadonlySignal<ReadonlyMap<string, string>>,
    writingMuted: writingMuted as ReadonlySignal<ReadonlySet<string>>,
    drafts,
    fieldWanted,
    isOwn: (agentId: string) => agentId === ownId,
    /** @returns whether nobody else needs the message */
    receive(message: ServerMessage): boolean {
      switch (message.type) {
        case 'welcome':
          batch(() => welcome(message.agentId))
          return false
        case 'room':
          enterRoom({ call: message.call, id: message.channel.id })
          return false
        case 'no-room':
          change({}, (one) => ({ ...one, rules: undefined, writers: [] }))
          return false
        case 'call-ended':
          // Its lines can still be read, and nothing can be written.
          if (find(keyOf({ call: message.call })))
            change({ call: message.call }, (one) => ({
              ...one,
              rules: one.rules && { ...one.rules, on: false },
            }))
          return false
        case 'chat-line':
          batch(() => receiveLine(whereOf(message), message.line))
          return true
        case 'chat-history':
          batch(() => {
            const where = whereOf(message)
            const before = find(keyOf(where))?.unread ?? 0
            heardOf(where, message.lines)
            change(where, (one) => withHistory(one, message, readerOf(where)))
            const unread = find(keyOf(where))?.unread ?? 0
            if (unread > before) panel.arrive('chat', unread - before)
          })
          return true
        case 'chat-rules': {
          const { type: _type, with: _with, call: _call, ...rules } = message
          change(whereOf(message), (one) => ({ ...one, rules }))
          return true
        }
        case 'chat-writes':
          showWriter(whereOf(message), message.from)
          return true
        case 'chat-refused': {
          const { type: _type, with: _with, call: _call, nonce, ...refusal } = message
          change(whereOf(message), (one) => refused(one, nonce, refusal))
          return true
        }
        case 'error':
          // A line that can be changed no more says so by itself, and reading is tried again.
          return message.about?.startsWith('chat') ?? false
        default:
          return false
      }
    },
    /** The resident looks at a conversation. */
    select(key: string) {
      batch(() => {
        selected.value = key
        const where = find(key)?.where
        if (where) change(where, opened)
      })
    },
    /** The resident looks at the open conversation again. */
    look() {
      if (current.value.unread > 0) change(current.value.where, opened)
    },
    /** Opens the conversation with somebody, and says in it whether they can be reached. */
    openWith(agentId: string, name: string) {
      const where = { with: agentId }
      batch(() => {
        names.value = new Map(names.value).set(agentId, name)
        change(where, (one) => ({ ...one, name }))
        selected.value = keyOf(where)
        change(where, opened)
        panel.showPerson(undefined)
        panel.open('chat')
        panel.raise(true)
        fieldWanted.value = true
      })
      read(where)
    },
    write(text: string) {
      const { where } = current.value
      serial += 1
      const nonce = `${Math.random().toString(36).slice(2, 12)}-${serial}`
      change(where, (one) => written(one, nonce, text))
      saidWrites = Number.NEGATIVE_INFINITY
      send({ type: 'chat', ...where, nonce, text })
    },
    /** Sends a line again that was refused. */
    again(nonce: string) {
      const { where, own } = current.value
      const line = own.find((one) => one.nonce === nonce)
      if (!line) return
      change(where, (one) => refused(one, nonce, undefined))
      send({ type: 'chat', ...where, nonce, text: line.text })
    },
    /** Gives a line up that was refused. */
    drop: (nonce: string) => change(current.value.where, (one) => withdrawn(one, nonce)),
    edit: (line: string, text: string) => send({ type: 'chat-edit', ...current.value.where, line, text }),
    remove: (line: string) => send({ type: 'chat-remove', ...current.value.where, line }),
    /** The newest own line that can still be changed. */
    lastChangeable: () =>
      current.value.lines.findLast(({ id, removedBy }) => !removedBy && changeable.value.has(id)),
    setDraft(key: string, text: string) {
      drafts.set(key, text)
      if (text.trim() === '' || time.now() - saidWrites < SAY_WRITES_MS) return
      saidWrites = time.now()
      send({ type: 'chat-writes', ...(find(key)?.where ?? {}) })
    },
    /** For moderators of the place. */
    muteWriting(agentId: string, muted: boolean) {
      send({ type: 'chat-mute', to: agentId, muted })
      const all = new Set(writingMuted.value)
      if (muted) all.add(agentId)
      else all.delete(agentId)
      writingMuted.value = all
    },
    slowDown: (seconds: number) => send({ type: 'chat-slow', seconds }),
    moderatesPlace: () => find(ROOM)?.rules?.moderates ?? false,
  }
}

function whereOf({ with: other, call }: Where): Where {
  return { ...(other !== undefined && { with: other }), ...(call !== undefined && { call }) }
}
