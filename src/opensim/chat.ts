/** `POST /opensim/v1/chat`: a script tells what was said in local chat, and is told what residents wrote. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { NULL_UUID, UUID_PATTERN } from '../pure/uuid.js'
import type { ChatBridge } from '../voice/chat/bridge.js'
import type { ParcelRegions } from '../voice/presence/land/parcel-regions.js'
import { requireRegion } from '../voice/region-keys/authority.js'
import { authorityOf } from './region-secret.js'

/** Ten lines of 1,023 characters, each of which may be six in JSON. */
const BODY_LIMIT = 128 * 1024

const Uuid = Type.String({ pattern: UUID_PATTERN })

const Body = Type.Object({
  region: Uuid,
  parcel: Type.Optional(Uuid),
  /** The object that holds the script. */
  object: Uuid,
  /** When the script was started: its lines are counted from there. */
  started: Type.Integer(),
  /** The first line of the last answer. */
  after: Type.String({ maxLength: 80 }),
  lines: Type.Array(
    Type.Object({
      number: Type.Integer(),
      id: Uuid,
      name: Type.String({ minLength: 1, maxLength: 255 }),
      text: Type.String({ maxLength: 4096 }),
    }),
    { maxItems: 10 },
  ),
})

export interface ChatRouteOptions {
  readonly bridge: ChatBridge
  readonly parcelRegions: Pick<ParcelRegions, 'claim'>
}

export const chatRoute: FastifyPluginAsyncTypebox<ChatRouteOptions> = async (
  app,
  { bridge, parcelRegions },
) => {
  app.post('/chat', { bodyLimit: BODY_LIMIT, schema: { body: Body } }, async (request, reply) => {
    const { region, parcel = NULL_UUID, object, started, after, lines } = request.body
    const authority = authorityOf(request)
    const { grid } = authority
    const regionId = region.toLowerCase()
    requireRegion(authority, regionId)
    const parcelId = parcel === NULL_UUID ? null : parcel.toLowerCase()
    const isOwn = parcelId === null || parcelRegions.claim({ grid, regionId, parcelId }, authority)
    const place = { grid, regionId, parcelId: isOwn ? parcelId : null }
    const heard = lines.map(({ number, id, name, text }) => ({
      agentId: id.toLowerCase(),
      name,
      text,
      nonce: `${object.toLowerCase()}-${started}-${number}`,
    }))
    const { cursor, says } = await bridge.exchange(place, object.toLowerCase(), heard, after)
    return reply.type('text/plain; charset=utf-8').send([cursor, ...says].join('\n'))
  })
}
