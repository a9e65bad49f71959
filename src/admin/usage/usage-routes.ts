/** What grids use by day, over HTTP. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { UsageOfGrids, UsageQuery, UsageView } from '../../protocol/admin/usage.js'
import { USAGE_DAYS, type Usage } from '../../voice/usage/usage.js'
import { gridOf } from '../request-grid.js'

export interface UsageRoutesOptions {
  readonly usage: Pick<Usage, 'read' | 'today'>
}

export const usageRoutes: FastifyPluginAsyncTypebox<UsageRoutesOptions> = async (app, { usage }) => {
  const daysOf = ({ days }: { days?: string | undefined }) => (days === undefined ? USAGE_DAYS : Number(days))

  app.get(
    '/usage',
    {
      schema: {
        summary: 'People, minutes and traffic by day',
        querystring: UsageQuery,
        response: { 200: UsageView },
      },
    },
    async (request) => ({
      today: usage.today(),
      days: [...(await usage.read({ grid: gridOf(request), days: daysOf(request.query) }))],
    }),
  )

  app.get(
    '/grids/usage',
    {
      schema: {
        summary: 'People, minutes and traffic of all grids by day',
        querystring: UsageQuery,
        response: { 200: UsageOfGrids },
      },
    },
    async (request) => ({
      today: usage.today(),
      days: [...(await usage.read({ days: daysOf(request.query) }))],
    }),
  )
}
