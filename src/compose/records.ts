/** What the service keeps: accounts, channels, admins, and what moderators decided. Part of the composition. */

import { existsSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Secrets } from '../operator/data-directory/data-dir.js'
import { type Config, databaseOf } from '../operator/settings/config.js'
import { ignoreUnwritable, isUnwritable } from '../store/health.js'
import { openStore, type Store } from '../store/store.js'
import { createAccounts } from '../voice/accounts/accounts.js'
import { createAdmins } from '../voice/admins/admins.js'
import { createAuditLog } from '../voice/admins/audit-log.js'
import type { PasswordCost } from '../voice/admins/password-hash.js'
import { createSecondFactors } from '../voice/admins/second-factor/second-factors.js'
import type { Bus } from '../voice/bus.js'
import type { Channel } from '../voice/channels/channel.js'
import { createChannels } from '../voice/channels/channels.js'
import type { Avatar } from '../voice/grids/grid.js'
import { createGridMoves } from '../voice/grids/grid-moves.js'
import { createGrids } from '../voice/grids/grids.js'
import type { MainGridSettings } from '../voice/grids/hosted-grid.js'
import { createLooks } from '../voice/grids/looks.js'
import { createHashQueue } from '../voice/limits/hash-queue.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { createBans } from '../voice/moderation/bans.js'
import { createComplaints } from '../voice/moderation/complaints.js'
import { type Deciders, decideAgain } from '../voice/moderation/kept-decisions.js'
import { createMutes } from '../voice/moderation/mutes.js'
import type { Clock, Timers } from '../voice/ports.js'
import { MAX_PARCEL_REGIONS } from '../voice/presence/land/parcel-regions.js'
import { MAX_NAMES } from '../voice/presence/names.js'
import { createRegionKeys } from '../voice/region-keys/region-keys.js'
import { createBlocks } from '../voice/residents/blocks.js'
import { createHeadphones } from '../voice/residents/headphones.js'
import type { Journal } from '../voice/sign-in/journal.js'
import { MAX_KNOWN_NETWORKS } from '../voice/sign-in/known-networks.js'
import { createSignInThrottle } from '../voice/sign-in/sign-in-throttle.js'
import { createUseNotes } from '../voice/storage/last-uses.js'
import { createVouched } from '../voice/storage/vouched.js'
import { every } from '../voice/time/timers.js'
import { createUsage, USAGE_WRITE_INTERVAL_MS } from '../voice/usage/usage.js'

const SWEEP_INTERVAL_MS = 10 * 60 * 1000
const STORE_LOOK_INTERVAL_MS = 5000
const VOUCHED_INTERVAL_MS = 10_000

export interface RecordsOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly logger: Logger
  readonly bus: Bus
  /** What the settings say of the main grid. */
  readonly mainGrid: () => MainGridSettings
  readonly clock: Clock
  readonly timers: Timers
  readonly makeLimit: MakeLimit
  readonly passwordCost?: PasswordCost | undefined
  /** Keeps decisions that are not written yet; `undefined` for the only node. */
  readonly journal?: Journal
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

export type Records = Awaited<ReturnType<typeof createRecords>>

/** Says where the records of before are, when PostgreSQL is named for the first time. */
async function adviseMove(store: Store, config: Config, logger: Logger): Promise<void> {
  const { file, databaseUrl } = databaseOf(config)
  if (databaseUrl === undefined || !existsSync(file) || (await store.admins.list()).length > 0) return
  logger.warn(
    { file },
    'PostgreSQL is empty, and this file is not used any more: to carry it over, stop the service, empty the database, opensim-voice move-store',
  )
}

/** @throws Error when the store cannot be opened */
export async function createRecords(options: RecordsOptions) {
  const { config, secrets, logger, bus, clock, timers, makeLimit, onError } = options
  const store = await openStore({
    ...databaseOf(config),
    log: logger,
    bus,
    ...(options.journal && { journal: options.journal }),
  })
  await adviseMove(store, config, logger)
  const grids = createGrids({
    store: store.grids,
    bus,
    clock,
    signingKey: secrets.signingKey,
    main: options.mainGrid,
    mainRobustUrl: config.robustUrl,
  })
  const noteUse = createUseNotes((error) => {
    // A store that cannot be written has been logged already.
    if (isUnwritable(error)) return
    logger.error({ err: error }, 'the time of a last use was not stored')
  })
  const secret = secrets.signingKey
  const throttle = createSignInThrottle(timers, { makeLimit })
  const accounts = createAccounts({ store: store.accounts, clock, secret, throttle, noteUse })
  const channels = createChannels(store.channels, clock, noteUse, bus)
  const factors = createSecondFactors({
    store: store.adminFactors,
    secret,
    bus,
    clock,
    stopwatch: timers,
    makeLimit,
  })
  const admins = createAdmins({
    factors,
    bus,
    admins: store.admins,
    keys: store.adminKeys,
    firstPassword: secrets.adminPassword,
    secret,
    throttle,
    hashes: createHashQueue(timers),
    passwordCost: options.passwordCost,
    clock,
    stopwatch: timers,
    makeLimit,
    noteUse,
  })
  const bans = createBans(store.bans, clock, onError, bus)
  const mutes = createMutes(store.speechRules, onError, bus)
  const blocks = createBlocks(store.blocks, clock, onError, bus)
  const looks = createLooks(store.looks, bus)
  const regionKeys = createRegionKeys({ store: store.regionKeys, bus, clock, noteUse })
  const load = async () => {
    await grids.load()
    await Promise.all([bans.load(), mutes.load(), blocks.load(), looks.load(), regionKeys.load()])
  }
  await load()

  async function writeHeldChannels(): Promise<void> {
    for (const { heldId, channel } of await store.writeHeldChannels()) channels.replace(heldId, channel)
  }
  store.health.events.on('writable', () => writeHeldChannels().catch(onError))
  const vouched = {
    names: createVouched({ store: store.vouched, kind: 'name', limit: MAX_NAMES, clock }),
    networks: createVouched({ store: store.vouched, kind: 'network', limit: MAX_KNOWN_NETWORKS, clock }),
    parcels: createVouched({ store: store.vouched, kind: 'parcel', limit: MAX_PARCEL_REGIONS, clock }),
  }
  grids.events.on('removed', (grid) => {
    for (const one of Object.values(vouched)) one.forget(grid)
  })
  /** Everybody in a room, once there are rooms. */
  let present: () => Iterable<Avatar> = () => []
  const usage = createUsage({
    store: store.usage,
    grids: () => grids.list().map(({ id }) => id),
    present: () => present(),
    secret,
    clock,
    stopwatch: timers,
  })
  const writeUsage = () => usage.write().catch(ignoreUnwritable).catch(onError)
  const writeVouched = () =>
    Promise.all([vouched.names.write(), vouched.networks.write(), vouched.parcels.write()])
      .catch(ignoreUnwritable)
      .catch(onError)
  async function loadAnew(): Promise<void> {
    // No channel is gone; but whoever keeps some in memory reads them again, and so it is with admins.
    bus.publish('channels-deleted', [])
    bus.publish('admins-changed', {})
    await load()
  }
  bus.subscribe('grid-records-changed', () => void loadAnew().catch(onError))
  const stops = [
    every(timers, STORE_LOOK_INTERVAL_MS, () => store.health.look().catch(onError)),
    every(timers, VOUCHED_INTERVAL_MS, writeVouched),
    every(timers, USAGE_WRITE_INTERVAL_MS, writeUsage),
  ]

  return {
    store,
    throttle,
    accounts,
    channels,
    admins,
    factors,
    bans,
    mutes,
    blocks,
    headphones: createHeadphones(accounts, bus),
    /** The grids that are served. */
    grids,
    /** Grids that leave, or come from another service. */
    gridMoves: createGridMoves({ files: store.gridFiles, grids, bus }),
    looks,
    /** What the owners of some regions prove themselves with. */
    regionKeys,
    /** What admins and moderators did. */
    audit: createAuditLog(store.audit, clock),
    usage,
    /** @param avatars says who is in the rooms of all grids */
    countPresent(avatars: () => Iterable<Avatar>) {
      present = avatars
    },
    complaints: createComplaints(store.complaints, clock, timers),
    /** Decides again what another node could not write down. @param kept as the journal was told */
    decideAgain: (kept: ReadonlyMap<string, unknown>, sessions: Deciders['sessions']) =>
      decideAgain(kept, { bans, mutes, blocks, sessions, onError }),
    /** Messages of other nodes were lost: what is kept in memory is read again. */
    loadAnew,
    /** What regions vouched for, stored over a restart. */
    vouched,
    /** Forgets channels that nobody uses any more, every ten minutes; @returns a function that ends it */
    sweepChannels(inUse: () => readonly Channel[]) {
      async function sweep(): Promise<void> {
        for (const channel of inUse()) await channels.touch(channel)
        await channels.deleteUnused().catch(ignoreUnwritable)
      }
      return every(timers, SWEEP_INTERVAL_MS, () => sweep().catch(onError))
    },
    async close() {
      for (const stop of stops) stop()
      await admins.ready.catch(onError)
      await writeVouched()
      await writeUsage()
      await store.close()
    },
  }
}
