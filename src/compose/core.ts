/** What all edges share, in groups: records, regions, voices, sign-in. Part of the composition. */

import type { Logger } from 'pino'
import { VoiceError } from '../errors.js'
import { createTurnProbe } from '../ice/turn/turn-probe.js'
import { type LookUpHost, lookUpHost } from '../media/announced.js'
import type { HubPool } from '../media/pool/pool.js'
import type { RegionEntry } from '../opensim/remote-admin/regions-file.js'
import { createRemoteAdmin } from '../opensim/remote-admin/remote-admin.js'
import { createOddEntriesLog } from '../opensim/reports/odd-entries.js'
import type { Secrets } from '../operator/data-directory/data-dir.js'
import { createLiveSecrets } from '../operator/data-directory/live-secrets.js'
import type { Config } from '../operator/settings/config.js'
import { createMayReachHosted } from '../operator/settings/private-network.js'
import type { InWorldText } from '../pure/in-world-words.js'
import type { SharedAsking } from '../robust/shared-asking.js'
import type { PasswordCost } from '../voice/admins/password-hash.js'
import type { Bus } from '../voice/bus.js'
import { createInWorldRing } from '../voice/calls/in-world-ring.js'
import { createOwners } from '../voice/channels/owners.js'
import { type Avatar, avatarKey, type GridId, MAIN_GRID, type Region } from '../voice/grids/grid.js'
import type { Grids } from '../voice/grids/grids.js'
import { type HostedGrid, NO_LIMITS } from '../voice/grids/hosted-grid.js'
import { createGridMasters } from '../voice/grids/masters.js'
import { createGridUses, type GridUses, type GridUsesOptions } from '../voice/grids/use/grid-use.js'
import { limitsOfOneNode, type MakeLimit } from '../voice/limits/limits.js'
import type { Clock, GridPasswords, Timers } from '../voice/ports.js'
import { createParcelRegions, type ParcelRegions } from '../voice/presence/land/parcel-regions.js'
import { createParcelVoice } from '../voice/presence/land/parcel-voice.js'
import { createParcels } from '../voice/presence/land/parcels.js'
import type { Whereabouts } from '../voice/presence/located.js'
import { createNames, type Names } from '../voice/presence/names.js'
import { createPresence, type Presence } from '../voice/presence/presence.js'
import { createConfinedSessions } from '../voice/region-keys/confined-sessions.js'
import { createRegionGate } from '../voice/region-keys/region-gate.js'
import type { RegionKey, RegionKeyRef } from '../voice/region-keys/region-key.js'
import type { RegionKeys } from '../voice/region-keys/region-keys.js'
import { createStanding } from '../voice/region-keys/standing.js'
import { createRegionRequests } from '../voice/reports/region-requests.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Journal } from '../voice/sign-in/journal.js'
import { createKnownNetworks } from '../voice/sign-in/known-networks.js'
import { firstThatReaches } from '../voice/sign-in/messengers.js'
import { createSessions } from '../voice/sign-in/sessions.js'
import { createSignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { createSignOut } from '../voice/sign-in/sign-out.js'
import { createTickets, type Tickets } from '../voice/sign-in/tickets.js'
import { watchClock } from '../voice/time/clock-watch.js'
import { every } from '../voice/time/timers.js'
import { createSessionCookies } from '../web-session/session-cookies.js'
import type { VoicesElsewhere } from './cluster/voices-elsewhere.js'
import { createAskedGrids } from './grids/asked-grids.js'
import { mainGridSettings } from './grids/main-grid.js'
import { createPeopleInVoice } from './people-in-voice.js'
import { createRecords } from './records.js'
import { createVoices } from './voices.js'

const FEED_SWEEP_INTERVAL_MS = 1000
const DECISIONS_INTERVAL_MS = 1000
const SPACE_INTERVAL_MS = 1000

export interface CoreOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly logger: Logger
  readonly bus: Bus
  /** Regions that are asked over RemoteAdmin. */
  readonly regions: readonly RegionEntry[]
  readonly clock: Clock
  readonly timers: Timers
  readonly passwordCost?: PasswordCost | undefined
  /** Resolves names to addresses. */
  readonly lookUpHost: LookUpHost | undefined
  /** The realm of the main grid's account and channel URIs. */
  readonly sipDomain: () => string
  /** The address of a voice link with that ticket. */
  readonly ringLink: (grid: GridId, ticket: string) => string
  /** `undefined` for the only node. */
  readonly elsewhere: Elsewhere | undefined
}

/** What is known beyond this node, where there are several. */
export interface Elsewhere {
  readonly whereabouts: Whereabouts
  isGridKnown(grid: GridId): boolean
  /** The other nodes, and what they are used for by a grid. */
  usedElsewhere: NonNullable<GridUsesOptions['elsewhere']>
  /** Whether this node is the one that asks that region over RemoteAdmin. */
  isOurs(region: Region): boolean
  /** How the nodes ask a grid's own services together. */
  readonly sharedAsking: (grid: GridId) => SharedAsking
  readonly voicesElsewhere: VoicesElsewhere
  /** Keeps what belongs to the grid, for the node that follows this one. */
  journal(kind: 'ticket' | 'code' | 'decision'): Journal
  /** Limits that hold for all nodes together. */
  readonly makeLimit: MakeLimit
}

export type Core = Awaited<ReturnType<typeof createCore>>

/** @throws Error when the store cannot be opened, or no UDP port is free for the media hub */
export async function createCore(options: CoreOptions) {
  const { config, secrets, logger, bus, clock, timers } = options
  const onError = (error: unknown) => logger.error({ err: error }, 'something failed that nobody waited for')
  const live = createLiveSecrets({ config, initial: secrets, bus, onError })
  const { elsewhere } = options
  const makeLimit = elsewhere?.makeLimit ?? limitsOfOneNode(timers)
  const records = await createRecords({
    passwordCost: options.passwordCost,
    config,
    secrets,
    logger,
    bus,
    mainGrid: mainGridSettings(config, options.sipDomain),
    clock,
    timers,
    makeLimit,
    ...(elsewhere && { journal: elsewhere.journal('decision') }),
    onError,
  })

  const { regionKeys, grids } = records
  const uses = createGridUses({
    limitsOf: (grid) => grids.find(grid)?.limits ?? NO_LIMITS,
    ...(elsewhere && { elsewhere: elsewhere.usedElsewhere }),
    stopwatch: timers,
  })
  const parcelRegions = createParcelRegions(bus, records.vouched.parcels)
  await parcelRegions.load(grids.list().flatMap(({ id }) => regionKeys.list(id)))
  regionKeys.events.on('withdrawn', parcelRegions.release)
  keepRegionsOfKeys(grids, regionKeys, parcelRegions)
  const presence = knowingElsewhere(
    createPresence(timers, {
      gridTells: (grid) => grids.robustUrl(grid) !== undefined,
      parcelRegions,
      ...(elsewhere && { isOurs: elsewhere.isOurs, listedElsewhere: elsewhere.whereabouts.find }),
    }),
    elsewhere,
  )
  const isKeyInForce = (key: RegionKeyRef) => regionKeys.find(key) !== undefined
  const whereabouts: Whereabouts = elsewhere?.whereabouts ?? presence
  const parcelVoice = createParcelVoice(bus)
  const parcels = createParcels(bus)
  const owners = createOwners({ channels: records.channels, onError })
  const names = createNames(presence, records.vouched.names)
  const tellInWorld = (avatar: Avatar, text: InWorldText) => {
    if (!messenger.reaches(avatar)) return
    messenger.alert(avatar, text).catch((error: unknown) => {
      // The resident learns it later, or by the viewer.
      if (error instanceof VoiceError)
        logger.warn({ code: error.code, ...error.facts }, 'an avatar could not be told something in-world')
      else onError(error)
    })
  }
  const tickets = naming(createTickets(timers, elsewhere?.journal('ticket'), clock, isKeyInForce), names)
  const voices = await createVoices({
    ...options,
    signingKey: secrets.signingKey,
    records,
    presence,
    parcelVoice,
    parcels,
    names,
    uses,
    tellInWorld,
    ringInWorld: createInWorldRing({
      reaches: (avatar) => messenger.reaches(avatar),
      tellInWorld,
      linkFor: (holder) =>
        options.ringLink(holder.grid, tickets.mint(holder, { sender: 'ring', region: avatarKey(holder) })),
      nameOf: names.of,
      timers,
    }),
    onError,
  })
  const stopFollowing = followLimits({ grids, uses, hub: voices.network?.hub, timers })
  const sayOdd = createOddEntriesLog(timers)
  const people = createPeopleInVoice(voices.rooms, presence, grids.list)
  // Who names the addresses of a hosted grid is not who runs this machine and its network.
  const mayReachHosted = createMayReachHosted(config.hostedGridsNetworks)
  const mayReachOf = (grid: GridId) => (grid === MAIN_GRID ? undefined : mayReachHosted)
  const remoteAdmin = createRemoteAdmin({
    ...options,
    presence,
    whereabouts,
    isServed: (grid) => grids.find(grid) !== undefined,
    ...(elsewhere && { isOurs: elsewhere.isOurs }),
    mayReachListed: mayReachOf,
    inVoice: people,
    log: logger,
    sayOdd,
  })
  const regionRequests = createRegionRequests(clock)

  const servedSince = (id: GridId) =>
    id === MAIN_GRID ? Number.NEGATIVE_INFINITY : grids.find(id)?.createdAt
  const sessions = await createSessions(clock, records.store.revocations, bus, isKeyInForce, servedSince)
  const confined = createConfinedSessions({
    sessions,
    keys: regionKeys,
    presence,
    whereabouts,
    bus,
    grids,
  })
  grids.events.on('removed', (grid) => voices.viewers?.endOfGrid(grid))
  regionKeys.events.on('withdrawn', (key) => voices.viewers?.endOfKey(key))
  const knownNetworks = createKnownNetworks(secrets.signingKey, records.vouched.networks)
  await Promise.all([names.load(), knownNetworks.load()])
  const inVoiceHere = (grid: GridId) => inPlacesOf(voices.rooms, grid)
  elsewhere?.voicesElsewhere.answer(inVoiceHere)
  const askedGrids = createAskedGrids({
    ...options,
    grids,
    presence,
    people,
    parcels,
    parcelRegions,
    parcelVoice,
    owners,
    remoteAdmin,
    sharedAsking: elsewhere?.sharedAsking,
    mayReachOf,
    whereabouts,
    languageOf: remoteAdmin.languageOf,
    rooms: voices.rooms,
    residents: voices.residents,
    mayReach: voices.mayReach,
    inVoice: (grid) => new Set([...inVoiceHere(grid), ...(elsewhere?.voicesElsewhere.look(grid) ?? [])]),
    nameOf: (avatar) => whereabouts.find(avatar)?.name || names.of(avatar),
    lookUp: options.lookUpHost ?? lookUpHost,
    makeLimit,
    signOut: createSignOut({ sessions, rooms: voices.rooms, endViewersOf: voices.media.endViewersOf }),
    onError,
  })
  const messenger = firstThatReaches([remoteAdmin.messenger, askedGrids.messenger])
  const codes = createSignInCodes({
    messenger,
    known: knownNetworks,
    ...(elsewhere && { journal: elsewhere.journal('code') }),
    clock,
    stopwatch: timers,
    makeLimit,
  })
  const ofGrids = [presence, names, knownNetworks, parcels, parcelVoice, parcelRegions, owners]
  forgetWhatIsGone(grids, [...ofGrids, tickets, codes, regionRequests, voices.privateChat])
  const signIn = {
    sessions,
    /** Where sessions are good. */
    confined,
    cookies: createSessionCookies(sessions, secrets.signingKey, uses.takeRequest),
    tickets,
    codes,
    /** Limits that hold for all nodes together. */
    makeLimit,
    knownNetworks,
    messenger,
    /** Whose people in-world may be chosen from a list. */
    listed: remoteAdmin.messenger,
    gridPasswords: eitherOf(askedGrids.passwords, remoteAdmin.gridPasswords),
    askedGrids,
  }

  const turnProbe = createTurnProbe({ config, clock, timers, log: logger })
  const clockWatch = watchClock({ clock, timers, log: logger })
  const stops = [
    stopFollowing,
    turnProbe.close,
    clockWatch.close,
    records.sweepChannels(() =>
      voices.rooms
        .list()
        .filter(({ kind }) => kind === 'place')
        .map(({ channel }) => channel),
    ),
    every(timers, FEED_SWEEP_INTERVAL_MS, presence.sweep),
    every(timers, SPACE_INTERVAL_MS, voices.rooms.letIntoGrids),
    every(timers, DECISIONS_INTERVAL_MS, () => voices.rooms.endDecisions(clock())),
    remoteAdmin.close,
    askedGrids.close,
  ]

  return {
    /** The secrets in force. */
    live,
    records,
    /** What grids use, and may use. */
    uses,
    /** What regions tell, and the means to ask them. */
    regions: {
      presence,
      whereabouts,
      parcels,
      parcelVoice,
      parcelRegions,
      owners,
      sayOdd,
      regionRequests,
      remoteAdmin,
      /** The services of each grid that has some. */
      askedGrids,
      /** Says for whom a region's credential speaks. */
      gate: createRegionGate({
        masters: createGridMasters(records.grids, live),
        keys: regionKeys,
        takeRequest: uses.takeRequest,
        stopwatch: timers,
      }),
      standing: createStanding({ whereabouts, presence }),
    },
    /** Who hears whom, by page and by viewer. */
    voices,
    /** How residents prove who they are. */
    signIn,
    turnProbe,
    clockWatch,
    onError,
    async close() {
      for (const stop of stops) stop()
      await voices.close()
      await records.close()
    },
  }
}

/** Of a grid that is gone nothing stays in memory: a later one of that id has other residents. */
function forgetWhatIsGone(
  grids: Pick<Grids, 'events'>,
  keepers: readonly { forgetGrid(grid: GridId): void }[],
): void {
  grids.events.on('removed', (grid) => {
    for (const keeper of keepers) keeper.forgetGrid(grid)
  })
}

/** The hub is told what it may send for each grid, and nothing is counted for a grid that is gone. @returns ends that */
function followLimits(options: {
  readonly grids: Grids
  readonly uses: GridUses
  readonly hub: Pick<HubPool, 'setBandwidth'> | undefined
  readonly timers: Timers
}): () => void {
  const { grids, uses, hub, timers } = options
  const tell = ({ id }: HostedGrid) => hub?.setBandwidth(id, uses.allowedHere(id, 'bytesPerSecond'))
  const tellAll = () => grids.list().forEach(tell)
  tellAll()
  grids.events.on('changed', tell)
  grids.events.on('removed', (grid) => {
    uses.forget(grid)
    hub?.setBandwidth(grid, undefined)
  })
  // What other nodes leave over changes.
  return every(timers, SPACE_INTERVAL_MS, tellAll)
}

/** A page without a place is told whether any region of its grid tells of avatars, whichever node hears of it. */
function knowingElsewhere(presence: Presence, elsewhere: Elsewhere | undefined): Presence {
  if (!elsewhere) return presence
  return { ...presence, isGridKnown: (grid) => presence.isGridKnown(grid) || elsewhere.isGridKnown(grid) }
}

/** A region's own channel is named after it: that name is nobody else's, whoever told it first. */
function keepRegionsOfKeys(grids: Pick<Grids, 'list'>, keys: RegionKeys, parcelRegions: ParcelRegions): void {
  const keep = ({ grid, regions }: RegionKey) => {
    for (const regionId of regions === 'all' ? [] : regions)
      parcelRegions.claim({ grid, regionId, parcelId: regionId }, undefined)
  }
  for (const { id } of grids.list()) for (const key of keys.list(id)) keep(key)
  keys.events.on('changed', keep)
}

/** What the grid itself checks where it does, else what its simulators do. */
function eitherOf(first: GridPasswords, other: GridPasswords): GridPasswords {
  return {
    offered: (grid) => first.offered(grid) || other.offered(grid),
    identify: (user) => (first.offered(user.grid) ? first : other).identify(user),
  }
}

/** Takes avatars' names from minted links: a region may tell no names elsewhere. */
function naming(tickets: Tickets, names: Names): Tickets {
  return {
    ...tickets,
    mint(holder, by) {
      // A region key tells names of those in its regions, and of nobody else.
      if (holder.keyId === undefined) names.note(holder, holder.name)
      return tickets.mint(holder, by)
    },
  }
}

/** Everybody of a grid who is in the room of a place. */
function inPlacesOf(rooms: Pick<Rooms, 'list'>, grid: GridId): ReadonlySet<string> {
  const places = rooms.list().filter(({ kind, channel }) => kind === 'place' && channel.grid === grid)
  return new Set(places.flatMap(({ agentIds }) => agentIds()))
}
