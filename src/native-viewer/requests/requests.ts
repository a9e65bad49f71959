/** What regions ask on behalf of viewers: the JSON-RPC envelope and its two methods. */

import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import { NULL_UUID, UUID } from '../../pure/uuid.js'
import type { Avatar, GridId, Region } from '../../voice/grids/grid.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'

/** OpenSim writes numbers and booleans as such or as strings, depending on its serialiser. */
const Loose = Type.Union([Type.String({ maxLength: 1024 }), Type.Number(), Type.Boolean(), Type.Null()])

const MAX_CANDIDATES = 64

const Envelope = Type.Object({
  method: Type.String(),
  params: Type.Object({
    request: Type.Object({}),
    userID: Type.String(),
    scene: Type.String(),
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

/**
 * Reads the `params` of a JSON-RPC request.
 * @param grid of the region's credential
 * @throws VoiceError `bad-request`, naming what is wrong
 */
export function readRequest(rpc: unknown, grid: GridId): Requester & { readonly request: VoiceRequest } {
  const { method, params } = parseEnvelope(rpc)
  const agentId = uuid('params.userID', params.userID)
  const regionId = uuid('params.scene', params.scene)
  const requester: Requester = { grid, agentId, regionId }
  switch (method) {
    case 'provision_voice_account_request':
      return { ...requester, request: readProvision(parseProvision(params.request)) }
    case 'voice_signaling_request':
      return { ...requester, request: readSignaling(parseSignaling(params.request)) }
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

function parser<Schema extends TSchema>(name: string, schema: Schema): (value: unknown) => Static<Schema> {
  const check = Compile(schema)
  return (value) => {
    if (check.Check(value)) return value
    const [fault] = check.Errors(value)
    throw bad(`${name}${fault?.instancePath ?? ''} ${fault?.message ?? 'is invalid'}`)
  }
}

function text(value: Static<typeof Loose> | undefined): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

/** A keyword, which clients write in upper or lower case. */
function word(value: Static<typeof Loose> | undefined): string | undefined {
  return text(value)?.trim().toLowerCase()
}

function flag(value: Static<typeof Loose> | undefined): boolean {
  return /^(true|1)$/i.test(text(value) ?? '')
}

/** Regions number their parcels from 1; 0 and −1 mean none. */
function localId(value: Static<typeof Loose> | undefined): number | undefined {
  const written = text(value)
  if (written === undefined) return undefined
  if (!/^-?\d{1,10}$/.test(written)) throw bad('parcel_local_id must be a whole number')
  return Number(written) > 0 ? Number(written) : undefined
}

function uuid(name: string, value: string): string {
  if (!UUID.test(value) || value === NULL_UUID) throw bad(`${name} must be a UUID`)
  return value.toLowerCase()
}

function bad(why: string): VoiceError {
  return new VoiceError('bad-request', `The request cannot be used: ${why}.`)
}
