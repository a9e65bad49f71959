/** `POST /opensim/v1/tickets`: a region mints the one-time voice link of one avatar. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { networkOf } from '../voice/limits/network-of.js'
import type { Presence } from '../voice/presence/presence.js'
import { TICKET_TTL_SECONDS, type Tickets } from '../voice/sign-in/tickets.js'
import { gridOf } from './region-grid.js'
import { Uuid } from './uuid.js'

const MAX_NAME_LENGTH = 255

const Body = Type.Object({
  agent: Uuid,
  name: Type.String({ minLength: 1 }),
  region: Type.Optional(Uuid),
})

export interface TicketsRouteOptions {
  readonly tickets: Tickets
  readonly presence: Pick<Presence, 'find'>
  readonly publicUrl: () => string
}

export const ticketsRoute: FastifyPluginAsyncTypebox<TicketsRouteOptions> = async (
  app,
  { tickets, presence, publicUrl },
) => {
  app.post('/tickets', { schema: { body: Body } }, async (request) => {
    const { agent, name, region } = request.body
    const avatar = { grid: gridOf(request), agentId: agent.toLowerCase() }
    // Anybody can name any region: where the avatar is seen counts for more.
    const told = region?.toLowerCase() ?? String(request.headers['x-secondlife-region'] ?? '')
    const ticket = tickets.mint(
      { ...avatar, name: name.slice(0, MAX_NAME_LENGTH) },
      { sender: networkOf(request.ip), region: presence.find(avatar)?.regionId ?? told },
    )
    return { url: `${publicUrl()}/v/${ticket}`, expires_in: TICKET_TTL_SECONDS }
  })
}
