/** The tables' migrations, forward only: a released migration is never edited, only followed by another. */

import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { MAIN_GRID } from '../voice/grids/grid.js'
import type { DialectName } from './dialect.js'

/** Ids also appear in channel URIs, and a deleted channel's id must never be used again. */
const FIRST_CHANNEL_ID = 1001

function migrations(dialect: DialectName): Record<string, Migration> {
  return {
    '2026-11-01-accounts-and-channels': { up: (db) => createAccountsAndChannels(db, dialect) },
    '2026-11-20-revoked-sessions': { up: createRevokedSessions },
    '2026-11-21-console': { up: (db) => createConsole(db, dialect) },
    '2026-11-22-speech-rules': { up: createSpeechRules },
    '2026-11-27-ban-explanations': { up: explainBans },
    '2026-11-27-calls-are-not-stored': { up: deleteCalls },
    '2026-11-28-vouched': { up: createVouched },
    '2026-11-29-grids': { up: (db) => sayWhichGrid(db, dialect) },
    '2026-11-30-blocks': { up: (db) => createBlocks(db, dialect) },
    '2026-12-01-history': { up: createHistory },
    '2026-12-02-second-factors': { up: createSecondFactors },
    '2026-12-03-decisions': { up: keepDecisions },
    '2026-12-04-four-roles': { up: makeFirstAdminOwner },
    '2026-12-05-grid-looks': { up: createGridLooks },
    '2026-12-06-region-keys': { up: createRegionKeys },
    '2026-12-07-hosted-grids': { up: describeGrids },
    '2026-12-08-admins-of-grids': { up: sayWhoseAdmins },
    '2026-12-08-usage': { up: createUsage },
    '2026-12-09-headphones': { up: keepHeadphones },
  }
}

/** The name of the last migration: the version of the tables. */
export const TABLES_VERSION = Object.keys(migrations('sqlite')).sort().at(-1) ?? ''

/**
 * Brings the tables to this version.
 * @param copyFirst copies an older database that is not empty before it is changed; it gets the name of the last
 *   migration of that database
 * @throws Error when a migration or the copy fails, or when the file was written by a newer version of the service
 */
export async function migrate<T>(
  db: Kysely<T>,
  dialect: DialectName,
  copyFirst: (lastChange: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(dialect) } })
  try {
    const known = await migrator.getMigrations()
    const lastChange = known.findLast(({ executedAt }) => executedAt)?.name
    const { error } = await (lastChange !== undefined && known.some(({ executedAt }) => !executedAt)
      ? copyFirst(lastChange).then(() => migrator.migrateToLatest())
      : migrator.migrateToLatest())
    if (error) throw error
  } catch (error) {
    const newer = error instanceof Error && /corrupted migrations/.test(error.message)
    const message = newer
      ? 'The database was written by a newer version of this service: use that version, or a backup from before.'
      : 'The database could not be brought to this version; it is as it was before.'
    throw new Error(message, { cause: error })
  }
}

async function createAccountsAndChannels(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('agent_id', 'text')
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .execute()

  await addSerialId(db.schema.createTable('channels'), dialect)
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('parent_id', 'integer', (column) => column.references('channels.id'))
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('region_settings', 'text', (column) => column.notNull())
    .addColumn('admin_settings', 'text', (column) => column.notNull())
    .addColumn('pinned', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .execute()

  // NULLs are distinct in a plain unique index, and most channels have no parent.
  await sql`create unique index channels_by_name on channels (name, coalesce(parent_id, 0))`.execute(db)
  await db.schema.createIndex('channels_by_parent').on('channels').column('parent_id').execute()
  await db.schema.createIndex('channels_by_use').on('channels').column('last_used_at').execute()

  await giveNoIdAgain(db, dialect, FIRST_CHANNEL_ID - 1)
}

/** Keeps ids of deleted channels from being used again. @param lastId the next channel's id follows this one */
async function giveNoIdAgain(db: Kysely<unknown>, dialect: DialectName, lastId: number): Promise<void> {
  if (dialect === 'sqlite') {
    await sql`delete from sqlite_sequence where name = 'channels'`.execute(db)
    await sql`insert into sqlite_sequence (name, seq) values ('channels', ${lastId})`.execute(db)
  } else {
    await sql`select setval(pg_get_serial_sequence('channels', 'id'), ${lastId})`.execute(db)
  }
}

async function lastChannelId(db: Kysely<unknown>, dialect: DialectName): Promise<number> {
  const { rows } = await (dialect === 'sqlite'
    ? sql<{ last: number }>`select seq as last from sqlite_sequence where name = 'channels'`
    : sql<{ last: number }>`select last_value as last from channels_id_seq`
  ).execute(db)
  return Number(rows[0]?.last ?? FIRST_CHANNEL_ID - 1)
}

async function createRevokedSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('revoked_sessions')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
}

async function createConsole(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable('admins')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('setting_hash', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('admin_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('admin_name', 'text', (column) => column.notNull().references('admins.name'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .execute()
  await addSerialId(db.schema.createTable('admin_audit'), dialect)
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('undone_by', 'integer')
    .execute()
  await db.schema
    .createTable('bans')
    .addColumn('channel_id', 'integer', (column) => column.notNull())
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('by_admin', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('bans_key', ['channel_id', 'agent_id'])
    .execute()
}

async function createSpeechRules(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('speech_rules')
    .addColumn('channel_id', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('speech_rules_key', ['channel_id', 'kind', 'agent_id'])
    .execute()
}

async function explainBans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('bans')
    .addColumn('explanation', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
}

/** Calls once had channels, named `call:` and their id. */
async function deleteCalls(db: Kysely<unknown>): Promise<void> {
  const calls = sql`select id from channels where name like 'call:%'`
  await sql`delete from bans where channel_id in (${calls})`.execute(db)
  await sql`delete from speech_rules where channel_id in (${calls})`.execute(db)
  await sql`delete from channels where name like 'call:%'`.execute(db)
}

async function createVouched(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('vouched')
    .addColumn('grid', 'text', (column) => column.notNull())
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('vouched_key', ['grid', 'agent_id', 'kind', 'value'])
    .execute()
  await db.schema.createIndex('vouched_by_age').on('vouched').columns(['kind', 'at']).execute()
}

async function createBlocks(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable('blocks')
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('blocked_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('blocks_key', ['grid', 'agent_id', 'blocked_id'])
    .execute()
  await addSerialId(db.schema.createTable('complaints'), dialect)
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('about_id', 'text', (column) => column.notNull())
    .addColumn('about_name', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('complaints_of_grids').on('complaints').columns(['grid', 'id']).execute()
}

async function createSecondFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('admin_factors')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('admin_name', 'text', (column) => column.notNull().references('admins.name'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema.createIndex('factors_of_admins').on('admin_factors').column('admin_name').execute()
  await db.schema
    .createTable('admin_rules')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute()
}

/** Who decided, why and until when; and complaints stay when they are dealt with. */
async function keepDecisions(db: Kysely<unknown>): Promise<void> {
  const text = (name: string, table: string) =>
    db.schema
      .alterTable(table)
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  await text('by_admin', 'speech_rules')
  await text('explanation', 'speech_rules')
  await db.schema
    .alterTable('speech_rules')
    .addColumn('at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('speech_rules').addColumn('until', 'bigint').execute()
  await text('closed_by', 'complaints')
  await db.schema.alterTable('complaints').addColumn('closed_at', 'bigint').execute()
}

/** An earlier version would take an observer for a moderator: from here on it refuses the database. */
async function makeFirstAdminOwner(db: Kysely<unknown>): Promise<void> {
  await sql`update admins set role = 'owner' where name = 'admin'`.execute(db)
}

async function createGridLooks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('grid_looks')
    .addColumn('grid', 'text', (column) => column.primaryKey().references('grids.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('accent', 'text', (column) => column.notNull())
    .addColumn('logo_type', 'text')
    .addColumn('logo', 'text')
    .execute()
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('history')
    .addColumn('grid', 'text', (column) => column.notNull())
    .addColumn('step_minutes', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('figures', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('history_key', ['grid', 'step_minutes', 'at'])
    .execute()
}

/** Keys that speak for some regions, and which of them set an account's password. */
async function createRegionKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('region_keys')
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('regions', 'text', (column) => column.notNull())
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('region_keys_of_grids', ['grid', 'id'])
    .execute()
  await db.schema
    .createTable('region_key_secrets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('grid', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('last_used_from', 'text', (column) => column.notNull().defaultTo(''))
    .addForeignKeyConstraint('secrets_of_region_keys', ['grid', 'key_id'], 'region_keys', ['grid', 'id'])
    .execute()
  await db.schema.alterTable('accounts').addColumn('key_id', 'text').execute()
}

/** What a grid has of its own; the main grid has it from the settings. */
/** What residents chose for their own viewers. */
async function keepHeadphones(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('headphones', 'integer').execute()
}

async function describeGrids(db: Kysely<unknown>): Promise<void> {
  const add = (name: string, fallback: string) =>
    db.schema
      .alterTable('grids')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(fallback))
      .execute()
  await add('sip_domain', '')
  await add('host_names', '[]')
  await add('vivox_admin_user', '')
  await db.schema.alterTable('grids').addColumn('hashes', 'text').execute()
  await db.schema.alterTable('grids').addColumn('robust', 'text').execute()
  await add('sign_in_ways', '[]')
  await add('language', 'en')
  await add('limits', '{}')
  await db.schema
    .alterTable('grids')
    .addColumn('created_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}

/** Until then every admin was the whole service's. */
async function sayWhoseAdmins(db: Kysely<unknown>): Promise<void> {
  for (const table of ['admins', 'admin_audit'])
    await db.schema
      .alterTable(table)
      .addColumn('grid', 'text', (column) => column.references('grids.id'))
      .execute()
  await db.schema.createIndex('audit_of_grids').on('admin_audit').columns(['grid', 'id']).execute()
}

/** What grids use by day: as many rows a day as processes counted, and who was there while the day lasts. */
async function createUsage(db: Kysely<unknown>): Promise<void> {
  const amount = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(0)
  await db.schema
    .createTable('usage_days')
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('count_id', 'text', (column) => column.notNull())
    .addColumn('people', 'bigint', amount)
    .addColumn('voice_seconds', 'bigint', amount)
    .addColumn('hub_seconds', 'bigint', amount)
    .addColumn('hub_bytes', 'bigint', amount)
    .addPrimaryKeyConstraint('usage_days_key', ['grid', 'day', 'count_id'])
    .execute()
  await db.schema
    .createTable('usage_people')
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_people_key', ['grid', 'day', 'person'])
    .execute()
}

/** Adds the grid to every table: until then there was only one. */
async function sayWhichGrid(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable('grids')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .execute()
  await sql`insert into grids (id, name) values (${MAIN_GRID}, ${MAIN_GRID})`.execute(db)

  await rebuildWithGrid(db, 'accounts', (accounts) =>
    accounts
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('agent_id', 'text')
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('accounts_of_grids', ['grid', 'name']),
  )
  await rebuildWithGrid(db, 'revoked_sessions', (revoked) =>
    revoked
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('revoked_sessions_of_grids', ['grid', 'session_id']),
  )
  await rebuildWithGrid(db, 'bans', (bans) =>
    bans
      .addColumn('channel_id', 'integer', (column) => column.notNull())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('by_admin', 'text', (column) => column.notNull())
      .addColumn('explanation', 'text', (column) => column.notNull().defaultTo(''))
      .addPrimaryKeyConstraint('bans_of_grids', ['grid', 'channel_id', 'agent_id']),
  )
  await rebuildWithGrid(db, 'speech_rules', (rules) =>
    rules
      .addColumn('channel_id', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('speech_rules_of_grids', ['grid', 'channel_id', 'kind', 'agent_id']),
  )
  const lastId = await lastChannelId(db, dialect)
  await rebuildWithGrid(db, 'channels', (channels) =>
    addSerialId(channels, dialect)
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('parent_id', 'integer')
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('region_settings', 'text', (column) => column.notNull())
      .addColumn('admin_settings', 'text', (column) => column.notNull())
      .addColumn('pinned', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('channels_of_grids', ['grid', 'id'])
      .addForeignKeyConstraint('parents_of_channels', ['grid', 'parent_id'], 'channels', ['grid', 'id']),
  )
  await giveNoIdAgain(db, dialect, lastId)
  await sql`create unique index channels_by_name on channels (grid, name, coalesce(parent_id, 0))`.execute(db)
  await db.schema.createIndex('channels_by_parent').on('channels').columns(['grid', 'parent_id']).execute()
  await db.schema.createIndex('channels_by_use').on('channels').column('last_used_at').execute()
}

/** Replaces a table by one with the grid in its key, because SQLite cannot change the key of an existing table. */
async function rebuildWithGrid(
  db: Kysely<unknown>,
  name: string,
  addColumns: (table: CreateTableBuilder<string, 'grid'>) => CreateTableBuilder<string, string>,
): Promise<void> {
  const before = `${name}_before_grids`
  await db.schema.alterTable(name).renameTo(before).execute()
  const columns = (await db.introspection.getTables()).find((table) => table.name === before)?.columns ?? []
  const copied = sql.join(columns.map((column) => sql.ref(column.name)))
  const withGrid = db.schema
    .createTable(name)
    .addColumn('grid', 'text', (column) => column.notNull().references('grids.id'))
  await addColumns(withGrid).execute()
  await sql`insert into ${sql.table(name)} (grid, ${copied})
    select ${MAIN_GRID}, ${copied} from ${sql.table(before)} order by 1, 2`.execute(db)
  await db.schema.dropTable(before).execute()
}

function addSerialId<Table extends string, Column extends string = never>(
  table: CreateTableBuilder<Table, Column>,
  dialect: DialectName,
) {
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('id', 'serial', (column) => column.primaryKey())
}
