/** `POST /opensim/voice/<region secret or key>`: regions ask on behalf of native viewers; always answered 200 in JSON-RPC. */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import type { GridId } from '../voice/grids/grid.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { InWorldModerator, RegionActs } from '../voice/moderation/region-acts.js'
import { type RegionAuthority, requireRegion, senderOf } from '../voice/region-keys/authority.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'
import type { Standing } from '../voice/region-keys/standing.js'
import type { Admission } from '../voice/rooms/admission.js'
import type { Places } from './places/places.js'
import {
  errorAnswer,
  type JsonRpcAnswer,
  type JsonRpcId,
  readJsonRpc,
  resultAnswer,
} from './requests/json-rpc.js'
import { createRegionAddresses } from './requests/region-addresses.js'
import {
  isModeration,
  type ModerationRequest,
  type Requester,
  readRequest,
  type VoiceRequest,
} from './requests/requests.js'
import { normaliseOffer } from './requests/viewer-sdp.js'
import type { ViewerSessions } from './sessions/sessions.js'

export interface NativeViewerOptions {
  readonly gate: Pick<RegionGate, 'admit'>
  readonly standing: Pick<Standing, 'isVouchedFor'>
  /** Addresses from which regions may ask; empty: any. */
  readonly regionAddresses: readonly string[]
  readonly admission: Pick<Admission, 'requireAccount'>
  readonly places: Places
  readonly regionActs: RegionActs
  readonly faults: FaultLog
  /** `undefined` if this service has no media hub. */
  readonly sessions: ViewerSessions | undefined
  /** Called when a region asked with the right secret. */
  readonly onRequest?: (grid: GridId, address: string) => void
  /** Called when a request was refused. @param grid whose host it asked @param reason in words */
  readonly onRefused?: (grid: GridId, address: string, reason: string) => void
}

/** An offer that is too long must be answered, so much larger bodies are read than are accepted. */
const MAX_BODY_BYTES = 256 * 1024

export const nativeViewer: FastifyPluginAsync<NativeViewerOptions> = async (app, options) => {
  const { admission, places } = options
  const isRegionAddress = createRegionAddresses(options.regionAddresses)
  const clientOf = ({ id, ip }: FastifyRequest) => ({ reqId: id, address: ip, what: '/opensim/voice' })

  // The connector sends application/json-rpc; any other content type, or none, is accepted too.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, request, reply) => {
    const tooLarge = error instanceof Error && 'statusCode' in error && error.statusCode === 413
    const fault = tooLarge ? new VoiceError('message-too-large', 'The request is too large.') : error
    return send(reply, refusal(request, null, fault))
  })

  // A wildcard, because Fastify limits a parameter's length to less than a secret may have.
  app.post<{ Params: { '*': string } }>('/opensim/voice/*', async (request, reply) => {
    const { id, rpc } = readJsonRpc(typeof request.body === 'string' ? request.body : '')
    try {
      const authority = authorityOf(request)
      request.isRegion = true
      options.onRequest?.(authority.grid, request.ip)
      if (!rpc) throw new VoiceError('bad-request', 'The body is not a single JSON-RPC request.')
      const { request: asked, vouched, ...requester } = readRequest(rpc, authority.grid)
      requireRegion(authority, requester.regionId)
      const result = isModeration(asked)
        ? await moderate({ ...requester, vouched, authority, address: request.ip }, asked)
        : await answer(requester, authority, request.ip, asked)
      options.faults.served(() => clientOf(request))
      return send(reply, resultAnswer(id, result))
    } catch (error) {
      return send(reply, refusal(request, id, error))
    }
  })

  function authorityOf(request: FastifyRequest<{ Params: { '*': string } }>): RegionAuthority {
    if (!isRegionAddress(request.ip)) {
      throw new VoiceError('region-secret-wrong', 'Regions may not ask from this address.')
    }
    return options.gate.admit({
      secret: request.params['*'].replace(/\/$/, ''),
      address: request.ip,
      right: 'native-voice',
      wrong: 'The secret at the end of WebRtcVoiceServerURI is wrong.',
    })
  }

  /** A call reaches beyond the regions of a key: whoever takes part must be the avatar that the region says. */
  function requireVouched(authority: RegionAuthority, requester: Requester): void {
    if (options.standing.isVouchedFor(authority, requester)) return
    throw new VoiceError(
      'not-allowed',
      'The grid does not say that this avatar is in the region, so this region key lets it into no call.',
    )
  }

  function requireSessions(): ViewerSessions {
    if (options.sessions) return options.sessions
    throw new VoiceError(
      'hub-unavailable',
      'Native viewers need the media hub, which MEDIA_ROUTE=mesh turns off.',
    )
  }

  async function answer(
    requester: Requester,
    authority: RegionAuthority,
    address: string,
    asked: Exclude<VoiceRequest, ModerationRequest>,
  ): Promise<object> {
    const sessions = requireSessions()
    switch (asked.kind) {
      case 'knock':
        throw new VoiceError(
          'unknown-mode',
          `This service has no voice of type "${asked.serverType.slice(0, 40)}".`,
        )
      case 'logout':
        sessions.logout(requester, asked.session, authority)
        return { response: 'closed' }
      case 'candidates':
        sessions.addCandidates(requester, asked.session, asked.candidates, authority)
        return {}
      default: {
        if (asked.kind === 'call') requireVouched(authority, requester)
        const offer = normaliseOffer(asked.offer)
        await admission.requireAccount(requester)
        const place =
          asked.kind === 'call' ? places.call(requester, asked) : await places.world(requester, asked.localId)
        const sender = senderOf(authority, networkOf(address))
        const opened = await sessions.open({ requester, authority, sender, place, offer })
        return { viewer_session: opened.peerId, jsep: { type: 'answer', sdp: opened.answer } }
      }
    }
  }

  async function moderate(by: InWorldModerator, asked: ModerationRequest): Promise<object> {
    const { act } = asked
    if (asked.kind === 'moderate-call') options.regionActs.performInCall(asked.callId, act, by)
    else {
      const { grid, agentId } = by
      const who = { grid, agentId: 'agentId' in act ? act.agentId : agentId }
      const place = await places.land(by, who, asked.localId)
      await options.regionActs.perform(place, act, by)
    }
    return { response: 'done' }
  }

  /** Logs a refusal: the region's fault as a warning, once for each address and kind; a request for Vivox voice not at all; our own fault as an error. */
  function refusal(request: FastifyRequest, id: JsonRpcId, error: unknown): JsonRpcAnswer {
    if (!(error instanceof VoiceError)) {
      request.log.error({ err: error }, "a region's request for a viewer failed")
      return errorAnswer(id, 'The voice service failed; its log says why.')
    }
    const { code, message } = error
    if (code === 'region-secret-wrong') options.onRefused?.(request.pageGrid, request.ip, message)
    if (code !== 'unknown-mode') {
      options.faults.warn(clientOf(request), code, { reason: message }, 'a viewer was refused voice')
    }
    return errorAnswer(id, message)
  }
}

function send(reply: FastifyReply, answer: JsonRpcAnswer): FastifyReply {
  return reply.code(200).header('cache-control', 'no-store').type('application/json').send(answer)
}
