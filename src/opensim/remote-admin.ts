/** RemoteAdmin of all simulators together: their regions' positions come in, messages and passwords go out. */

import { VoiceError } from '../errors.js'
import {
  type Clock,
  every,
  type GridPasswords,
  type Messenger,
  type Stopwatch,
  type Timers,
} from '../voice/ports.js'
import type { Presence } from '../voice/presence.js'
import { createRegionPoller, type PolledRegion } from './region-poller.js'
import type { RegionEntry } from './regions-file.js'
import { createRemoteAdminClient, type RemoteAdminClient, RemoteAdminFault } from './remote-admin-client.js'

/** What an admin sees of a polled region. */
export interface RegionStatus {
  /** As the operator named it. */
  readonly name: string
  /** Without credentials. */
  readonly url: string
  readonly regionId: string | null
  readonly state: PolledRegion['state']
  /** In words, with what to do about it. */
  readonly error: string | null
  /** Milliseconds since 1970. */
  readonly lastOkAt: number | null
  readonly avatars: number
}

export interface RemoteAdmin {
  readonly messenger: Messenger
  readonly gridPasswords: GridPasswords
  status(): readonly RegionStatus[]
  close(): void
}

export interface RemoteAdminOptions {
  readonly regions: readonly RegionEntry[]
  readonly presence: Presence
  readonly inVoice: InVoice
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

/** Who is in voice, as far as asking regions goes. */
export interface InVoice {
  /** The ids of all regions with somebody in voice. */
  regions(): ReadonlySet<string>
  includes(agentId: string): boolean
}

interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** So that a region wakes soon after somebody joined, and regions are not all asked in one moment. */
const TICK_MS = 50

/** Where somebody in voice left a region, all others are asked at full speed for so long: one may have it now. */
const SEARCH_MS = 2000

/** A region that comes and goes says each of the two once in this time. */
const SAY_AGAIN_AFTER_MS = 60_000

export function createRemoteAdmin(options: RemoteAdminOptions): RemoteAdmin {
  const { presence, inVoice, clock, timers, log, random = Math.random } = options
  const polled = options.regions.map((entry) => {
    const client = createRemoteAdminClient({ url: entry.url, password: entry.password, timers })
    const say = createStateLog(entry, log, timers)
    const state = { alertsEnabled: true }
    const poller = createRegionPoller({
      ask: () => client.getAgents(entry.region),
      onAgents: (agents) => presence.report({ ...agents, source: 'remote-admin' }),
      onChange(region) {
        // A restarted simulator may allow what it did not before.
        if (region.state === 'ok') state.alertsEnabled = true
        say(region)
      },
      onError: (error) => log.error({ err: error, region: entry.name }, 'a region could not be asked'),
      clock,
      stopwatch: timers,
      random,
    })
    return { entry, client, poller, state }
  })

  let searchedAt: number | undefined
  function search(agentIds: readonly string[]): void {
    if (agentIds.some(inVoice.includes)) searchedAt = timers.now()
  }
  presence.events.on('gone', search)

  const stopTicking = polled.length > 0 ? every(timers, TICK_MS, tick) : undefined
  function tick(): void {
    const live = inVoice.regions()
    const searching = searchedAt !== undefined && timers.now() - searchedAt < SEARCH_MS
    for (const { poller } of polled) {
      const { regionId } = poller.current()
      poller.tick(searching || (regionId !== undefined && live.has(regionId)))
    }
  }

  function regionsOf(agentId: string) {
    const regionId = presence.find(agentId)?.regionId
    if (regionId === undefined) return []
    return polled.filter(({ poller }) => poller.current().regionId === regionId)
  }

  function messengerOf(agentId: string) {
    return regionsOf(agentId).find(({ entry, state, poller }) => {
      return entry.codeSignIn && state.alertsEnabled && poller.current().state === 'ok'
    })
  }

  const messenger: Messenger = {
    offered: () => polled.some(({ entry }) => entry.codeSignIn),
    reaches: (agentId) => messengerOf(agentId) !== undefined,
    async alert(agentId, text) {
      const region = messengerOf(agentId)
      if (!region) throw new VoiceError('avatar-not-found', 'That avatar is not in-world any more.')
      try {
        await region.client.alertUser(agentId, text)
      } catch (error) {
        if (!(error instanceof RemoteAdminFault)) throw error
        const { reason, message } = error
        if (reason === 'method-not-enabled') region.state.alertsEnabled = false
        log.warn({ region: region.entry.name, reason }, `an avatar could not be told its code: ${message}`)
        if (reason !== 'refused') throw unavailable(error)
        throw new VoiceError('avatar-not-found', 'That avatar is not in-world any more.', { cause: error })
      }
    },
  }

  /** Each simulator vouches for those who stand in its own region: two grids may have two Anna Tests. */
  function candidates(fullName: string) {
    const wanted = fullName.toLowerCase()
    return presence
      .list()
      .filter(({ name, npc }) => !npc && name.toLowerCase() === wanted)
      .flatMap((avatar) =>
        regionsOf(avatar.agentId)
          .filter(({ entry }) => entry.gridPasswordSignIn)
          .map(({ entry, client }) => ({ avatar, entry, client })),
      )
  }

  async function vouches(client: RemoteAdminClient, entry: RegionEntry, user: User): Promise<boolean> {
    try {
      return await client.authenticateUser(user)
    } catch (error) {
      if (!(error instanceof RemoteAdminFault)) throw error
      const { reason, message } = error
      log.warn({ region: entry.name, reason }, `a grid password could not be checked: ${message}`)
      throw unavailable(error)
    }
  }

  const gridPasswords: GridPasswords = {
    offered: () => polled.some(({ entry }) => entry.gridPasswordSignIn),
    async identify(user) {
      for (const { avatar, entry, client } of candidates(`${user.firstName} ${user.lastName}`)) {
        if (await vouches(client, entry, user)) return { agentId: avatar.agentId, name: avatar.name }
      }
      return undefined
    },
  }

  return {
    messenger,
    gridPasswords,
    status: () => polled.map(({ entry, poller }) => statusOf(entry, poller.current())),
    close() {
      stopTicking?.()
      presence.events.off('gone', search)
    },
  }
}

type User = Parameters<GridPasswords['identify']>[0]

function statusOf({ name, url }: RegionEntry, region: PolledRegion): RegionStatus {
  return {
    name,
    url: url.origin,
    regionId: region.regionId ?? null,
    state: region.state,
    error: region.error ?? null,
    lastOkAt: region.lastOkAt ?? null,
    avatars: region.avatars,
  }
}

/** Says each change of state once; one that comes and goes is not said again for a while. */
function createStateLog({ name, url }: RegionEntry, log: Log, stopwatch: Stopwatch) {
  const saidAt = new Map<string, number>()
  return ({ state, reason, error, regionId }: PolledRegion): void => {
    const news = reason ?? state
    const last = saidAt.get(news)
    if (last !== undefined && stopwatch.now() - last < SAY_AGAIN_AFTER_MS) return
    saidAt.set(news, stopwatch.now())
    const facts = { region: name, url: url.origin, regionId }
    if (state === 'ok') log.info(facts, 'the positions of a region come in over RemoteAdmin')
    else log.warn({ ...facts, reason }, `a region does not tell its positions: ${error}`)
  }
}

function unavailable(cause: unknown): VoiceError {
  const message = 'The region does not answer at the moment: try again, or open a voice link in-world.'
  return new VoiceError('simulator-unavailable', message, { cause })
}
