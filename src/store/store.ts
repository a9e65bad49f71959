/** The store: one database for all grids and the console's admins, migrated when it is opened. */

import { chmodSync, existsSync } from 'node:fs'
import { Kysely, sql } from 'kysely'
import type {
  AdminKeyStore,
  AdminStore,
  AuditStore,
  BanStore,
  ComplaintStore,
  SpeechRuleStore,
} from '../voice/admins/admin-ports.js'
import type { AdminFactorStore } from '../voice/admins/second-factor/factor-ports.js'
import { type Bus, createLoopbackBus } from '../voice/bus.js'
import type { GridFiles } from '../voice/grids/grid-files.js'
import type { GridStore } from '../voice/grids/hosted-grid.js'
import type { LookStore } from '../voice/grids/look.js'
import type { HistoryStore } from '../voice/history/history-ports.js'
import type { AccountStore, BlockStore, ChannelStore, RevocationStore, VouchedStore } from '../voice/ports.js'
import type { RegionKeyStore } from '../voice/region-keys/region-key.js'
import type { Journal } from '../voice/sign-in/journal.js'
import type { UsageStore } from '../voice/usage/usage-ports.js'
import { cacheAccounts } from './cached/cached-accounts.js'
import { type AdminStores, cacheAdmins } from './cached/cached-admins.js'
import { cacheChannels } from './cached/cached-channels.js'
import { type DialectName, openSqlite } from './dialect.js'
import { createSqlGridFiles } from './grid-file/grid-files.js'
import { ignoreUnwritable, type StoreHealth, type StoreLog } from './health.js'
import { holdUnwrittenAccounts } from './held/held-accounts.js'
import { holdUnwrittenChannels, type WrittenChannel } from './held/held-channels.js'
import { holdUnwrittenFactors } from './held/held-factors.js'
import { holdUnwrittenHistory } from './held/held-history.js'
import { holdUnwrittenKeys } from './held/held-keys.js'
import { type Backlog, createBacklog, writtenLater } from './held/written-later.js'
import { migrate } from './migrations.js'
import type { Tables } from './schema.js'
import { createSqlAccountStore } from './tables/accounts.js'
import { createSqlAdminFactorStore } from './tables/admin-factors.js'
import { createSqlAdminKeyStore, createSqlAdminStore, createSqlAuditStore } from './tables/admins.js'
import { createSqlBlockStore, createSqlComplaintStore } from './tables/blocks.js'
import { createSqlChannelStore } from './tables/channels.js'
import { createSqlHistoryStore } from './tables/figures/history.js'
import { createSqlUsageStore } from './tables/figures/usage.js'
import { createSqlLookStore } from './tables/grid-looks.js'
import { createSqlGridStore } from './tables/grids.js'
import { createSqlBanStore, createSqlSpeechRuleStore } from './tables/moderation.js'
import { createSqlRegionKeyStore } from './tables/region-keys.js'
import { createSqlRevocationStore } from './tables/revocations.js'
import { createSqlVouchedStore } from './tables/vouched.js'

export interface Store {
  readonly grids: GridStore
  readonly looks: LookStore
  readonly regionKeys: RegionKeyStore
  readonly accounts: AccountStore
  readonly channels: ChannelStore
  readonly admins: AdminStore
  readonly adminKeys: AdminKeyStore
  readonly adminFactors: AdminFactorStore
  readonly audit: AuditStore
  readonly bans: BanStore
  readonly speechRules: SpeechRuleStore
  readonly revocations: RevocationStore
  readonly vouched: VouchedStore
  readonly blocks: BlockStore
  readonly complaints: ComplaintStore
  readonly history: HistoryStore
  readonly usage: UsageStore
  readonly gridFiles: GridFiles
  /** What is wrong with the database, in words for an operator; `undefined` if nothing. */
  findFault(): Promise<string | undefined>
  /** Whether the database can be written, see health.ts; `look` is to be called every few seconds. */
  readonly health: Pick<StoreHealth, 'events' | 'onChange' | 'fault' | 'look'>
  /** Stores the held channels, each under a new id. */
  writeHeldChannels(): Promise<readonly WrittenChannel[]>
  /** Closes at once: everything that was acknowledged is written. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** The SQLite file, created with mode 0600 if it does not exist; `:memory:` keeps nothing. */
  readonly file: string
  /** Where PostgreSQL is; there is no file then. */
  readonly databaseUrl?: string | undefined
  readonly log?: StoreLog
  /** Where changes are told that other parts and other nodes keep in memory. */
  readonly bus?: Bus
  /** Keeps what is decided and not written yet, for another node. */
  readonly journal?: Journal
}

/** When a channel is read again although nobody told of a change. */
const MAX_CHANNEL_AGE_MS = 60_000

/**
 * Opens the database and migrates it. One of an older version is first copied to a file beside it.
 * @throws Error, with a message for the operator, when the file is damaged, newer than us or not writable
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === undefined
    ? openSqliteStore(options)
    : openPostgresStore(options.databaseUrl, options)
}

/** Opens the file, and brings its tables to this version. @throws Error as `openStore` does */
export async function openSqliteTables({ file, log = SILENT }: Pick<StoreOptions, 'file' | 'log'>) {
  const { name, dialect, health, readNow } = openSqlite(file, log)
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, name, (lastChange) => copyDatabase(db, `${file}.before-upgrade-from-${lastChange}`))
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, health, readNow }
}

async function openSqliteStore({
  file,
  log = SILENT,
  bus = createLoopbackBus(),
}: StoreOptions): Promise<Store> {
  const { db, health, readNow } = await openSqliteTables({ file, log })
  const backlog = createBacklog(health, log)
  // Nobody else writes to that file.
  const channels = holdUnwrittenChannels(
    cacheChannels(createSqlChannelStore(db), bus, Number.POSITIVE_INFINITY),
  )
  return {
    ...commonStores({ db, dialect: 'sqlite', health, backlog }),
    accounts: holdUnwrittenAccounts(cacheAccounts(createSqlAccountStore(db, readNow), bus), backlog),
    channels,
    writeHeldChannels: channels.writeHeld,
    ...heldAdminStores(sqlAdminStores(db), backlog),
  }
}

/** What many nodes share: what each keeps in memory is read ahead, and read again when another one changes it. */
async function openPostgresStore(
  databaseUrl: string,
  { log = SILENT, bus = createLoopbackBus(), journal }: StoreOptions,
): Promise<Store> {
  // Loaded only where it is used: with its driver it takes time and memory.
  const { openPostgres } = await import('./postgres/dialect.js')
  const { dialect, health, plugins = [] } = await openPostgres(databaseUrl, log)
  const db = new Kysely<Tables>({ dialect, plugins })
  const backlog = createBacklog(health, log, journal)
  const common = commonStores({ db, dialect: 'postgres', health, backlog })
  const channels = cacheChannels(createSqlChannelStore(db), bus, MAX_CHANNEL_AGE_MS)
  const accounts = cacheAccounts(createSqlAccountStore(db), bus)
  const admins = cacheAdmins(sqlAdminStores(db), bus)
  try {
    const ids = (await common.grids.list()).map(({ id }) => id)
    await Promise.all([channels.preload(ids), accounts.preload(ids), admins.preload()])
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    ...common,
    accounts: holdUnwrittenAccounts(accounts, backlog, false),
    channels,
    // A channel that only one node knew would be a second one for its parcel.
    writeHeldChannels: async () => [],
    ...heldAdminStores(admins, backlog),
  }
}

const sqlAdminStores = (db: Kysely<Tables>): AdminStores => ({
  admins: createSqlAdminStore(db),
  adminKeys: createSqlAdminKeyStore(db),
  adminFactors: createSqlAdminFactorStore(db),
})

const heldAdminStores = ({ admins, adminKeys, adminFactors }: AdminStores, backlog: Backlog) => ({
  admins,
  adminKeys: holdUnwrittenKeys(adminKeys, backlog),
  adminFactors: holdUnwrittenFactors(adminFactors, backlog),
})

interface CommonParts {
  readonly db: Kysely<Tables>
  readonly dialect: DialectName
  readonly health: StoreHealth
  readonly backlog: Backlog
}

function commonStores({ db, dialect, health, backlog }: CommonParts) {
  return {
    gridFiles: createSqlGridFiles(db, dialect),
    grids: createSqlGridStore(db),
    looks: createSqlLookStore(db),
    regionKeys: createSqlRegionKeyStore(db),
    revocations: writtenLater.revocations(createSqlRevocationStore(db), backlog),
    vouched: createSqlVouchedStore(db),
    blocks: writtenLater.blocks(createSqlBlockStore(db), backlog),
    complaints: createSqlComplaintStore(db),
    history: holdUnwrittenHistory(createSqlHistoryStore(db), backlog),
    usage: createSqlUsageStore(db),
    health,
    audit: writtenLater.audit(createSqlAuditStore(db), backlog),
    bans: writtenLater.bans(createSqlBanStore(db), backlog),
    speechRules: writtenLater.speechRules(createSqlSpeechRuleStore(db), backlog),
    async findFault() {
      try {
        await db.selectFrom('channels').select('id').limit(1).execute().catch(ignoreUnwritable)
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
