/** The store: accounts and channels in one database, brought to this version when it is opened. */

import { chmodSync, existsSync } from 'node:fs'
import { Kysely, sql } from 'kysely'
import type {
  AdminKeyStore,
  AdminStore,
  AuditStore,
  BanStore,
  SpeechRuleStore,
} from '../voice/admin-ports.js'
import type { AccountStore, ChannelStore, RevocationStore } from '../voice/ports.js'
import { createSqlAccountStore } from './accounts.js'
import { createSqlAdminKeyStore, createSqlAdminStore, createSqlAuditStore } from './admins.js'
import { cacheChannelNames } from './cached-channels.js'
import { createSqlChannelStore } from './channels.js'
import { openSqlite } from './dialect.js'
import { migrate } from './migrations.js'
import { createSqlBanStore, createSqlSpeechRuleStore } from './moderation.js'
import { createSqlRevocationStore } from './revocations.js'
import type { Tables } from './schema.js'

export interface Store {
  readonly accounts: AccountStore
  readonly channels: ChannelStore
  readonly admins: AdminStore
  readonly adminKeys: AdminKeyStore
  readonly audit: AuditStore
  readonly bans: BanStore
  readonly speechRules: SpeechRuleStore
  readonly revocations: RevocationStore
  /** Whether the database answers. */
  isReady(): Promise<boolean>
  /** Waits for nothing: what was acknowledged is written. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** The SQLite file, made with mode 0600 where it is not there; `:memory:` keeps nothing. */
  readonly file: string
}

/**
 * Opens the database and migrates it; one of an older version is copied first, beside itself.
 * @throws Error, with a message for the operator, when the file is damaged, newer than us or not writable
 */
export async function openStore({ file }: StoreOptions): Promise<Store> {
  const { name, dialect } = openSqlite(file)
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, name, (lastChange) => copyDatabase(db, `${file}.before-upgrade-from-${lastChange}`))
  } catch (error) {
    await db.destroy()
    throw error
  }
  const channels = createSqlChannelStore(db)
  return {
    accounts: createSqlAccountStore(db),
    revocations: createSqlRevocationStore(db),
    channels: name === 'sqlite' ? cacheChannelNames(channels) : channels,
    admins: createSqlAdminStore(db),
    adminKeys: createSqlAdminKeyStore(db),
    audit: createSqlAuditStore(db),
    bans: createSqlBanStore(db),
    speechRules: createSqlSpeechRuleStore(db),
    isReady: () =>
      db
        .selectFrom('channels')
        .select('id')
        .limit(1)
        .execute()
        .then(
          () => true,
          () => false,
        ),
    close: () => db.destroy(),
  }
}

/** SQLite's own copy, for its owner only; one that is there already is of the same version, and stays. */
async function copyDatabase(db: Kysely<Tables>, file: string): Promise<void> {
  if (existsSync(file)) return
  await sql`vacuum into ${file}`.execute(db)
  chmodSync(file, 0o600)
}
