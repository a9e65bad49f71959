/** What regions ask on behalf of viewers: the JSON-RPC envelope and its methods. */

import { type Static, Type } from 'typebox'
import type { Avatar, GridId, Region } from '../../voice/grids/grid.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'
import { bad, flag, Loose, localId, parser, text, uuid, word } from './loose.js'
import {
  type CallModeration,
  type PlaceModeration,
  readSessionModeration,
  readSpatialModeration,
} from './moderation-requests.js'

const MAX_CANDIDATES = 64

const Envelope = Type.Object({
  method: Type.String(),
  params: Type.Object({
    request: Type.Object({}),
    userID: Type.String(),
    scene: Type.String(),
    /** Whether the avatar may moderate voice where it asks to. */
    moderator: Type.Optional(Loose),
  }),
})

const Provision = Type.Object({
  jsep: Type.Optional(Type.Object({ type: Type.Optional(Loose), sdp: Type.String() })),
  channel_type: Type.Optional(Loose),
  parcel_local_id: Type.Optional(Loose),
  channel: Type.Optional(Loose),
  channel_id: Type.Optional(Loose),
  credentials: Type.Optional(Loose),
  voice_server_type: Type.Optional(Loose),
  logout: Type.Optional(Loose),
  viewer_session: Type.Optional(Loose),
})

const Candidate = Type.Object({
  candidate: Type.Optional(Type.String({ maxLength: 1024 })),
  sdpMid: Type.Optional(Loose),
  completed: Type.Optional(Loose),
})

const Signaling = Type.Object({
  viewer_session: Type.Optional(Loose),
  candidates: Type.Optional(Type.Array(Candidate, { maxItems: MAX_CANDIDATES })),
  candidate: Type.Optional(Candidate),
})

const parseEnvelope = parser('request', Envelope)
const parseProvision = parser('request', Provision)
const parseSignaling = parser('request', Signaling)

/** The avatar for which a region asks, and that region, as far as its authority reaches. */
export interface Requester extends Avatar, Region {}

export type VoiceRequest =
  | { readonly kind: 'knock'; readonly serverType: string }
  | { readonly kind: 'logout'; readonly session: string | undefined }
  | { readonly kind: 'local'; readonly offer: string; readonly localId: number | undefined }
  | {
      readonly kind: 'call'
      readonly offer: string
      readonly callId: string
      /** Credentials that the region gave to those who may take part; `undefined` if none. */
      readonly credentials: string | undefined
    }
  | {
      readonly kind: 'candidates'
      readonly session: string | undefined
      readonly candidates: readonly HubCandidate[]
    }
  | ModerationRequest

export type ModerationRequest = PlaceModeration | CallModeration

export const isModeration = (asked: VoiceRequest): asked is ModerationRequest =>
  asked.kind === 'moderate' || asked.kind === 'moderate-call'

interface AskedByRegion extends Requester {
  readonly request: VoiceRequest
  /** Whether the region says that the avatar may moderate voice there. */
  readonly vouched: boolean
}

/**
 * Reads the `params` of a JSON-RPC request.
 * @param grid of the region's credential
 * @throws VoiceError `bad-request`, naming what is wrong
 */
export function readRequest(rpc: unknown, grid: GridId): AskedByRegion {
  const { method, params } = parseEnvelope(rpc)
  const agentId = uuid('params.userID', params.userID)
  const regionId = uuid('params.scene', params.scene)
  const requester = { grid, agentId, regionId, vouched: flag(params.moderator) }
  switch (method) {
    case 'provision_voice_account_request':
      return { ...requester, request: readProvision(parseProvision(params.request)) }
    case 'voice_signaling_request':
      return { ...requester, request: readSignaling(parseSignaling(params.request)) }
    case 'spatial_voice_moderation_request':
      return { ...requester, request: readSpatialModeration(params.request) }
    case 'chat_session_request':
      return { ...requester, request: readSessionModeration(params.request) }
    default:
      throw bad('there is no such method')
  }
}

function readProvision(request: Static<typeof Provision>): VoiceRequest {
  const serverType = word(request.voice_server_type) ?? 'webrtc'
  if (serverType !== 'webrtc') return { kind: 'knock', serverType }
  if (flag(request.logout)) return { kind: 'logout', session: text(request.viewer_session) }
  const offer = request.jsep?.sdp
  if (offer === undefined || word(request.jsep?.type) !== 'offer') throw bad('jsep must be an offer')
  const channelType = word(request.channel_type) ?? 'local'
  if (channelType === 'local') return { kind: 'local', offer, localId: localId(request.parcel_local_id) }
  if (channelType !== 'multiagent') throw bad('channel_type must be local or multiagent')
  const callId = text(request.channel) ?? text(request.channel_id)
  if (callId === undefined) throw bad('channel is missing')
  return { kind: 'call', offer, callId, credentials: text(request.credentials) }
}

function readSignaling(request: Static<typeof Signaling>): VoiceRequest {
  const candidates = [...(request.candidates ?? []), ...(request.candidate ? [request.candidate] : [])]
  return {
    kind: 'candidates',
    session: text(request.viewer_session),
    candidates: candidates.flatMap(({ candidate, sdpMid }) =>
      // The end of candidates can be dropped: the hub waits for none.
      candidate ? [{ candidate, sdpMid: text(sdpMid) ?? null }] : [],
    ),
  }
}
