/** `POST /opensim/v1/tickets`: a region mints the one-time voice link of one avatar. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { IN_WORLD_WORDS } from '../pure/in-world-words.js'
import type { Language } from '../pure/languages.js'
import { UUID_PATTERN } from '../pure/uuid.js'
import type { GridId } from '../voice/grids/grid.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { Whereabouts } from '../voice/presence/located.js'
import { holderOf, requireRegion } from '../voice/region-keys/authority.js'
import { TICKET_TTL_SECONDS, type Tickets } from '../voice/sign-in/tickets.js'
import { authorityOf } from './region-secret.js'
import type { RemoteAdmin } from './remote-admin/remote-admin.js'

const MAX_NAME_LENGTH = 255

const Uuid = Type.String({ pattern: UUID_PATTERN })

const Body = Type.Object({
  agent: Uuid,
  name: Type.String({ minLength: 1 }),
  region: Type.Optional(Uuid),
})

export interface TicketsRouteOptions {
  readonly tickets: Tickets
  readonly presence: Pick<Whereabouts, 'find'>
  /** Knows the language of some regions, by UUID or name. */
  readonly remoteAdmin: Pick<RemoteAdmin, 'languageOf'>
  /** Of all other regions of a grid. */
  readonly languageOfGrid: (grid: GridId) => Language
  readonly pagesUrl: (grid: GridId) => string
}

export const ticketsRoute: FastifyPluginAsyncTypebox<TicketsRouteOptions> = async (
  app,
  { tickets, presence, remoteAdmin, languageOfGrid, pagesUrl },
) => {
  app.post('/tickets', { schema: { body: Body } }, async (request) => {
    const { agent, name, region } = request.body
    const authority = authorityOf(request)
    const avatar = { grid: authority.grid, agentId: agent.toLowerCase() }
    if (region !== undefined) requireRegion(authority, region.toLowerCase())
    // Anybody can name any region: where the avatar is seen counts for more.
    const header = String(request.headers['x-secondlife-region'] ?? '')
    const told = region?.toLowerCase() ?? header
    const seen = presence.find(avatar)?.regionId
    const ticket = tickets.mint(
      {
        ...avatar,
        name: name.slice(0, MAX_NAME_LENGTH),
        ...(authority.key && { keyId: authority.key.id }),
      },
      holderOf(authority, networkOf(request.ip), seen ?? told),
    )
    // Simulators add the corner to the name: "Plaza (256000, 256000)".
    const names = [seen, told, header.replace(/ \([^()]*\)$/, '')]
    const language =
      names.map((name) => name && remoteAdmin.languageOf(avatar.grid, name)).find(Boolean) ||
      languageOfGrid(avatar.grid)
    return {
      url: `${pagesUrl(avatar.grid)}/v/${ticket}`,
      expires_in: TICKET_TTL_SECONDS,
      // For the scripts, which say this to residents.
      language,
      words: IN_WORLD_WORDS[language].kiosk,
    }
  })
}
