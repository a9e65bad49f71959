/** `POST /opensim/v1/tickets`: a region mints the one-time voice link of one avatar. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { TICKET_TTL_SECONDS, type Tickets } from '../voice/tickets.js'
import { Uuid } from './uuid.js'

const Body = Type.Object({
  agent: Uuid,
  name: Type.String({ minLength: 1, maxLength: 255 }),
  region: Type.Optional(Uuid),
})

export const ticketsRoute: FastifyPluginAsyncTypebox<{ tickets: Tickets; publicUrl: () => string }> = async (
  app,
  { tickets, publicUrl },
) => {
  app.post('/tickets', { schema: { body: Body } }, async (request) => {
    const { agent, name } = request.body
    const ticket = tickets.mint({ agentId: agent.toLowerCase(), name })
    return { url: `${publicUrl()}/v/${ticket}`, expires_in: TICKET_TTL_SECONDS }
  })
}
