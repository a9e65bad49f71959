/** Channels in SQL: the channel store's port over one table, in which rows refer to their parents. */

import { type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely'
import { VoiceError } from '../../errors.js'
import { type Channel, changedMeanwhile } from '../../voice/channels/channel.js'
import type {
  ChannelAddition,
  ChannelKey,
  ChannelPatch,
  ChannelStore,
  ChannelUpdate,
  NewChannel,
} from '../../voice/ports.js'
import { isConflict } from '../postgres/faults.js'
import type { ChannelsTable, Tables } from '../schema.js'
import { withParameters } from './prepared.js'
import { retried } from './retried.js'

const NO_SETTINGS = '{}'

/** Rolls back a transaction in which a channel is missing. */
const MISSING = new Error('a channel is gone')

/** A broken foreign key, as better-sqlite3 and pg name it. */
const FOREIGN_KEY_CODES: readonly unknown[] = ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503']

/** The sign keeps SQLite from reading a whole grid in the order of ids, when an index finds the few of a name. */
const OLDEST_FIRST = sql`+id`

export function createSqlChannelStore(db: Kysely<Tables>): ChannelStore {
  // Needed at every parcel change of every avatar, so the query is built once and run with other values.
  const byName = db
    .selectFrom('channels')
    .selectAll()
    .where('grid', '=', '')
    .where('name', '=', '')
    .orderBy(OLDEST_FIRST)
    .compile()

  async function find(key: ChannelKey) {
    const row = await select(key).orderBy(OLDEST_FIRST).limit(1).executeTakeFirst()
    return row && toChannel(row)
  }

  function select(key: ChannelKey) {
    const channels = db.selectFrom('channels').selectAll().where('grid', '=', key.grid)
    if ('id' in key) return channels.where('id', '=', key.id)
    const named = channels.where('name', '=', key.name)
    // As the index of names has it: most channels have no parent.
    return key.parentId === undefined
      ? named
      : named.where(sql<boolean>`coalesce(parent_id, 0) = ${key.parentId ?? 0}`)
  }

  async function insert(channel: NewChannel) {
    try {
      return await insertOne(db, { ...channel, adminSettings: {}, pinned: false })
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
      // Looked up first: in PostgreSQL an insert that finds the name taken has used up an id. Another process may add or
      // delete the channel between two statements, and then they are made again.
      for (;;) {
        const existing = await find({ grid: channel.grid, name: channel.name, parentId: channel.parentId })
        if (existing) return { channel: existing, created: false }
        const row = await insert(channel)
        if (row) return { channel: toChannel(row), created: true }
      }
    },
    async update(changes, additions = []) {
      const [only] = changes
      if (changes.length === 1 && only && additions.length === 0) {
        const channel = await updateOne(db, only)
        return channel && [channel]
      }
      const changeAll = async (transaction: Transaction<Tables>) => {
        const byId = new Map<number, Channel>()
        // Everybody locks rows in the same order, so that two processes never wait for each other.
        for (const change of changes.toSorted((one, other) => one.id - other.id)) {
          const channel = await updateOne(transaction, change)
          if (!channel) throw MISSING
          byId.set(channel.id, channel)
        }
        const updated = changes.flatMap(({ id }) => byId.get(id) ?? [])
        for (const addition of additions) {
          const row = await insertOne(transaction, addition)
          if (!row) throw new VoiceError('channel-exists', `There is a channel ${addition.name} already.`)
          updated.push(toChannel(row))
        }
        return updated
      }
      return retried(() => db.transaction().execute(changeAll)).catch((error: unknown) => {
        if (error === MISSING) return undefined
        throw error
      })
    },
    async delete({ grid, id }) {
      const rows = db
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
      return retried(() => rows.execute(), wasAddedTo)
    },
    async deleteUnused(before) {
      const children = sql`select 1 from channels as child where child.grid = channels.grid and child.parent_id = channels.id`
      const rows = db
        .deleteFrom('channels')
        .where('last_used_at', '<', before)
        .where('pinned', '=', 0)
        .where('admin_settings', '=', NO_SETTINGS)
        .where(sql<boolean>`not exists (${children})`)
        .returning(['grid', 'id'])
      return retried(() => rows.execute(), wasAddedTo)
    },
  }
}

/** `undefined` if the channel is there already. */
function insertOne(db: Kysely<Tables>, channel: ChannelAddition) {
  return db
    .insertInto('channels')
    .values({
      grid: channel.grid,
      name: channel.name,
      parent_id: channel.parentId,
      description: channel.description,
      region_settings: JSON.stringify(channel.regionSettings),
      admin_settings: JSON.stringify(channel.adminSettings),
      pinned: channel.pinned ? 1 : 0,
      created_at: channel.createdAt,
      last_used_at: channel.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
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

/** Another process added a channel below one while that was being deleted, or changed one of them. */
function wasAddedTo(error: unknown): boolean {
  return isForeignKeyFault(error) || isConflict(error)
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
    ...(patch.parentId !== undefined && { parent_id: patch.parentId }),
    ...(patch.description !== undefined && { description: patch.description }),
    ...(patch.regionSettings !== undefined && { region_settings: JSON.stringify(patch.regionSettings) }),
    ...(patch.adminSettings !== undefined && { admin_settings: JSON.stringify(patch.adminSettings) }),
    ...(patch.pinned !== undefined && { pinned: patch.pinned ? 1 : 0 }),
    ...(patch.lastUsedAt !== undefined && { last_used_at: patch.lastUsedAt }),
  }
}
