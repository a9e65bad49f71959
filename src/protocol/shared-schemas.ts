/** Schemas of people and channels that the signalling messages and the console's API share. */

import { Type } from 'typebox'
import { LOWER_CASE_UUID_PATTERN } from '../pure/uuid.js'

export const AgentId = Type.String({ pattern: LOWER_CASE_UUID_PATTERN })

/** Metres, or a direction of length 1; region-local, OpenSim axes. */
export const Vector = Type.Tuple([Type.Number(), Type.Number(), Type.Number()])

export const ChannelMode = Type.Union([
  Type.Literal('open'),
  Type.Literal('lecture'),
  Type.Literal('presentation'),
  Type.Literal('auditorium'),
])

export const DistanceModelName = Type.Union([
  Type.Literal('none'),
  Type.Literal('inverse'),
  Type.Literal('linear'),
  Type.Literal('exponent'),
])

/** How far somebody is meant to be heard. */
export const EffortName = Type.Union([Type.Literal('whisper'), Type.Literal('talk'), Type.Literal('shout')])

/** A participant, as everybody in the room and every moderator may see them. */
export const participantFields = {
  agentId: AgentId,
  name: Type.String(),
  /** The resident has switched their own microphone off. */
  muted: Type.Boolean(),
  position: Vector,
  /** (0, 0, 0): nobody knows. */
  look: Vector,
  /** Whispers or shouts; missing: talks. */
  effort: Type.Optional(EffortName),
}

/** How somebody fades with distance. */
const attenuationFields = {
  distanceModel: DistanceModelName,
  rollOff: Type.Number(),
  maxRangeMetres: Type.Number(),
  clampingDistanceMetres: Type.Number(),
}

/** How voices of a channel sound. */
export const soundFields = {
  ...attenuationFields,
  /** Of a whisper and of a shout; missing: a share of the max range. */
  whisperMetres: Type.Optional(Type.Number()),
  shoutMetres: Type.Optional(Type.Number()),
  /** Speakers are softer behind; missing: no. */
  cone: Type.Optional(Type.Boolean()),
  /** Distance takes high tones; missing: no. */
  dulls: Type.Optional(Type.Boolean()),
}

/** A channel, as far as it decides who is heard and how loudly. */
export const channelFields = {
  id: Type.Integer(),
  name: Type.String(),
  mode: ChannelMode,
  ...soundFields,
}

/** A connection of two pages. */
export const LinkId = Type.String({ minLength: 1, maxLength: 64 })

/** The connections that a page still has after its socket was lost. */
export const Links = Type.Array(
  Type.Object({ agentId: AgentId, link: LinkId }, { additionalProperties: false }),
  { maxItems: 64 },
)
