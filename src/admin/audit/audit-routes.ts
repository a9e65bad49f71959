/** The audit log over HTTP, and undoing a change of channels. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import { AuditQuery, AuditView, Nothing } from '../../protocol/admin-api.js'
import { SettingsPatch } from '../../protocol/admin-channels.js'
import type { AuditEntry } from '../../voice/admins/admin-ports.js'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import { MAIN_GRID } from '../../voice/grids/grid.js'
import { type ChangeRecord, type ChannelChanges, reversed } from '../channels/channel-changes.js'
import { plainSettings } from '../channels/plain-settings.js'
import type { NoteAct } from './acts.js'

export interface AuditRoutesOptions {
  readonly audit: AuditLog
  readonly changes: ChannelChanges
  readonly note: NoteAct
}

const PAGE = 100
const ById = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,9}$' }) })
const Edits = Type.Object({ adminSettings: SettingsPatch, pinned: Type.Boolean() })
const ChangeDetail = Compile(
  Type.Object({
    changes: Type.Array(
      Type.Object({
        /** Missing in entries of earlier versions. */
        grid: Type.Optional(Type.String()),
        id: Type.Integer(),
        before: Edits,
        after: Edits,
      }),
      { minItems: 1 },
    ),
  }),
)

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesOptions> = async (app, options) => {
  const { audit, changes, note } = options

  app.get(
    '/audit',
    {
      config: { access: 'owner' },
      schema: {
        summary: 'What admins did, newest first',
        querystring: AuditQuery,
        response: { 200: Type.Array(AuditView) },
      },
    },
    async (request) => {
      const { before, search } = request.query
      const entries = await audit.list({
        limit: PAGE,
        ...(before !== undefined && { before: Number(before) }),
        ...(search !== undefined && { search }),
      })
      return entries.map(viewOf)
    },
  )

  app.post(
    '/audit/:id/undo',
    {
      config: { access: 'owner' },
      schema: { summary: 'Take a change of channels back', params: ById, body: Nothing },
    },
    async (request, reply) => {
      const entry = await audit.find(Number(request.params.id))
      const records = entry && recordsOf(entry)
      if (!entry || !records || entry.undoneBy !== null) {
        throw new VoiceError('not-found', 'There is nothing to take back.')
      }
      await changes.takeBack(records)
      const { subject } = entry
      const by = await note(request, {
        act: 'channel-changed',
        subject,
        detail: { changes: records.map(reversed), undid: entry.id },
      })
      if (by !== undefined) await audit.markUndone(entry.id, by)
      return reply.code(204).send()
    },
  )
}

function viewOf(entry: AuditEntry) {
  const undoable = entry.undoneBy === null && recordsOf(entry) !== undefined
  return { ...entry, detail: { ...entry.detail }, undoable }
}

function recordsOf({ act, detail }: AuditEntry): readonly ChangeRecord[] | undefined {
  if (act !== 'channel-changed' || !ChangeDetail.Check(detail)) return undefined
  return detail.changes.map(({ grid = MAIN_GRID, id, before, after }) => ({
    grid,
    id,
    before: { adminSettings: plainSettings(before.adminSettings), pinned: before.pinned },
    after: { adminSettings: plainSettings(after.adminSettings), pinned: after.pinned },
  }))
}
