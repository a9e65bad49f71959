/** The audit log over HTTP, and undoing a change of channels. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import { AuditQuery, AuditView, Nothing } from '../../protocol/admin-api.js'
import { SettingsPatch } from '../../protocol/admin-channels.js'
import type { AuditEntry } from '../../voice/admins/admin-ports.js'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import type { Channels } from '../../voice/channels/channels.js'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { ModeratorActs } from '../../voice/moderation/moderator-acts.js'
import type { Clock } from '../../voice/ports.js'
import {
  type ChangeRecord,
  type ChannelChanges,
  plainSettings,
  reversed,
} from '../channels/channel-changes.js'
import { gridOf } from '../request-grid.js'
import { identityOf } from '../sign-in/access.js'
import type { NoteAct } from './acts.js'
import { channelIn, linksOf } from './audit-links.js'

export interface AuditRoutesOptions {
  readonly audit: AuditLog
  readonly channels: Pick<Channels, 'get'>
  readonly changes: ChannelChanges
  readonly acts: Pick<ModeratorActs, 'takeBack'>
  readonly note: NoteAct
  readonly clock: Clock
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

/** The console offers it for ten seconds; a slow network takes some, too. */
const OWN_UNDO_MS = 60_000
const SomeDecision = Type.Union([
  Type.Object({
    by: Type.String(),
    at: Type.Number(),
    until: Type.Optional(Type.Number()),
    explanation: Type.Optional(Type.String()),
  }),
  Type.Null(),
])
const PeopleRecord = Type.Object({
  grid: Type.String(),
  channelId: Type.Integer(),
  decisions: Type.Array(
    Type.Object({
      kind: Type.Enum(['muted', 'floor', 'all-muted', 'spared', 'writing-muted', 'banned', 'locked']),
      agentId: Type.String(),
      before: SomeDecision,
      after: SomeDecision,
    }),
    { minItems: 1 },
  ),
})
type PeopleRecord = Static<typeof PeopleRecord>
const PeopleDetail = Compile(PeopleRecord)

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesOptions> = async (app, options) => {
  const { audit, channels, changes, acts, note, clock } = options

  /** Takes an act on people back. @throws VoiceError `channel-changed-meanwhile` */
  async function takeBack(request: FastifyRequest, entry: AuditEntry, people: PeopleRecord): Promise<void> {
    const { grid, channelId, decisions } = people
    const reversed = await acts.takeBack({ grid, id: channelId }, decisions)
    const { agentId, agentIds, names, place } = entry.detail
    const about = { agentId, agentIds, names, place, grid, channelId }
    const by = await note(request, {
      act: 'taken-back',
      subject: entry.subject,
      detail: { ...about, of: entry.act, undid: entry.id, decisions: reversed },
    })
    if (by !== undefined) await audit.markUndone(entry.id, by)
  }

  /** An entry that concerns the grid of a request, or one from before it was said which. */
  async function entryOf(
    request: FastifyRequest<{ Params: { id: string } }>,
  ): Promise<AuditEntry | undefined> {
    const entry = await audit.find(Number(request.params.id))
    return entry && seenBy(request).includes(entry.grid) ? entry : undefined
  }

  /** The channels of entries that have not been deleted since. */
  async function stillThere(grid: GridId, entries: readonly AuditEntry[]): Promise<ReadonlySet<number>> {
    const ids = new Set(entries.flatMap((entry) => channelIn(entry) ?? []))
    const found = await Promise.all(
      [...ids].map((id) =>
        channels.get({ grid, id }).then(
          () => id,
          () => undefined,
        ),
      ),
    )
    return new Set(found.flatMap((id) => id ?? []))
  }

  app.get(
    '/audit',
    {
      schema: {
        summary: 'What admins did, newest first',
        querystring: AuditQuery,
        response: { 200: Type.Array(AuditView) },
      },
    },
    async (request) => {
      const { before, search, person, acts, from, to, limit } = request.query
      const grid = gridOf(request)
      const entries = await audit.list({
        grids: seenBy(request),
        limit: limit === undefined ? PAGE : Number(limit),
        ...(before !== undefined && { before: Number(before) }),
        ...(search !== undefined && { search }),
        ...(person !== undefined && { agentId: person }),
        ...(acts !== undefined && { acts: acts.split(',') }),
        ...(from !== undefined && { from: Number(from) }),
        ...(to !== undefined && { to: Number(to) }),
      })
      const channelIds = await stillThere(grid, entries)
      return entries.map((entry) => ({ ...viewOf(entry), links: linksOf(entry, grid, channelIds) }))
    },
  )

  app.post(
    '/audit/:id/undo',
    {
      schema: {
        summary: 'Take a change of channels, or an act on people, back',
        params: ById,
        body: Nothing,
      },
    },
    async (request, reply) => {
      const entry = await entryOf(request)
      if (!entry || entry.undoneBy !== null) throw nothingThere()
      const people = peopleIn(entry)
      if (people) {
        await takeBack(request, entry, people)
        return reply.code(204).send()
      }
      const records = recordsOf(entry)
      if (!records) throw nothingThere()
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

  app.post(
    '/acts/:id/undo',
    {
      schema: { summary: 'Take one’s own act on people back, within a minute', params: ById, body: Nothing },
    },
    async (request, reply) => {
      const entry = await entryOf(request)
      const people = entry && peopleIn(entry)
      const isOwn = entry?.actor === identityOf(request).name && clock() - entry.at <= OWN_UNDO_MS
      if (!entry || !people || !isOwn || entry.undoneBy !== null) throw nothingThere()
      await takeBack(request, entry, people)
      return reply.code(204).send()
    },
  )
}

/** What an admin of the service sees of the log besides is about the whole service. */
function seenBy(request: FastifyRequest): readonly (GridId | null)[] {
  return identityOf(request).grid === null ? [gridOf(request), null] : [gridOf(request)]
}

const nothingThere = () => new VoiceError('not-found', 'There is nothing to take back.')

function viewOf(entry: AuditEntry) {
  const undoable =
    entry.undoneBy === null && (recordsOf(entry) !== undefined || peopleIn(entry) !== undefined)
  return { ...entry, detail: { ...entry.detail }, undoable }
}

/** What an act on people changed; `undefined` for what was itself taken back, and for all other acts. */
function peopleIn({ act, detail }: AuditEntry): PeopleRecord | undefined {
  if (act === 'taken-back' || act === 'channel-changed' || !PeopleDetail.Check(detail)) return undefined
  return detail
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
