/** The WebRTC connector of a region: JSON-RPC over HTTP, as OpenSim sends it. */

import { randomUUID } from 'node:crypto'
import type { Service } from '../service.js'

export interface RpcReply {
  readonly id: unknown
  readonly result?: Record<string, unknown>
  readonly error?: string
}

/** The avatar whose viewer asks. */
export interface RpcCaller {
  readonly agentId: string
  readonly regionId: string
  /** Whether the region says that the avatar may moderate voice. */
  readonly moderator?: boolean
}

export type VoiceRpc = (
  method:
    | 'provision_voice_account_request'
    | 'voice_signaling_request'
    | 'spatial_voice_moderation_request'
    | 'chat_session_request',
  caller: RpcCaller,
  request: object,
) => Promise<RpcReply>

type Target = Pick<Service, 'url'> & { readonly secrets: { readonly regionSecret: string } }

/** Posts any body the way the connector does. @throws Error for an answer that the connector would drop */
export async function postVoice(
  { url, secrets }: Target,
  body: string,
  {
    secret = secrets.regionSecret,
    contentType = 'application/json-rpc',
  }: { secret?: string; contentType?: string } = {},
): Promise<RpcReply> {
  const response = await fetch(`${url}/opensim/voice/${secret}`, {
    method: 'POST',
    headers: { 'content-type': contentType, connection: 'close' },
    body: Buffer.from(body),
  })
  if (response.status !== 200) throw new Error(`the connector throws: HTTP ${response.status}`)
  return (await response.json()) as RpcReply
}

export function voiceRpc(target: Target): VoiceRpc {
  return async (method, { agentId, regionId, moderator }, request) => {
    const id = randomUUID()
    const params = { request, userID: agentId, scene: regionId, ...(moderator && { moderator }) }
    const reply = await postVoice(target, JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    if (reply.id !== id) throw new Error(`an answer to another call: ${JSON.stringify(reply)}`)
    return reply
  }
}
