/** The signalling messages about text: lines in the room, in a call, and between two residents. */

import { type Static, Type } from 'typebox'
import { MAX_LINE_LENGTH } from '../pure/chat-limits.js'
import { AgentId } from './shared-schemas.js'

const strict = { additionalProperties: false }

/** What may be sent as a line; the service counts once it has made the text harmless. */
const RawText = Type.String({ minLength: 1, maxLength: 4 * MAX_LINE_LENGTH })
const LineId = Type.String({ minLength: 1, maxLength: 64 })
const Nonce = Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' })

/** Which conversation: with that resident, in that call, or in the room of the place if both are missing. */
const inConversation = {
  with: Type.Optional(AgentId),
  call: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
}

const Cursor = Type.Object(
  { log: Type.String({ maxLength: 64 }), change: Type.Integer({ minimum: 0 }) },
  strict,
)

export const chatActs = {
  chat: Type.Object({ type: Type.Literal('chat'), ...inConversation, nonce: Nonce, text: RawText }, strict),
  'chat-edit': Type.Object(
    { type: Type.Literal('chat-edit'), ...inConversation, line: LineId, text: RawText },
    strict,
  ),
  /** The own line within `EDIT_MS`; for moderators of the place, anybody's. */
  'chat-remove': Type.Object({ type: Type.Literal('chat-remove'), ...inConversation, line: LineId }, strict),
  /** I am about to write. */
  'chat-writes': Type.Object({ type: Type.Literal('chat-writes'), ...inConversation }, strict),
  /** What was written, up to now or since what I have read. */
  'chat-read': Type.Object(
    { type: Type.Literal('chat-read'), ...inConversation, after: Type.Optional(Cursor) },
    strict,
  ),
  /** For moderators of the place: mutes somebody's writing, and leaves their voice as it is. */
  'chat-mute': Type.Object({ type: Type.Literal('chat-mute'), to: AgentId, muted: Type.Boolean() }, strict),
  /** For moderators of the place: so many seconds between two lines of one writer. */
  'chat-slow': Type.Object(
    { type: Type.Literal('chat-slow'), seconds: Type.Integer({ minimum: 0, maximum: 3600 }) },
    strict,
  ),
} as const

const Line = Type.Object({
  id: LineId,
  /** Lines are read in the order of this number. */
  seq: Type.Integer(),
  /** Of two states of a line the one with the higher number is newer. */
  change: Type.Integer(),
  from: AgentId,
  name: Type.String(),
  text: Type.String(),
  /** Milliseconds since 1970. */
  at: Type.Number(),
  nonce: Type.String(),
  edited: Type.Optional(Type.Boolean()),
  /** The line was taken away, and its text is empty. */
  removedBy: Type.Optional(Type.Union([Type.Literal('writer'), Type.Literal('moderator')])),
  /** Said in local chat. */
  inWorld: Type.Optional(Type.Boolean()),
})

export const chatTold = [
  /** A new line, or one that was changed or removed: it replaces the line of that id. */
  Type.Object({ type: Type.Literal('chat-line'), ...inConversation, line: Line }),
  Type.Object({ type: Type.Literal('chat-writes'), ...inConversation, from: AgentId }),
  /** The answer to `chat-read`. */
  Type.Object({
    type: Type.Literal('chat-history'),
    ...inConversation,
    lines: Type.Array(Line),
    /** For the next `chat-read`; missing while nobody has written. */
    upTo: Type.Optional(Cursor),
    /** More was written meanwhile than is kept. */
    missed: Type.Boolean(),
    /** In a conversation of two: the other has a page open. */
    reachable: Type.Optional(Type.Boolean()),
  }),
  /** What I may write in the room or the call. */
  Type.Object({
    type: Type.Literal('chat-rules'),
    ...inConversation,
    on: Type.Boolean(),
    reach: Type.Union([Type.Literal('room'), Type.Literal('voice')]),
    slowSeconds: Type.Integer(),
    /** A script in the region says the lines in local chat. */
    bridged: Type.Boolean(),
    /** A moderator has muted my writing. */
    muted: Type.Boolean(),
    /** I may remove lines, mute others' writing and slow the room down. */
    moderates: Type.Boolean(),
  }),
  /** That line was not taken. */
  Type.Object({
    type: Type.Literal('chat-refused'),
    ...inConversation,
    nonce: Type.String(),
    code: Type.String(),
    message: Type.String(),
    retryAfterSeconds: Type.Optional(Type.Integer()),
  }),
] as const

export type LineMessage = Static<typeof Line>
export type CursorMessage = Static<typeof Cursor>
