/** Residents by name, and what they tell the moderators about each other, over HTTP. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { Nothing } from '../../protocol/admin-api.js'
import {
  ComplaintView,
  DecisionView,
  PersonView,
  ResidentQuery,
  ResidentView,
} from '../../protocol/admin-people.js'
import { AgentId } from '../../protocol/shared-schemas.js'
import type { Complaints } from '../../voice/moderation/complaints.js'
import type { Names } from '../../voice/presence/names.js'
import type { NoteAct } from '../audit/acts.js'
import { gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'
import type { createPersonViews } from './person-view.js'

export interface ResidentRoutesOptions {
  readonly names: Pick<Names, 'of' | 'search'>
  readonly complaints: Pick<Complaints, 'list' | 'close'>
  readonly persons: ReturnType<typeof createPersonViews>
  readonly note: NoteAct
}

const MAX_FOUND = 20
const ById = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const ByAgent = Type.Object({ agentId: AgentId })

export const residentRoutes: FastifyPluginAsyncTypebox<ResidentRoutesOptions> = async (app, options) => {
  const { names, complaints, persons, note } = options

  app.get(
    '/residents',
    {
      schema: {
        summary: 'Residents by a part of their name, or what those of some ids are called',
        querystring: ResidentQuery,
        response: { 200: Type.Array(ResidentView) },
      },
    },
    async (request) => {
      const grid = gridOf(request)
      const { search = '', ids } = request.query
      if (ids !== undefined) {
        return ids.split(',').map((agentId) => ({ agentId, name: names.of({ grid, agentId }) }))
      }
      if (search.trim() === '') return []
      return names.search(grid, search, MAX_FOUND).map(({ agentId, name }) => ({ agentId, name }))
    },
  )

  app.get(
    '/residents/:agentId',
    {
      schema: {
        summary: 'Everything about a resident: where now, what was decided, said and done about them',
        params: ByAgent,
        response: { 200: PersonView },
      },
    },
    async (request) => persons.read({ grid: gridOf(request), agentId: request.params.agentId }),
  )

  app.get(
    '/decisions',
    {
      schema: {
        summary: 'Mutes and bans in force, the newest first',
        response: { 200: Type.Array(DecisionView) },
      },
    },
    async (request) => persons.decisions(gridOf(request)),
  )

  app.get(
    '/complaints',
    {
      schema: {
        summary: 'What residents told the moderators about each other, newest first',
        response: { 200: Type.Array(ComplaintView) },
      },
    },
    async (request) => [...(await complaints.list(gridOf(request)))],
  )

  app.post(
    '/complaints/:id/close',
    { schema: { summary: 'A complaint is dealt with', params: ById, body: Nothing } },
    async (request, reply) => {
      const id = Number(request.params.id)
      const grid = gridOf(request)
      const closed = (await complaints.list(grid)).find((one) => one.id === id)
      if (!closed || !(await complaints.close(grid, id, identityOf(request).name)))
        throw new VoiceError('not-found', 'Somebody has dealt with it already.')
      const { name, aboutId, aboutName, place, words } = closed
      const detail = { agentId: aboutId, by: name, place, words }
      await note(request, { act: 'complaint-closed', subject: aboutName, detail })
      return reply.code(204).send()
    },
  )
}
