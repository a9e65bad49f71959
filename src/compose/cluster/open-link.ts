/** Opens a voice link for a page's first socket, at whichever node owns the grid. Part of the composition. */

import type { FastifyRequest } from 'fastify'
import { type ErrorCode, VoiceError } from '../../errors.js'
import type { OpenLink } from '../../signaling/sockets/ticket-sockets.js'
import type { SessionCookies } from '../../web-session/session-cookies.js'
import type { Cluster } from './cluster.js'

/** @param here opens it on this node */
export function openLinkAnywhere(cluster: Cluster, cookies: SessionCookies, here: OpenLink): OpenLink {
  return async (request, ticket) => {
    const answer = await cluster.openLink(request, ticket)
    if (!answer) return here(request, ticket)
    if (answer.status !== 200) throw faultOf(answer.body)
    const cookie = [answer.headers['set-cookie'] ?? []].flat()[0]
    if (cookie === undefined) return { session: cookies.read(request) }
    return { session: cookies.read(bringing(request, cookie)), cookie }
  }
}

/** The same request with the cookie of its answer. */
function bringing(request: FastifyRequest, cookie: string): FastifyRequest {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
  return Object.create(request, {
    cookies: { value: { [name]: decodeURIComponent(value) } },
    query: { value: {} },
  })
}

function faultOf(body: Buffer): VoiceError {
  const { error, message }: { error: ErrorCode; message: string } = JSON.parse(body.toString())
  return new VoiceError(error, message)
}
