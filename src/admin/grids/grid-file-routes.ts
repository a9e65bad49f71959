/** Grids as files, over HTTP: written to an admin's browser, and taken in from one. */

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { VoiceError } from '../../errors.js'
import { ByGrid, GridFileQuery, TakenInGrid } from '../../protocol/admin/grids.js'
import { Nothing } from '../../protocol/admin-api.js'
import type { GridMoves } from '../../voice/grids/grid-moves.js'
import type { NoteAct } from '../audit/acts.js'
import { createGridViews, type GridsSource, named } from './grid-routes.js'

export interface GridFileRoutesOptions extends GridsSource {
  readonly gridMoves: GridMoves
  /** Where a file may lie while it is read. */
  readonly dataDir: string
  readonly note: NoteAct
}

/** Packed; the largest grids have some 100 MB. */
const MAX_FILE_BYTES = 1024 * 1024 * 1024

export const gridFileRoutes: FastifyPluginAsyncTypebox<GridFileRoutesOptions> = async (app, options) => {
  const { grids, gridMoves, linesForGrid, dataDir, note } = options
  const viewOf = createGridViews(options)
  let isTakingIn = false

  app.addContentTypeParser('application/gzip', (_request, payload, done) => done(null, payload))

  app.post(
    '/grids/:id/export',
    {
      schema: {
        summary: 'Everything that is stored of a grid, in lines of JSON',
        params: ByGrid,
        body: Nothing,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const lines = gridMoves.write(id)
      await note(request, {
        act: 'grid-exported',
        subject: grids.find(id)?.name ?? id,
        grid: null,
        detail: { id },
      })
      return reply.type('application/x-ndjson').send(Readable.from(lines))
    },
  )

  app.post(
    '/grids/import',
    {
      schema: {
        summary: 'Take in a grid from a file, all of it or nothing',
        querystring: GridFileQuery,
        response: { 200: TakenInGrid },
      },
    },
    async (request) => {
      const { body } = request
      if (!(body instanceof Readable))
        throw new VoiceError('bad-request', 'Send the file as application/gzip.')
      if (isTakingIn)
        throw new VoiceError('too-busy', 'Another grid is being taken in: try again in a minute.')
      isTakingIn = true
      const folder = await mkdtemp(join(dataDir, 'grid-file-'))
      try {
        const file = join(folder, 'grid')
        await pipeline(body, bounded(), createWriteStream(file, { mode: 0o600 }))
        const { as } = request.query
        const taken = await named(gridMoves.takeIn(() => createReadStream(file), as))
        const { grid, secrets, rows, passwordMissing } = taken
        await note(request, {
          act: 'grid-imported',
          subject: grid.name,
          grid: null,
          detail: { id: grid.id, rows },
        })
        const view = viewOf(grid)
        return {
          ...{ grid: view, rows, passwordMissing },
          issued: secrets ? { grid: view, ...linesForGrid(grid, secrets) } : null,
        }
      } finally {
        isTakingIn = false
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
}

function bounded(): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= MAX_FILE_BYTES) done(null, chunk)
      else done(new VoiceError('message-too-large', 'This file is too large: use opensim-voice import-grid.'))
    },
  })
}
