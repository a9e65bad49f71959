/** Channels in SQL: the channel store's port over one table, in which rows refer to their parents. */

import { type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import { VoiceError } from '../../errors.js'
import { type Channel, changedMeanwhile } from '../../voice/channels/channel.js'
import type { ChannelKey, ChannelPatch, ChannelStore, ChannelUpdate, NewChannel } from '../../voice/ports.js'
import type { ChannelsTable, Tables } from '../schema.js'
import { withParameters } from './prepared.js'

const NO_SETTINGS = '{}'

/** Rolls back a transaction in which a channel is missing. */
const MISSING = new Error('a channel is gone')

/** A broken foreign key, as better-sqlite3 and pg name it. */
const FOREIGN_KEY_CODES: readonly unknown[] = ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503']

export function createSqlChannelStore(db: Kysely<Tables>): ChannelStore {
  // Needed at every parcel change of every avatar, so the query is built once and run with other values.
  const byName = db
    .selectFrom('channels')
    .selectAll()
    .where('grid', '=', '')
    .where('name', '=', '')
    .orderBy('id')
    .compile()

  async function find(key: ChannelKey) {
    const row = await select(key).orderBy('id').limit(1).executeTakeFirst()
    return row && toChannel(row)
  }

  function select(key: ChannelKey) {
    const channels = db.selectFrom('channels').selectAll().where('grid', '=', key.grid)
    if ('id' in key) return channels.where('id', '=', key.id)
    const named = channels.where('name', '=', key.name)
    if (key.parentId === undefined) return named
    return key.parentId === null
      ? named.where('parent_id', 'is', null)
      : named.where('parent_id', '=', key.parentId)
  }

  async function insert(channel: NewChannel) {
    try {
      return await db
        .insertInto('channels')
        .values({
          grid: channel.grid,
          name: channel.name,
          parent_id: channel.parentId,
          description: channel.description,
          region_settings: JSON.stringify(channel.regionSettings),
          admin_settings: NO_SETTINGS,
          created_at: channel.createdAt,
          last_used_at: channel.createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst()
    } catch (error) {
      if (!isForeignKeyFault(error) || channel.parentId === null) throw error
      throw new VoiceError('channel-not-found', `There is no channel ${channel.parentId}.`, { cause: error })
    }
  }

  return {
    find,
    async search({ grid, name, parentId }) {
      if (name !== undefined && parentId === undefined) {
        return (await db.executeQuery(withParameters(byName, [grid, name]))).rows.map(toChannel)
      }
      let query = db.selectFrom('channels').selectAll().where('grid', '=', grid).orderBy('id')
      if (name !== undefined) query = query.where('name', '=', name)
      if (parentId !== undefined) query = query.where('parent_id', '=', parentId)
      return (await query.execute()).map(toChannel)
    },
    async create(channel) {
      // Somebody may delete the existing channel between the two statements: then the insert is tried again.
      for (;;) {
        const row = await insert(channel)
        if (row) return { channel: toChannel(row), created: true }
        const existing = await find({ grid: channel.grid, name: channel.name, parentId: channel.parentId })
        if (existing) return { channel: existing, created: false }
      }
    },
    async update(changes) {
      const [only] = changes
      if (changes.length === 1 && only) {
        const channel = await updateOne(db, only)
        return channel && [channel]
      }
      return db
        .transaction()
        .execute(async (transaction) => {
          const updated: Channel[] = []
          for (const change of changes) {
            const channel = await updateOne(transaction, change)
            if (!channel) throw MISSING
            updated.push(channel)
          }
          return updated
        })
        .catch((error: unknown) => {
          if (error === MISSING) return undefined
          throw error
        })
    },
    async delete({ grid, id }) {
      const rows = await db
        .withRecursive('below', (below) =>
          below
            .selectFrom('channels')
            .select(['grid', 'id'])
            .where('grid', '=', grid)
            .where('id', '=', id)
            .unionAll((again) =>
              again
                .selectFrom('channels')
                .innerJoin('below', (join) =>
                  join.onRef('below.grid', '=', 'channels.grid').onRef('below.id', '=', 'channels.parent_id'),
                )
                .select(['channels.grid', 'channels.id']),
            ),
        )
        .deleteFrom('channels')
        .where('id', 'in', (below) => below.selectFrom('below').select('below.id'))
        .returning(['grid', 'id'])
        .execute()
      return rows
    },
    async deleteUnused(before) {
      const children = sql`select 1 from channels as child where child.grid = channels.grid and child.parent_id = channels.id`
      const rows = await db
        .deleteFrom('channels')
        .where('last_used_at', '<', before)
        .where('pinned', '=', 0)
        .where('admin_settings', '=', NO_SETTINGS)
        .where(sql<boolean>`not exists (${children})`)
        .returning(['grid', 'id'])
        .execute()
      return rows
    },
  }
}

/** @throws VoiceError `channel-changed-meanwhile` */
async function updateOne(
  db: Kysely<Tables>,
  { grid, id, patch, expected }: ChannelUpdate,
): Promise<Channel | undefined> {
  const changes = toColumns(patch)
  const stored = db.selectFrom('channels').selectAll().where('grid', '=', grid).where('id', '=', id)
  if (Object.keys(changes).length === 0) {
    const row = await stored.executeTakeFirst()
    return row && toChannel(row)
  }
  const update = db.updateTable('channels').set(changes).where('grid', '=', grid).where('id', '=', id)
  // Serialising settings again gives the text from which they were read.
  const guarded = expected
    ? update
        .where('admin_settings', '=', JSON.stringify(expected.adminSettings))
        .where('pinned', '=', expected.pinned ? 1 : 0)
    : update
  const row = await guarded.returningAll().executeTakeFirst()
  if (row) return toChannel(row)
  if (expected && (await stored.executeTakeFirst())) throw changedMeanwhile()
  return undefined
}

function isForeignKeyFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FOREIGN_KEY_CODES.includes(error.code)
}

/** PostgreSQL hands out 64-bit integers as text, hence `Number`. */
function toChannel(row: Selectable<ChannelsTable>): Channel {
  return {
    grid: row.grid,
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    description: row.description,
    regionSettings: JSON.parse(row.region_settings),
    adminSettings: JSON.parse(row.admin_settings),
    pinned: row.pinned !== 0,
    createdAt: Number(row.created_at),
    lastUsedAt: Number(row.last_used_at),
  }
}

function toColumns(patch: ChannelPatch): Updateable<ChannelsTable> {
  return {
    ...(patch.description !== undefined && { description: patch.description }),
    ...(patch.regionSettings !== undefined && { region_settings: JSON.stringify(patch.regionSettings) }),
    ...(patch.adminSettings !== undefined && { admin_settings: JSON.stringify(patch.adminSettings) }),
    ...(patch.pinned !== undefined && { pinned: patch.pinned ? 1 : 0 }),
    ...(patch.lastUsedAt !== undefined && { last_used_at: patch.lastUsedAt }),
  }
}
