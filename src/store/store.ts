/** The store: one database for all grids and the console's admins, migrated when it is opened. */

import { chmodSync, existsSync } from 'node:fs'
import { Kysely, sql } from 'kysely'
import type {
  AdminKeyStore,
  AdminStore,
  AuditStore,
  BanStore,
  SpeechRuleStore,
} from '../voice/admins/admin-ports.js'
import type { Channel } from '../voice/channels/channel.js'
import type { AccountStore, ChannelStore, GridStore, RevocationStore, VouchedStore } from '../voice/ports.js'
import { openSqlite } from './dialect.js'
import type { StoreHealth, StoreLog } from './health.js'
import { createBacklog } from './held/backlog.js'
import { holdUnwrittenAccounts } from './held/held-accounts.js'
import { holdUnwrittenChannels, type WrittenChannel } from './held/held-channels.js'
import { holdUnwrittenKeys } from './held/held-keys.js'
import { writtenLater } from './held/written-later.js'
import { migrate } from './migrations.js'
import type { Tables } from './schema.js'
import { createSqlAccountStore } from './tables/accounts.js'
import { createSqlAdminKeyStore, createSqlAdminStore, createSqlAuditStore } from './tables/admins.js'
import { cacheChannelNames } from './tables/cached-channels.js'
import { createSqlChannelStore } from './tables/channels.js'
import { createSqlGridStore } from './tables/grids.js'
import { createSqlBanStore, createSqlSpeechRuleStore } from './tables/moderation.js'
import { createSqlRevocationStore } from './tables/revocations.js'
import { createSqlVouchedStore } from './tables/vouched.js'

export interface Store {
  readonly grids: GridStore
  readonly accounts: AccountStore
  readonly channels: ChannelStore
  readonly admins: AdminStore
  readonly adminKeys: AdminKeyStore
  readonly audit: AuditStore
  readonly bans: BanStore
  readonly speechRules: SpeechRuleStore
  readonly revocations: RevocationStore
  readonly vouched: VouchedStore
  /** What is wrong with the database, in words for an operator; `undefined` if nothing. */
  findFault(): Promise<string | undefined>
  /** Whether the database can be written, see health.ts; `look` is to be called every few seconds. */
  readonly health: Pick<StoreHealth, 'events' | 'onChange' | 'fault' | 'look'>
  /** To be called when a channel was changed, perhaps by another process. */
  forgetChannelName(channel: Pick<Channel, 'grid' | 'name'>): void
  /** To be called when channels were deleted. */
  forgetChannelNames(): void
  /** Stores the held channels, each under a new id. */
  writeHeldChannels(): Promise<readonly WrittenChannel[]>
  /** Closes at once: everything that was acknowledged is written. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** The SQLite file, created with mode 0600 if it does not exist; `:memory:` keeps nothing. */
  readonly file: string
  readonly log?: StoreLog
}

/**
 * Opens the database and migrates it. One of an older version is first copied to a file beside it.
 * @throws Error, with a message for the operator, when the file is damaged, newer than us or not writable
 */
export async function openStore({ file, log = SILENT }: StoreOptions): Promise<Store> {
  const { name, dialect, health } = openSqlite(file, log)
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, name, (lastChange) => copyDatabase(db, `${file}.before-upgrade-from-${lastChange}`))
  } catch (error) {
    await db.destroy()
    throw error
  }
  const cached = cacheChannelNames(createSqlChannelStore(db))
  const channels = holdUnwrittenChannels(cached)
  const backlog = createBacklog(health, log)
  return {
    grids: createSqlGridStore(db),
    accounts: holdUnwrittenAccounts(createSqlAccountStore(db), backlog),
    revocations: writtenLater.revocations(createSqlRevocationStore(db), backlog),
    channels,
    vouched: createSqlVouchedStore(db),
    writeHeldChannels: channels.writeHeld,
    forgetChannelName: cached.forget,
    forgetChannelNames: cached.forgetAll,
    health,
    admins: createSqlAdminStore(db),
    adminKeys: holdUnwrittenKeys(createSqlAdminKeyStore(db), backlog),
    audit: writtenLater.audit(createSqlAuditStore(db), backlog),
    bans: writtenLater.bans(createSqlBanStore(db), backlog),
    speechRules: writtenLater.speechRules(createSqlSpeechRuleStore(db), backlog),
    async findFault() {
      try {
        await db.selectFrom('channels').select('id').limit(1).execute()
        await health.look()
        return health.fault()
      } catch (error) {
        return `The database does not answer: ${error instanceof Error ? error.message : error}.`
      }
    },
    close: () => db.destroy(),
  }
}

const SILENT: StoreLog = { info: () => undefined, error: () => undefined }

/** Copies the database, readable by its owner only. An existing copy is of the same version, and is kept. */
async function copyDatabase(db: Kysely<Tables>, file: string): Promise<void> {
  if (existsSync(file)) return
  await sql`vacuum into ${file}`.execute(db)
  chmodSync(file, 0o600)
}
