/** One conversation as the page knows it, and how each message changes it: without a browser and without time. */

import type { CursorMessage, LineMessage } from '../../src/protocol/chat-messages.js'
import type { ServerMessageOf } from '../../src/protocol/messages.js'

export type ConversationKind = 'room' | 'private' | 'call'

/** How the signalling protocol names a conversation: the room of the place, if both are missing. */
export interface Where {
  readonly with?: string
  readonly call?: string
}

export type ChatRules = Omit<ServerMessageOf<'chat-rules'>, 'type' | 'with' | 'call'>
export type Refusal = Omit<ServerMessageOf<'chat-refused'>, 'type' | 'with' | 'call' | 'nonce'>

/** A line of the resident's own that the service has not confirmed. */
export interface OwnLine {
  readonly nonce: string
  readonly text: string
  readonly refusal: Refusal | undefined
}

export interface Conversation {
  readonly key: string
  readonly kind: ConversationKind
  readonly where: Where
  /** The other's name in a conversation of two. */
  readonly name: string | undefined
  /** In the order in which they were written. */
  readonly lines: readonly LineMessage[]
  readonly own: readonly OwnLine[]
  /** Everything up to here was told. */
  readonly cursor: CursorMessage | undefined
  /** Nothing was lost between the cursor and the lines that arrive. */
  readonly isCaughtUp: boolean
  /** More was written meanwhile than the service keeps. */
  readonly missed: boolean
  readonly unread: number
  /** The first line that was unread when the conversation was opened. */
  readonly newFrom: string | undefined
  readonly rules: ChatRules | undefined
  /** In a conversation of two: whether the other has a page open. */
  readonly reachable: boolean | undefined
  /** The agent ids of those who are about to write. */
  readonly writers: readonly string[]
}

/** More lines are not kept: they would cost more to draw than anybody reads. */
export const MAX_LINES = 500

export const keyOf = (where: Where): string => {
  if (where.with !== undefined) return `with:${where.with}`
  return where.call === undefined ? 'room' : `call:${where.call}`
}

export function emptyConversation(where: Where, name?: string): Conversation {
  const { with: other, call } = where
  return {
    key: keyOf(where),
    kind: other !== undefined ? 'private' : call !== undefined ? 'call' : 'room',
    where: { ...(other !== undefined && { with: other }), ...(call !== undefined && { call }) },
    name,
    lines: [],
    own: [],
    cursor: undefined,
    isCaughtUp: false,
    missed: false,
    unread: 0,
    newFrom: undefined,
    rules: undefined,
    reachable: undefined,
    writers: [],
  }
}

export interface Reader {
  /** The resident's own agent id. */
  readonly ownId: string
  /** The resident sees the conversation at this moment. */
  readonly isSeen: boolean
}

/** A new line, or another state of a known one. */
export function withLine(conversation: Conversation, line: LineMessage, reader: Reader): Conversation {
  const { lines, own, isCaughtUp, cursor, unread, newFrom, writers } = conversation
  const isOwn = line.from === reader.ownId
  const [next, isNew] = placed(lines, line)
  const counts = isNew && !isOwn && !reader.isSeen && !line.removedBy
  return {
    ...conversation,
    lines: next,
    own: isOwn ? own.filter(({ nonce }) => nonce !== line.nonce) : own,
    cursor: isCaughtUp ? later(cursor, line) : cursor,
    unread: counts ? unread + 1 : unread,
    newFrom: counts && unread === 0 ? line.id : newFrom,
    writers: writers.filter((agentId) => agentId !== line.from),
  }
}

export function withHistory(
  conversation: Conversation,
  { lines, upTo, missed, reachable }: ServerMessageOf<'chat-history'>,
  reader: Reader,
): Conversation {
  // What was there before the resident came is not news.
  const isFirst = conversation.cursor === undefined
  const seen = isFirst ? { ...reader, isSeen: true } : reader
  const told = lines.reduce((state, line) => withLine(state, line, seen), conversation)
  return {
    ...told,
    cursor: upTo ?? conversation.cursor,
    isCaughtUp: true,
    missed: conversation.missed || missed,
    reachable: reachable ?? conversation.reachable,
  }
}

/** The socket is lost, or the room is entered again: lines may be missing until the history is told. */
export const interrupted = (conversation: Conversation): Conversation => ({
  ...conversation,
  isCaughtUp: false,
  writers: [],
})

export const written = (conversation: Conversation, nonce: string, text: string): Conversation => ({
  ...conversation,
  own: [...conversation.own, { nonce, text, refusal: undefined }],
  newFrom: undefined,
})

export function refused(
  conversation: Conversation,
  nonce: string,
  refusal: Refusal | undefined,
): Conversation {
  const own = conversation.own.map((line) => (line.nonce === nonce ? { ...line, refusal } : line))
  return { ...conversation, own }
}

export const withdrawn = (conversation: Conversation, nonce: string): Conversation => ({
  ...conversation,
  own: conversation.own.filter((line) => line.nonce !== nonce),
})

/** The resident looks at the conversation. */
export const opened = (conversation: Conversation): Conversation => ({
  ...conversation,
  newFrom: conversation.unread > 0 ? conversation.newFrom : undefined,
  unread: 0,
})

/** The log to which a line belongs: after a restart of the service the same conversation has another one. */
const logOf = ({ id }: LineMessage) => id.slice(0, id.lastIndexOf('.'))

function later(cursor: CursorMessage | undefined, line: LineMessage): CursorMessage {
  const log = logOf(line)
  const before = cursor?.log === log ? cursor.change : 0
  return { log, change: Math.max(before, line.change) }
}

/** @returns the lines with that one in its place, and whether it is a new one */
function placed(lines: readonly LineMessage[], line: LineMessage): [readonly LineMessage[], boolean] {
  // The same nonce: the line was sent again to a service that had been restarted.
  const known = lines.findLastIndex(
    ({ id, from, nonce }) => id === line.id || (from === line.from && nonce === line.nonce),
  )
  const old = lines[known]
  if (old) {
    if (old.id === line.id && old.change >= line.change) return [lines, false]
    return [lines.with(known, line), false]
  }
  const log = logOf(line)
  const before = lines.findLastIndex((other) => logOf(other) !== log || other.seq < line.seq)
  return [lines.toSpliced(before + 1, 0, line).slice(-MAX_LINES), true]
}
