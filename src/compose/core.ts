/** What all edges share, in groups: records, regions, voices, sign-in. Part of the composition. */

import type { Logger } from 'pino'
import { VoiceError } from '../errors.js'
import { createTurnProbe } from '../ice/turn/turn-probe.js'
import type { LookUpHost } from '../media/announced.js'
import type { RegionEntry } from '../opensim/remote-admin/regions-file.js'
import { createRemoteAdmin, type InVoice } from '../opensim/remote-admin/remote-admin.js'
import { createOddEntriesLog } from '../opensim/reports/odd-entries.js'
import type { Secrets } from '../operator/data-directory/data-dir.js'
import { createLiveSecrets } from '../operator/data-directory/live-secrets.js'
import type { Config } from '../operator/settings/config.js'
import { createLoopbackBus } from '../voice/bus.js'
import { type Avatar, type Region, regionKey } from '../voice/grids/grid.js'
import { type Clock, every, type Timers } from '../voice/ports.js'
import { createNames, type Names } from '../voice/presence/names.js'
import { createParcelVoice } from '../voice/presence/parcel-voice.js'
import { createPresence } from '../voice/presence/presence.js'
import { createRegionCalls } from '../voice/presence/region-calls.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import { createKnownNetworks } from '../voice/sign-in/known-networks.js'
import { createSessions } from '../voice/sign-in/sessions.js'
import { createSignInCodes } from '../voice/sign-in/sign-in-codes.js'
import { createTickets, type Tickets } from '../voice/sign-in/tickets.js'
import { watchClock } from '../voice/time/clock-watch.js'
import { createSessionCookies } from '../web-session/session-cookies.js'
import { createRecords } from './records.js'
import { createVoices } from './voices.js'

const FEED_SWEEP_INTERVAL_MS = 1000

export interface CoreOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly logger: Logger
  /** Regions that are asked over RemoteAdmin. */
  readonly regions: readonly RegionEntry[]
  readonly clock: Clock
  readonly timers: Timers
  /** Resolves names to addresses. */
  readonly lookUpHost: LookUpHost | undefined
}

export type Core = Awaited<ReturnType<typeof createCore>>

/** @throws Error when the store cannot be opened, or no UDP port is free for the media hub */
export async function createCore(options: CoreOptions) {
  const { config, secrets, logger, clock, timers } = options
  const onError = (error: unknown) => logger.error({ err: error }, 'something failed that nobody waited for')
  const bus = createLoopbackBus()
  const live = createLiveSecrets({ config, initial: secrets, bus, onError })
  const records = await createRecords({ config, secrets, logger, bus, clock, timers, onError })

  const presence = createPresence(timers)
  const parcelVoice = createParcelVoice()
  const names = createNames(presence, records.vouched.names)
  const voices = await createVoices({
    ...options,
    records,
    presence,
    parcelVoice,
    names,
    tellInWorld(avatar, text) {
      const { messenger } = remoteAdmin
      if (!messenger.reaches(avatar)) return
      messenger.alert(avatar, text).catch((error: unknown) => {
        // The resident still sees in the viewer that voice is off.
        if (error instanceof VoiceError)
          logger.warn({ code: error.code, ...error.facts }, 'an avatar could not be told something in-world')
        else onError(error)
      })
    },
    onError,
  })
  const sayOdd = createOddEntriesLog(timers)
  const inVoice = inVoiceOf(voices.rooms, presence.find)
  const remoteAdmin = createRemoteAdmin({ ...options, presence, inVoice, log: logger, sayOdd })
  const regionCalls = createRegionCalls(clock)

  const sessions = await createSessions(clock, records.store.revocations, bus)
  const knownNetworks = createKnownNetworks(secrets.signingKey, records.vouched.networks)
  await Promise.all([names.load(), knownNetworks.load()])
  const { messenger, gridPasswords } = remoteAdmin
  const signIn = {
    sessions,
    cookies: createSessionCookies(sessions, secrets.signingKey),
    tickets: naming(createTickets(timers), names),
    codes: createSignInCodes({ messenger, known: knownNetworks, stopwatch: timers }),
    knownNetworks,
    messenger,
    gridPasswords,
  }

  const turnProbe = createTurnProbe({ config, clock, timers, log: logger })
  const clockWatch = watchClock({ clock, timers, log: logger })
  const stops = [
    turnProbe.close,
    clockWatch.close,
    records.sweepChannels(() =>
      voices.rooms
        .list()
        .filter(({ kind }) => kind === 'place')
        .map(({ channel }) => channel),
    ),
    every(timers, FEED_SWEEP_INTERVAL_MS, presence.sweep),
    remoteAdmin.close,
  ]

  return {
    /** The secrets in force. */
    live,
    records,
    /** What regions tell, and the means to ask them. */
    regions: { presence, parcelVoice, sayOdd, regionCalls, remoteAdmin },
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

/** Takes avatars' names from minted links: a region may tell no names elsewhere. */
function naming(tickets: Tickets, names: Names): Tickets {
  return {
    ...tickets,
    mint(holder, by) {
      names.note(holder, holder.name)
      return tickets.mint(holder, by)
    },
  }
}

/** The regions where somebody is in voice, which are asked more often. */
function inVoiceOf(rooms: Pick<Rooms, 'list'>, regionOf: (avatar: Avatar) => Region | undefined): InVoice {
  return {
    regions() {
      const regions = new Set<string>()
      for (const { channel, agentIds } of rooms.list()) {
        for (const agentId of agentIds()) {
          const region = regionOf({ grid: channel.grid, agentId })
          if (region) regions.add(regionKey(region))
        }
      }
      return regions
    },
    includes: ({ grid, agentId }) =>
      rooms.list().some(({ channel, agentIds }) => channel.grid === grid && agentIds().includes(agentId)),
  }
}
