/** Admins, their keys and their acts in SQL: three ports over three tables. */

import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { type AdminRole, isAdminRole } from '../../pure/admin-roles.js'
import type { AdminKeyStore, AdminStore, AuditEntry, AuditStore } from '../../voice/admins/admin-ports.js'
import type { AdminAuditTable, AdminKeysTable, AdminsTable, Tables } from '../schema.js'
import { retried } from './retried.js'

export function createSqlAdminStore(db: Kysely<Tables>): AdminStore {
  const inTransaction = (work: (transaction: Transaction<Tables>) => Promise<boolean>) =>
    retried(() => db.transaction().execute(work))

  return {
    async find(name) {
      const row = await db.selectFrom('admins').selectAll().where('name', '=', name).executeTakeFirst()
      return row && toAdmin(row)
    },
    list: async () => (await db.selectFrom('admins').selectAll().orderBy('name').execute()).map(toAdmin),
    async create({ name, grid, role, passwordHash, settingHash, createdAt }) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto('admins')
        .values({
          name,
          grid,
          role,
          password_hash: passwordHash,
          setting_hash: settingHash,
          created_at: createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows > 0n
    },
    async update(name, { role, passwordHash, settingHash, createdAt }) {
      const changes = {
        ...(role !== undefined && { role }),
        ...(passwordHash !== undefined && { password_hash: passwordHash }),
        ...(settingHash !== undefined && { setting_hash: settingHash }),
        ...(createdAt !== undefined && { created_at: createdAt }),
      }
      const { numUpdatedRows } = await db
        .updateTable('admins')
        .set(changes)
        .where('name', '=', name)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    changeRoleButLastOwner: (name, role) =>
      inTransaction(async (transaction) => {
        if (role !== 'owner' && !(await isSpared(transaction, name))) return false
        const { numUpdatedRows } = await transaction
          .updateTable('admins')
          .set({ role })
          .where('name', '=', name)
          .executeTakeFirst()
        return numUpdatedRows > 0n
      }),
    deleteButLastOwner: (name) =>
      inTransaction(async (transaction) => {
        if (!(await isSpared(transaction, name))) return false
        await transaction.deleteFrom('admin_keys').where('admin_name', '=', name).execute()
        await transaction.deleteFrom('admin_factors').where('admin_name', '=', name).execute()
        await transaction.deleteFrom('admins').where('name', '=', name).execute()
        return true
      }),
  }
}

/** Whether there is such an admin, and an owner of the service without them; two owners who end each other at once wait here. */
async function isSpared(transaction: Transaction<Tables>, name: string): Promise<boolean> {
  const owners = transaction.updateTable('admins').set({ role: 'owner' }).where('role', '=', 'owner')
  await owners.where('grid', 'is', null).execute()
  const others = transaction
    .selectFrom('admins as other')
    .select('other.name')
    .where('other.role', '=', 'owner')
    .where('other.grid', 'is', null)
    .where('other.name', '!=', name)
  const found = await transaction
    .selectFrom('admins')
    .select('name')
    .where('name', '=', name)
    .where(({ or, eb, exists }) =>
      or([eb('role', '!=', 'owner'), eb('grid', 'is not', null), exists(others)]),
    )
    .executeTakeFirst()
  return found !== undefined
}

export function createSqlAdminKeyStore(db: Kysely<Tables>): AdminKeyStore {
  return {
    async findByHash(hash) {
      const row = await db.selectFrom('admin_keys').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && toKey(row)
    },
    list: async () =>
      (await db.selectFrom('admin_keys').selectAll().orderBy('created_at').execute()).map(toKey),
    async add(key) {
      const { id, hash, kind, role, label, address } = key
      const times = { created_at: key.createdAt, last_used_at: key.lastUsedAt, expires_at: key.expiresAt }
      const row = { id, hash, kind, role, label, address, admin_name: key.adminName, ...times }
      await db.insertInto('admin_keys').values(row).execute()
    },
    async touch(id, lastUsedAt) {
      await db.updateTable('admin_keys').set({ last_used_at: lastUsedAt }).where('id', '=', id).execute()
    },
    async delete({ id, adminName, kind, expiredBefore }) {
      let query = db.deleteFrom('admin_keys')
      if (id !== undefined) query = query.where('id', '=', id)
      if (adminName !== undefined) query = query.where('admin_name', '=', adminName)
      if (kind !== undefined) query = query.where('kind', '=', kind)
      if (expiredBefore !== undefined) query = query.where('expires_at', '<=', expiredBefore)
      return Number((await query.executeTakeFirst()).numDeletedRows)
    },
  }
}

export function createSqlAuditStore(db: Kysely<Tables>): AuditStore {
  return {
    async append({ at, actor, address, grid, act, subject, detail }) {
      const row = { at, actor, address, grid, act, subject, detail: JSON.stringify(detail), undone_by: null }
      const { id } = await db.insertInto('admin_audit').values(row).returning('id').executeTakeFirstOrThrow()
      return id
    },
    async find(id) {
      const row = await db.selectFrom('admin_audit').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toEntry(row)
    },
    async list({ before, limit, grids, search, agentId, acts, from, to }) {
      let query = db.selectFrom('admin_audit').selectAll().orderBy('id', 'desc').limit(limit)
      if (before !== undefined) query = query.where('id', '<', before)
      if (grids !== undefined)
        query = query.where(({ or, eb }) =>
          or(grids.map((grid) => (grid === null ? eb('grid', 'is', null) : eb('grid', '=', grid)))),
        )
      if (agentId !== undefined) query = query.where('detail', 'like', `%${agentId.replace(/[\\%_]/g, '')}%`)
      if (acts !== undefined) query = query.where('act', 'in', acts)
      if (from !== undefined) query = query.where('at', '>=', from)
      if (to !== undefined) query = query.where('at', '<', to)
      if (search) {
        const pattern = `%${search.replace(/[\\%_]/g, '')}%`
        query = query.where((or) =>
          or.or([or('actor', 'like', pattern), or('act', 'like', pattern), or('subject', 'like', pattern)]),
        )
      }
      return (await query.execute()).map(toEntry)
    },
    async markUndone(id, by) {
      await db.updateTable('admin_audit').set({ undone_by: by }).where('id', '=', id).execute()
    },
    async trim(grid, keep) {
      const isAbout = grid === null ? sql<boolean>`grid is null` : sql<boolean>`grid = ${grid}`
      const oldest = db
        .selectFrom('admin_audit')
        .select('id')
        .where(isAbout)
        .orderBy('id', 'desc')
        .limit(1)
        .offset(keep)
      await db.deleteFrom('admin_audit').where(isAbout).where('id', '<=', oldest).execute()
    },
  }
}

/** Whoever has a role that is not known may do the least. */
function roleOf(text: string): AdminRole {
  return isAdminRole(text) ? text : 'observer'
}

function toAdmin(row: Selectable<AdminsTable>) {
  const { name, grid, password_hash: passwordHash, setting_hash: settingHash } = row
  return { name, grid, role: roleOf(row.role), passwordHash, settingHash, createdAt: Number(row.created_at) }
}

/** PostgreSQL hands out 64-bit integers as text, hence `Number`. */
function toKey(row: Selectable<AdminKeysTable>) {
  const { id, hash, label, address } = row
  return {
    id,
    hash,
    kind: row.kind === 'token' ? ('token' as const) : ('session' as const),
    adminName: row.admin_name,
    role: roleOf(row.role),
    label,
    address,
    createdAt: Number(row.created_at),
    lastUsedAt: Number(row.last_used_at),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  }
}

function toEntry(row: Selectable<AdminAuditTable>): AuditEntry {
  const { id, actor, address, grid, act, subject } = row
  const detail: Readonly<Record<string, unknown>> = JSON.parse(row.detail)
  return { id, at: Number(row.at), actor, address, grid, act, subject, detail, undoneBy: row.undone_by }
}
