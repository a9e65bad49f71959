/** What all edges share, built from the settings: the core, its stores, the media hub and the ways to regions. Part of the composition. */

import { join } from 'node:path'
import type { Logger } from 'pino'
import { type MediaSource, NO_MEDIA } from '../admin/live/media-source.js'
import { createTurnProbe } from '../ice/turn/turn-probe.js'
import type { LookUpHost } from '../media/announced.js'
import type { SupervisedHub } from '../media/hub.js'
import { createWhereabouts } from '../native-viewer/places/whereabouts.js'
import { createViewerSessions, type ViewerSessions } from '../native-viewer/sessions/sessions.js'
import type { RegionEntry } from '../opensim/remote-admin/regions-file.js'
import { createRemoteAdmin } from '../opensim/remote-admin/remote-admin.js'
import { createOddEntriesLog } from '../opensim/reports/odd-entries.js'
import type { Secrets } from '../operator/data-directory/data-dir.js'
import { createLiveSecrets } from '../operator/data-directory/live-secrets.js'
import type { Config } from '../operator/settings/config.js'
import { readVersion } from '../operator/version.js'
import { ignoreUnwritable, isUnwritable } from '../store/health.js'
import { openStore } from '../store/store.js'
import { createAccounts } from '../voice/accounts/accounts.js'
import { createAdmins } from '../voice/admins/admins.js'
import { createCalls } from '../voice/calls/calls.js'
import { isCall, titleOf } from '../voice/channels/channel.js'
import { createChannels } from '../voice/channels/channels.js'
import { createHashQueue } from '../voice/limits/hash-queue.js'
import { createBans } from '../voice/moderation/bans.js'
import { createMutes } from '../voice/moderation/mutes.js'
import { type Clock, every, type Timers, type VouchedKind } from '../voice/ports.js'
import { createNames, MAX_NAMES, type Names } from '../voice/presence/names.js'
import { createParcelVoice } from '../voice/presence/parcel-voice.js'
import { createPresence } from '../voice/presence/presence.js'
import { createRegionCalls } from '../voice/presence/region-calls.js'
import { createVoiceReports } from '../voice/reports/voice-reports.js'
import { createRooms } from '../voice/rooms/rooms.js'
import { createKnownNetworks, MAX_KNOWN_NETWORKS } from '../voice/sign-in/known-networks.js'
import { createSessions } from '../voice/sign-in/sessions.js'
import { createSignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { createSignInThrottle } from '../voice/sign-in/sign-in-throttle.js'
import { createTickets, type Tickets } from '../voice/sign-in/tickets.js'
import { createMarks } from '../voice/storage/marks.js'
import { createVouched } from '../voice/storage/vouched.js'
import { watchClock } from '../voice/time/clock-watch.js'
import { createSessionCookies } from '../web-session/session-cookies.js'
import { createMediaNetwork } from './media-network.js'

const SWEEP_INTERVAL_MS = 10 * 60 * 1000
const FEED_SWEEP_INTERVAL_MS = 1000
const STORE_LOOK_INTERVAL_MS = 5000
const VOUCHED_INTERVAL_MS = 10_000

export interface CoreOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly logger: Logger
  /** Regions to ask over RemoteAdmin. */
  readonly regions: readonly RegionEntry[]
  readonly clock: Clock
  readonly timers: Timers
  /** How names become addresses. */
  readonly lookUpHost: LookUpHost | undefined
}

export type Core = Awaited<ReturnType<typeof createCore>>

/** @throws Error when the store cannot be opened, or no UDP port is free for the media hub */
export async function createCore(options: CoreOptions) {
  const { config, secrets, logger, regions, clock, timers, lookUpHost } = options
  const live = createLiveSecrets(config, secrets)
  const store = await openStore({ file: join(config.dataDir, 'voice.sqlite'), log: logger })
  const mark = createMarks((error) => {
    // That nothing can be written has been said already.
    if (!isUnwritable(error))
      logger.error({ err: error }, 'when something was used last was not written down')
  })
  const throttle = createSignInThrottle(timers)
  const accounts = createAccounts({
    store: store.accounts,
    clock,
    secret: secrets.signingKey,
    throttle,
    mark,
  })
  const channels = createChannels(store.channels, clock, mark)
  const admins = createAdmins({
    admins: store.admins,
    keys: store.adminKeys,
    firstPassword: secrets.adminPassword,
    secret: secrets.signingKey,
    throttle,
    hashes: createHashQueue(timers),
    clock,
    stopwatch: timers,
    mark,
  })
  const presence = createPresence(timers)
  const onError = (error: unknown) => logger.error({ err: error }, 'a room could not be settled')
  const parcelVoice = createParcelVoice()
  const bans = createBans(store.bans, clock, onError)
  const mutes = createMutes(store.speechRules, onError)
  await Promise.all([bans.load(), mutes.load()])
  const relayAvailable = config.turnUrls.length > 0
  const network = await createMediaNetwork({ config, timers, logger, lookUp: lookUpHost })
  const hub = network?.hub
  const kept = (kind: VouchedKind, limit: number) =>
    createVouched({ store: store.vouched, kind, limit, clock })
  const vouchedNames = kept('name', MAX_NAMES)
  const names = createNames(presence, vouchedNames)
  const rooms = createRooms({
    presence,
    names,
    channels,
    parcelVoice,
    bans,
    mutes,
    relayOnly: config.iceTransportPolicy === 'relay',
    relayAvailable,
    ...(hub && { hub }),
    hubAlways: config.mediaRoute === 'hub',
    clock,
    timers,
    onError,
  })
  const whereabouts = createWhereabouts(presence, timers, parcelVoice)
  const calls = createCalls({
    isKnown: (agentId) => presence.find(agentId) !== undefined || viewers?.isKnown(agentId) === true,
    clock,
  })
  const viewers: ViewerSessions | undefined =
    hub &&
    createViewerSessions({
      hub,
      rooms,
      presence,
      channels,
      parcelVoice,
      whereabouts,
      version: readVersion(),
      timers,
      onRefused: (agentId, cause) =>
        logger.warn({ agentId, err: cause }, 'a viewer could not enter its room'),
      tellInWorld(agentId, text) {
        const { messenger } = remoteAdmin
        // Whoever cannot be told sees by the viewer's own signs that voice is off.
        if (messenger.reaches(agentId)) messenger.alert(agentId, text).catch(() => undefined)
      },
    })
  const media = hub && viewers ? mediaSource(hub, viewers) : NO_MEDIA
  const turnProbe = createTurnProbe({ config, clock, timers, log: logger })
  const sessions = await createSessions(clock, store.revocations)
  const tickets = naming(createTickets(timers), names)
  const inVoice = {
    regions: () =>
      new Set(
        rooms.list().flatMap((room) => room.agentIds().flatMap((id) => presence.find(id)?.regionId ?? [])),
      ),
    includes: (agentId: string) => rooms.list().some((room) => room.agentIds().includes(agentId)),
  }
  const sayOdd = createOddEntriesLog(timers)
  const remoteAdmin = createRemoteAdmin({ regions, presence, inVoice, clock, timers, log: logger, sayOdd })
  const vouchedNetworks = kept('network', MAX_KNOWN_NETWORKS)
  const knownNetworks = createKnownNetworks(secrets.signingKey, vouchedNetworks)
  await Promise.all([names.load(), knownNetworks.load()])
  const writeVouched = () =>
    Promise.all([vouchedNames.write(), vouchedNetworks.write()]).catch(ignoreUnwritable).catch(onError)
  const codes = createSignInCodes({
    messenger: remoteAdmin.messenger,
    known: knownNetworks,
    stopwatch: timers,
  })
  const cookies = createSessionCookies(sessions, secrets.signingKey)

  const regionCalls = createRegionCalls(clock)
  const reports = createVoiceReports(timers)
  hub?.events.on('levels', (_roomId, levels) => {
    for (const { agentId, speaking } of levels) reports.heard(agentId, speaking)
  })

  async function sweepChannels(): Promise<void> {
    for (const { channel } of rooms.list()) if (!isCall(channel)) await channels.touch(channel)
    await channels.deleteUnused().catch(ignoreUnwritable)
  }

  async function writeHeldChannels(): Promise<void> {
    for (const { heldId, channel } of await store.writeHeldChannels()) channels.replace(heldId, channel)
  }
  store.health.events.on('writable', () => writeHeldChannels().catch(onError))
  const clockWatch = watchClock({ clock, timers, log: logger })
  const stopSweeps = [
    clockWatch.close,
    every(timers, SWEEP_INTERVAL_MS, () => sweepChannels().catch(onError)),
    every(timers, FEED_SWEEP_INTERVAL_MS, presence.sweep),
    every(timers, VOUCHED_INTERVAL_MS, writeVouched),
    every(timers, STORE_LOOK_INTERVAL_MS, () => store.health.look().catch(onError)),
  ]

  async function close(): Promise<void> {
    turnProbe.close()
    for (const stop of stopSweeps) stop()
    remoteAdmin.close()
    viewers?.close()
    await network?.close()
    await admins.ready.catch(onError)
    await writeVouched()
    await store.close()
  }

  return {
    live,
    store,
    throttle,
    accounts,
    channels,
    admins,
    presence,
    onError,
    parcelVoice,
    relayAvailable,
    network,
    hub,
    rooms,
    calls,
    whereabouts,
    viewers,
    media,
    turnProbe,
    sessions,
    tickets,
    sayOdd,
    remoteAdmin,
    codes,
    knownNetworks,
    cookies,
    regionCalls,
    reports,
    clockWatch,
    close,
  }
}

/** Whom a region mints a link for it calls by name, also where it tells nothing else. */
function naming(tickets: Tickets, names: Names): Tickets {
  return {
    ...tickets,
    mint(holder, by) {
      names.note(holder.agentId, holder.name)
      return tickets.mint(holder, by)
    },
  }
}

/** What the console and the metrics show of the hub and of those who use it. */
function mediaSource(hub: SupervisedHub, viewers: ViewerSessions): MediaSource {
  return {
    viewers: () =>
      viewers.list().map(({ channel, ...session }) => ({
        ...session,
        channelId: channel.id === undefined || isCall(channel) ? null : channel.id,
        channelName: titleOf(channel),
      })),
    endViewersOf: viewers.endAll,
    peers: hub.statuses,
    load: hub.load,
  }
}
