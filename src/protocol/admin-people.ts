/** What the console says about people: acts on them, why they are silent, their history, and what they complain of. */

import { type Static, Type } from 'typebox'
import { SILENCE_CODES } from '../pure/silence-codes.js'
import { AgentId } from './shared-schemas.js'

const strict = { additionalProperties: false }
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])
/** Milliseconds since 1970. */
const Time = Type.Number()
const MAX_MINUTES = 60 * 24 * 365
/** People of one act. */
const MAX_PEOPLE = 500

/** Who decided something about a person, why, and for how long. */
export const Decision = Type.Object({
  /** An admin's or a resident's name; empty: not known. */
  by: Type.String(),
  /** 0: not known. */
  at: Time,
  /** Missing: until it is taken back. */
  until: Type.Optional(Time),
  explanation: Type.Optional(Type.String()),
})
export type Decision = Static<typeof Decision>

export const Silence = Type.Object({
  code: Type.Enum([...SILENCE_CODES]),
  /** For how long, where that is known. */
  seconds: Nullable(Type.Number()),
  /** How far the nearest person is who might listen. */
  metres: Type.Optional(Type.Number()),
  /** Lost packets, 0..1. */
  share: Type.Optional(Type.Number()),
  /** A moderator's, where that is the reason. */
  decision: Type.Optional(Decision),
})
export type Silence = Static<typeof Silence>

export const AgentAct = Type.Object({ agentId: AgentId }, strict)
export const MuteAct = Type.Object({ agentId: AgentId, muted: Type.Boolean() }, strict)
export const MuteAllAct = Type.Object({ muted: Type.Boolean() }, strict)
export const LockAct = Type.Object({ locked: Type.Boolean() }, strict)
export const FloorAct = Type.Object({ agentId: AgentId, given: Type.Boolean() }, strict)
/** What the person is told who is taken out. */
const Explanation = Type.Optional(Type.String({ maxLength: 300 }))
export const KickAct = Type.Object({ agentId: AgentId, explanation: Explanation }, strict)
export const BanAct = Type.Object(
  {
    agentId: AgentId,
    minutes: Type.Integer({ minimum: 1, maximum: 60 * 24 * 365 }),
    explanation: Explanation,
  },
  strict,
)
export const BanView = Type.Object({
  channelId: Type.Integer(),
  agentId: Type.String(),
  name: Type.String(),
  until: Time,
  by: Type.String(),
  explanation: Explanation,
})
export type BanView = Static<typeof BanView>

export const ResidentView = Type.Object({
  agentId: AgentId,
  /** In-world, or a short placeholder. */
  name: Type.String(),
})
export type ResidentView = Static<typeof ResidentView>
export const ResidentQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: 64 })),
    /** Agent ids with commas between them. */
    ids: Type.Optional(Type.String({ pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}$' })),
  },
  strict,
)
export const ComplaintView = Type.Object({
  id: Type.Integer(),
  /** Who complains. */
  agentId: Type.String(),
  name: Type.String(),
  aboutId: Type.String(),
  aboutName: Type.String(),
  place: Type.String(),
  words: Type.String(),
  at: Time,
  /** Who dealt with it, and when; missing while nobody has. */
  closed: Type.Optional(Type.Object({ by: Type.String(), at: Time })),
})
export type ComplaintView = Static<typeof ComplaintView>

/** An act on several people of a channel, or on all of it. */
export const RoomActs = Type.Object(
  {
    act: Type.Enum([
      'mute',
      'unmute',
      'mute-writing',
      'unmute-writing',
      'give-floor',
      'take-floor',
      'lower-hand',
      'kick',
      'ban',
      'unban',
      'mute-all',
      'unmute-all',
      'lock',
      'unlock',
    ]),
    agentIds: Type.Optional(Type.Array(AgentId, { minItems: 1, maxItems: MAX_PEOPLE })),
    /** How long a mute or a ban lasts; a mute without it lasts until it is taken back. */
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_MINUTES })),
    /** Why. Who is kicked or banned reads it. */
    explanation: Explanation,
  },
  strict,
)
export type RoomActs = Static<typeof RoomActs>
export const RoomActsDone = Type.Object({
  /** To how many people it was done; 0 for an act on the whole room. */
  people: Type.Integer(),
  /** The act's number, with which it can be taken back; `null`: it cannot be. */
  undo: Nullable(Type.Integer()),
})
export type RoomActsDone = Static<typeof RoomActsDone>

/** A decision in force. */
export const DecisionView = Type.Object({
  kind: Type.Enum(['muted', 'writing-muted', 'floor', 'banned']),
  channelId: Type.Integer(),
  channel: Type.String(),
  agentId: AgentId,
  name: Type.String(),
  decision: Decision,
})
export type DecisionView = Static<typeof DecisionView>

/** Something that was done to a person. */
export const PersonAct = Type.Object({
  id: Type.Integer(),
  at: Time,
  actor: Type.String(),
  act: Type.String(),
  subject: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
})
export type PersonAct = Static<typeof PersonAct>

/** Everything that the service knows about a resident. */
export const PersonView = Type.Object({
  agentId: AgentId,
  /** In-world, or a short placeholder. */
  name: Type.String(),
  /** The grid that a visitor comes from, as the name says; `null`: from this one. */
  homeGrid: Nullable(Type.String()),
  accountName: Nullable(Type.String()),
  createdAt: Nullable(Time),
  lastSeenAt: Nullable(Time),
  disabled: Type.Boolean(),
  /** Where the avatar is; `null`: no region tells. */
  region: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  /** The room that the person is in. */
  channel: Nullable(Type.Object({ id: Type.Integer(), name: Type.String() })),
  /** Why the person is not heard; `null`: nothing is in the way. */
  silence: Nullable(Silence),
  speaking: Type.Boolean(),
  decisions: Type.Array(DecisionView),
  complaints: Type.Array(ComplaintView),
  /** How many others the person blocks, and is blocked by; never whom. */
  blocks: Type.Integer(),
  blockedBy: Type.Integer(),
  /** Acts of moderators and admins, the newest first. */
  acts: Type.Array(PersonAct),
})
export type PersonView = Static<typeof PersonView>
