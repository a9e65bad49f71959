/** The grids that are served, over HTTP: made, changed, given new secrets and removed by the service's admins. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { VoiceError } from '../../errors.js'
import {
  ByGrid,
  ByGridSecret,
  GridChange,
  GridList,
  GridRemoval,
  GridView,
  IssuedGrid,
  NewGridTerms,
  RenewedSecret,
} from '../../protocol/admin/grids.js'
import { Nothing } from '../../protocol/admin-api.js'
import type { GridId } from '../../voice/grids/grid.js'
import { GridTermsFault } from '../../voice/grids/grid-terms.js'
import type { GridSecrets, Grids } from '../../voice/grids/grids.js'
import type { HostedGrid } from '../../voice/grids/hosted-grid.js'
import type { GridUses } from '../../voice/grids/use/grid-use.js'
import type { NoteAct } from '../audit/acts.js'
import { FieldFaults } from '../field-faults.js'
import { changedTerms, gridView, termsOf } from './grid-views.js'

/** The lines to paste for a grid's simulators; '' for those that need a secret that is not given. */
export type LinesForGrid = (
  grid: HostedGrid,
  secrets: Partial<GridSecrets>,
) => Pick<IssuedGrid, 'openSimIni' | 'webRtcIni' | 'script'>

/** What is known of the grids that are served. */
export interface GridsSource {
  readonly grids: Grids
  readonly uses: Pick<GridUses, 'useOf'>
  /** Whether a grid's own services answer; `null`: they have not been asked yet. */
  readonly robustAnswers: (grid: GridId) => boolean | null
  readonly linesForGrid: LinesForGrid
}

export interface GridRoutesOptions extends GridsSource {
  readonly note: NoteAct
}

export const gridRoutes: FastifyPluginAsyncTypebox<GridRoutesOptions> = async (app, options) => {
  const { grids, linesForGrid, note } = options
  const viewOf = createGridViews(options)

  function known(id: GridId): HostedGrid {
    const grid = grids.find(id)
    if (grid) return grid
    throw new VoiceError('not-found', 'There is no such grid.')
  }

  app.get(
    '/grids',
    { schema: { summary: 'The grids that are served', response: { 200: GridList } } },
    async () => grids.list().map(viewOf),
  )

  app.post(
    '/grids',
    {
      schema: {
        summary: 'Make a grid; its secrets are told only this once',
        body: NewGridTerms,
        response: { 200: IssuedGrid },
      },
    },
    async (request) => {
      const { id, name, ...more } = request.body
      const { grid, secrets } = await named(grids.make({ ...termsOf(more), id, name: name.trim() }))
      const view = viewOf(grid)
      await note(request, {
        act: 'grid-made',
        subject: grid.name,
        grid: null,
        detail: { id, sipDomain: grid.sipDomain },
      })
      return { grid: view, ...linesForGrid(grid, secrets) }
    },
  )

  app.patch(
    '/grids/:id',
    {
      schema: { summary: 'Change a grid', params: ByGrid, body: GridChange, response: { 200: GridView } },
    },
    async (request) => {
      const before = viewOf(known(request.params.id))
      const after = viewOf(await named(grids.change(request.params.id, termsOf(request.body))))
      const detail = { id: after.id, ...changedTerms(before, after) }
      await note(request, { act: 'grid-changed', subject: after.name, grid: null, detail })
      return after
    },
  )

  app.post(
    '/grids/:id/secrets/:secret/renew',
    {
      schema: {
        summary: 'Make a new secret, in force at once; every simulator of the grid then needs it',
        params: ByGridSecret,
        body: Nothing,
        response: { 200: RenewedSecret },
      },
    },
    async (request) => {
      const { id, secret: name } = request.params
      const secret = await grids.renewSecret(id, name)
      const grid = known(id)
      await note(request, {
        act: 'grid-secret-renewed',
        subject: grid.name,
        grid: null,
        detail: { id, secret: name },
      })
      return { secret, ...linesForGrid(grid, { [name]: secret }) }
    },
  )

  app.post(
    '/grids/:id/remove',
    {
      schema: {
        summary: 'Delete a grid with everything that is stored of it, for good',
        params: ByGrid,
        body: GridRemoval,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      known(id)
      if (request.body.typed !== id) {
        const message = 'Type the id of the grid: nothing brings it back.'
        throw new FieldFaults([{ field: 'typed', code: 'invalid', message }])
      }
      const { name } = await grids.remove(id)
      await note(request, { act: 'grid-removed', subject: name, grid: null, detail: { id } })
      return reply.code(204).send()
    },
  )
}

/** Shows grids with what they use now. */
export const createGridViews =
  ({ uses, robustAnswers }: Pick<GridsSource, 'uses' | 'robustAnswers'>) =>
  (grid: HostedGrid) =>
    gridView(grid, uses.useOf(grid.id), robustAnswers(grid.id))

/** Names the fields in which the terms of a grid are at fault. @throws FieldFaults */
export async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof GridTermsFault)) throw error
    throw new FieldFaults(error.faults.map(({ field, message }) => ({ field, code: 'invalid', message })))
  }
}
