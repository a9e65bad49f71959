/** How the grid's pages look, over HTTP: its name, accent and logo. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { LookChange, LookView, NewLogo } from '../../protocol/admin/look.js'
import { Nothing } from '../../protocol/admin-api.js'
import { accentOf } from '../../pure/accent.js'
import type { GridLook } from '../../voice/grids/look.js'
import type { Looks } from '../../voice/grids/looks.js'
import type { NoteAct } from '../audit/acts.js'
import { FieldFaults } from '../field-faults.js'
import { gridOf } from '../request-grid.js'
import { checkLogo, MAX_LOGO_BYTES } from './logo-check.js'

export interface LookRoutesOptions {
  readonly looks: Looks
  readonly note: NoteAct
}

/** Base64 in JSON is a third longer. */
const MAX_BODY_BYTES = Math.ceil(MAX_LOGO_BYTES * 1.5)

const faultWords = {
  'logo-too-large': 'A logo may have 64 kB at most.',
  'logo-unknown': 'This is neither PNG, SVG nor WebP.',
  'logo-too-many-pixels': 'A logo may have 2048 pixels a side at most.',
  'logo-unsafe':
    'This SVG has more in it than shapes: scripts, links, styles or pictures. Save it as plain SVG, or as PNG.',
} as const

export const lookRoutes: FastifyPluginAsyncTypebox<LookRoutesOptions> = async (app, { looks, note }) => {
  app.get(
    '/look',
    {
      schema: { summary: 'How the grid’s pages look', response: { 200: LookView } },
    },
    async (request) => viewOf(looks.of(gridOf(request))),
  )

  app.patch(
    '/look',
    {
      schema: { summary: 'Change name and accent', body: LookChange, response: { 200: LookView } },
    },
    async (request) => {
      const grid = gridOf(request)
      const before = looks.of(grid)
      const { name = before.name, accent = before.accent } = request.body
      const look = await looks.change(grid, { name: name.trim(), accent })
      const from = { name: before.name, accent: before.accent }
      await note(request, {
        act: 'look-changed',
        subject: grid,
        detail: { from, to: { name: look.name, accent } },
      })
      return viewOf(look)
    },
  )

  app.post(
    '/look/logo',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: { summary: 'Another logo', body: NewLogo, response: { 200: LookView } },
    },
    async (request) => {
      const content = Buffer.from(request.body.content, 'base64')
      const checked = await checkLogo(content)
      if ('fault' in checked) {
        throw new FieldFaults([{ field: 'logo', code: checked.fault, message: faultWords[checked.fault] }])
      }
      const logo = { type: checked.type, content: content.toString('base64') }
      const look = await looks.change(gridOf(request), { logo })
      const detail = { logo: checked.type, bytes: content.length }
      await note(request, { act: 'look-changed', subject: gridOf(request), detail })
      return viewOf(look)
    },
  )

  app.post(
    '/look/logo/delete',
    {
      schema: { summary: 'No logo any more', body: Nothing, response: { 200: LookView } },
    },
    async (request) => {
      const look = await looks.change(gridOf(request), { logo: undefined })
      await note(request, { act: 'look-changed', subject: gridOf(request), detail: { logo: null } })
      return viewOf(look)
    },
  )
}

function viewOf({ name, accent, logo }: GridLook): LookView {
  return {
    name,
    accent,
    logo: logo ? `data:${logo.type};base64,${logo.content}` : null,
    shown: accent === '' ? null : accentOf(accent),
  }
}
