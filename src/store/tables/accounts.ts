/** Accounts in SQL: the account store's port over one table. */

import type { Kysely, Selectable, Updateable } from 'kysely'
import type { Account } from '../../voice/accounts/account.js'
import type { AccountPatch, AccountStore } from '../../voice/ports.js'
import type { ReadNow } from '../dialect.js'
import type { AccountsTable, Tables } from '../schema.js'
import { withParameters } from './prepared.js'

export interface SqlAccountStore extends AccountStore {
  /** Of every grid. */
  listDisabled(): Promise<readonly Account[]>
}

/** @param readNow where the database is in this process */
export function createSqlAccountStore(db: Kysely<Tables>, readNow?: ReadNow): SqlAccountStore {
  // Needed at every voice start, so the query is built once and run with other values.
  const byName = db.selectFrom('accounts').selectAll().where('grid', '=', '').where('name', '=', '').compile()

  return {
    async find(grid, name) {
      const query = withParameters(byName, [grid, name])
      const [row] = readNow?.(query) ?? (await db.executeQuery(query)).rows
      return row && toAccount(row)
    },
    async create(account) {
      const result = await db
        .insertInto('accounts')
        .values({
          grid: account.grid,
          name: account.name,
          agent_id: account.agentId,
          password_hash: account.passwordHash,
          key_id: account.keyId,
          disabled: account.disabled ? 1 : 0,
          headphones: numberOf(account.headphones),
          created_at: account.createdAt,
          last_seen_at: account.lastSeenAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async search(grid, text, limit) {
      const pattern = `%${text.replace(/[\\%_]/g, '')}%`
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .where('grid', '=', grid)
        .where((or) => or.or([or('name', 'like', pattern), or('agent_id', 'like', pattern)]))
        .orderBy('last_seen_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toAccount)
    },
    async listDisabled() {
      const rows = await db.selectFrom('accounts').selectAll().where('disabled', '=', 1).execute()
      return rows.map(toAccount)
    },
    async update(grid, name, patch) {
      const changes = toColumns(patch)
      if (Object.keys(changes).length === 0) {
        return (await this.find(grid, name)) !== undefined
      }
      const account = db.updateTable('accounts').set(changes).where('grid', '=', grid)
      return (await account.where('name', '=', name).executeTakeFirst()).numUpdatedRows > 0n
    },
  }
}

/** PostgreSQL hands out 64-bit integers as text, hence `Number`. */
function toAccount(row: Selectable<AccountsTable>): Account {
  return {
    grid: row.grid,
    name: row.name,
    agentId: row.agent_id,
    passwordHash: row.password_hash,
    keyId: row.key_id,
    disabled: row.disabled !== 0,
    ...(row.headphones !== null && { headphones: row.headphones !== 0 }),
    createdAt: Number(row.created_at),
    lastSeenAt: Number(row.last_seen_at),
  }
}

function toColumns(patch: AccountPatch): Updateable<AccountsTable> {
  return {
    ...(patch.agentId !== undefined && { agent_id: patch.agentId }),
    ...(patch.passwordHash !== undefined && { password_hash: patch.passwordHash }),
    ...(patch.keyId !== undefined && { key_id: patch.keyId }),
    ...(patch.disabled !== undefined && { disabled: patch.disabled ? 1 : 0 }),
    ...(patch.headphones !== undefined && { headphones: numberOf(patch.headphones) }),
    ...(patch.createdAt !== undefined && { created_at: patch.createdAt }),
    ...(patch.lastSeenAt !== undefined && { last_seen_at: patch.lastSeenAt }),
  }
}

const numberOf = (chosen: boolean | null | undefined): number | null =>
  typeof chosen === 'boolean' ? Number(chosen) : null
