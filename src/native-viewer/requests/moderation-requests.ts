/** What moderators ask with their viewers: the capability `SpatialVoiceModerationRequest`, and that part of `ChatSessionRequest`. */

import { Type } from 'typebox'
import type { RegionAct } from '../../voice/moderation/region-acts.js'
import { bad, flag, Loose, localId, parser, text, uuid, word } from './loose.js'

export interface PlaceModeration {
  readonly kind: 'moderate'
  readonly act: RegionAct
  /** The region's number of the parcel that is meant, if that has a channel of its own. */
  readonly localId: number | undefined
}

export interface CallModeration {
  readonly kind: 'moderate-call'
  readonly act: RegionAct
  /** The region's id of the call. */
  readonly callId: string
}

const parseSpatial = parser(
  'request',
  Type.Object({
    operand: Type.Optional(Loose),
    agent_id: Type.Optional(Loose),
    /** Added by the region, as in the request for a voice account. */
    parcel_local_id: Type.Optional(Loose),
  }),
)

const parseSession = parser(
  'request',
  Type.Object({
    method: Type.Optional(Loose),
    'session-id': Type.Optional(Loose),
    /** Added by the region where the call's id is another one than the session's. */
    channel: Type.Optional(Loose),
    params: Type.Optional(
      Type.Object({
        agent_id: Type.Optional(Loose),
        mute_info: Type.Optional(Type.Object({ voice: Type.Optional(Loose) })),
        update_info: Type.Optional(
          Type.Object({ moderated_mode: Type.Optional(Type.Object({ voice: Type.Optional(Loose) })) }),
        ),
      }),
    ),
  }),
)

/** @throws VoiceError `bad-request` */
export function readSpatialModeration(request: unknown): PlaceModeration {
  const { operand, agent_id: agentId, parcel_local_id: number } = parseSpatial(request)
  const asked = { kind: 'moderate', localId: localId(number) } as const
  const act = word(operand)
  switch (act) {
    case 'mute':
    case 'unmute':
      return { ...asked, act: { act, agentId: uuid('agent_id', text(agentId) ?? '') } }
    case 'mute_all':
      return { ...asked, act: { act: 'mute-all' } }
    case 'unmute_all':
      return { ...asked, act: { act: 'unmute-all' } }
    default:
      throw bad('operand must be mute, unmute, mute_all or unmute_all')
  }
}

/** @throws VoiceError `bad-request`, also for what is not about voice, or moderates nobody */
export function readSessionModeration(request: unknown): CallModeration {
  const { method, params = {}, channel, 'session-id': session } = parseSession(request)
  const callId = text(channel) ?? text(session)
  if (callId === undefined) throw bad('session-id is missing')
  const asked = { kind: 'moderate-call', callId } as const
  switch (word(method)) {
    case 'mute update': {
      const voice = params.mute_info?.voice
      if (voice === undefined) throw bad('params.mute_info says nothing about voice')
      const act = flag(voice) ? 'mute' : 'unmute'
      return { ...asked, act: { act, agentId: uuid('params.agent_id', text(params.agent_id) ?? '') } }
    }
    case 'session update': {
      const voice = params.update_info?.moderated_mode?.voice
      if (voice === undefined) throw bad('params.update_info.moderated_mode says nothing about voice')
      return { ...asked, act: { act: flag(voice) ? 'mute-all' : 'unmute-all' } }
    }
    default:
      throw bad('method must be "mute update" or "session update"')
  }
}
