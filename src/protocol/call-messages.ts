/** The signalling messages about calls, and about the people one may call. */

import { type Static, Type } from 'typebox'
import { AgentId, Links } from './shared-schemas.js'

const strict = { additionalProperties: false }

const CallId = Type.String({ minLength: 1, maxLength: 64 })
/** Which room it is about: a call's; the room of the place if it is missing. */
export const ofCall = { call: Type.Optional(CallId) }

/** What a picture shows. */
const PictureKind = Type.Union([Type.Literal('camera'), Type.Literal('screen')])
/** Whether a page in a call takes pictures, and what it shows; missing: nothing. */
export const pictures = { accepts: Type.Boolean(), shows: Type.Optional(PictureKind) }

/** How the page takes part in a call: as in `join`. */
const callMedia = { muted: Type.Boolean(), hideAddress: Type.Optional(Type.Boolean()) }

export const callActs = {
  /** Calls somebody: in the call that the page takes part in, or in a new one. */
  call: Type.Object({ type: Type.Literal('call'), to: AgentId, ...callMedia }, strict),
  /** Calls those of a group who are in voice, as `call` does. */
  'call-group': Type.Object(
    { type: Type.Literal('call-group'), group: Type.String({ minLength: 1, maxLength: 64 }), ...callMedia },
    strict,
  ),
  'call-accept': Type.Object({ type: Type.Literal('call-accept'), call: CallId, ...callMedia }, strict),
  'call-decline': Type.Object(
    {
      type: Type.Literal('call-decline'),
      call: CallId,
      /** Said to the caller. */
      words: Type.Optional(Type.String({ maxLength: 200 })),
    },
    strict,
  ),
  /** Pictures are handed on between exactly two pages in a call, to a page that has said that it takes them. */
  pictures: Type.Object({ type: Type.Literal('pictures'), call: CallId, ...pictures }, strict),
  'call-hang-up': Type.Object({ type: Type.Literal('call-hang-up'), call: CallId }, strict),
  /** After a reload or a lost socket: the page comes back into its call. */
  'call-return': Type.Object(
    {
      type: Type.Literal('call-return'),
      call: CallId,
      token: Type.String({ maxLength: 128 }),
      ...callMedia,
      resumes: Type.Optional(Type.Boolean()),
      links: Type.Optional(Links),
    },
    strict,
  ),
  /** Residents who can be called, by a part of their name. */
  'find-people': Type.Object(
    { type: Type.Literal('find-people'), text: Type.String({ minLength: 1, maxLength: 64 }) },
    strict,
  ),
  /** Neither calls nor lines nor voice between the two, kept over restarts; or takes that back. */
  block: Type.Object({ type: Type.Literal('block'), agentId: AgentId, on: Type.Boolean() }, strict),
  /** Tells the moderators about somebody. */
  complain: Type.Object(
    {
      type: Type.Literal('complain'),
      agentId: AgentId,
      words: Type.String({ minLength: 1, maxLength: 500 }),
    },
    strict,
  ),
  /** No calls, no sounds; holds while any page of the resident is open. */
  'do-not-disturb': Type.Object({ type: Type.Literal('do-not-disturb'), on: Type.Boolean() }, strict),
}

const CallEnding = Type.Union([
  Type.Literal('hung-up'),
  Type.Literal('declined'),
  Type.Literal('no-answer'),
  Type.Literal('busy'),
  Type.Literal('do-not-disturb'),
  /** No page is open, and nobody can be told in-world. */
  Type.Literal('unreachable'),
  /** The connection was lost for too long. */
  Type.Literal('lost'),
  /** Taken, or declined, in another window of the resident. */
  Type.Literal('elsewhere'),
])

/** People who are in voice or have a page open. */
const Reachable = Type.Array(
  Type.Object({
    agentId: AgentId,
    name: Type.String(),
    /** In the room of some place. */
    inVoice: Type.Boolean(),
  }),
)

export const callTold = [
  /** A call in which the resident is called or takes part, as it is now. */
  Type.Object({
    type: Type.Literal('call'),
    call: CallId,
    /** Who began it. */
    from: AgentId,
    /** This resident has yet to answer. */
    rings: Type.Boolean(),
    /** The resident takes part with this very page. */
    here: Type.Boolean(),
    members: Type.Array(
      Type.Object({
        agentId: AgentId,
        name: Type.String(),
        state: Type.Union([
          Type.Literal('ringing'),
          Type.Literal('joined'),
          /** The connection broke, and may come back within ten seconds. */
          Type.Literal('lost'),
          Type.Literal('gone'),
        ]),
      }),
    ),
    /** For `call-return`; only where the page takes part. */
    token: Type.Optional(Type.String()),
  }),
  /** The call is over for this resident. */
  Type.Object({
    type: Type.Literal('call-ended'),
    call: CallId,
    reason: CallEnding,
    /** Whose act it was, if anybody's. */
    by: Type.Optional(AgentId),
    words: Type.Optional(Type.String()),
  }),
  /** Somebody whom this resident called does not come; the call goes on. */
  Type.Object({
    type: Type.Literal('call-refused'),
    call: CallId,
    by: AgentId,
    reason: CallEnding,
    words: Type.Optional(Type.String()),
  }),
  /** Everybody whom the resident blocks; after the welcome if there is anybody, and when it changes. */
  Type.Object({
    type: Type.Literal('blocks'),
    people: Type.Array(Type.Object({ agentId: AgentId, name: Type.String() })),
  }),
  /** Whether the resident wears headphones at their viewer; `null`: as each place has it. After the welcome unless it is that, and when it changes. */
  Type.Object({
    type: Type.Literal('viewer-headphones'),
    headphones: Type.Union([Type.Boolean(), Type.Null()]),
  }),
  /** The friends who are in voice or have a page open; after the welcome if there is anybody, and when it changes. */
  Type.Object({ type: Type.Literal('friends'), people: Reachable }),
  /** The groups in which somebody else is in voice or has a page open; likewise. */
  Type.Object({
    type: Type.Literal('groups'),
    groups: Type.Array(Type.Object({ groupId: Type.String(), name: Type.String(), people: Reachable })),
  }),
  /** The moderators will read it. */
  Type.Object({ type: Type.Literal('complained'), agentId: AgentId }),
  Type.Object({
    type: Type.Literal('people-found'),
    /** As it was asked for. */
    text: Type.String(),
    people: Type.Array(Type.Object({ agentId: AgentId, name: Type.String() })),
  }),
] as const

export type CallEndingMessage = Static<typeof CallEnding>
export type PictureKind = Static<typeof PictureKind>
