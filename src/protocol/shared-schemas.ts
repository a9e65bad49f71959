/** What the signalling messages and the console's API say alike: people and channels, one schema for both. */

import { Type } from 'typebox'

export const AgentId = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })

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

/** Somebody in a room, as everybody there may see, and every moderator. */
export const participantFields = {
  agentId: AgentId,
  name: Type.String(),
  /** Has switched its own microphone off. */
  muted: Type.Boolean(),
  position: Vector,
  look: Vector,
}

/** A channel, as far as it decides who is heard and how loud. */
export const channelFields = {
  id: Type.Integer(),
  name: Type.String(),
  mode: ChannelMode,
  distanceModel: DistanceModelName,
  rollOff: Type.Number(),
  maxRangeMetres: Type.Number(),
  clampingDistanceMetres: Type.Number(),
}
