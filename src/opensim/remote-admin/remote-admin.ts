/** RemoteAdmin of all simulators together: their regions' positions come in, messages and passwords go out. */

import { VoiceError } from '../../errors.js'
import { type Avatar, type GridId, isSameRegion, type Region, regionKey } from '../../voice/grids/grid.js'
import { type Clock, every, type GridPasswords, type Messenger, type Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { SayOddEntries } from '../reports/odd-entries.js'
import { type Ability, createAbility } from './ability.js'
import { createRegionPoller, type PolledRegion } from './region-poller.js'
import type { RegionEntry } from './regions-file.js'
import { createRemoteAdminClient, RemoteAdminFault } from './remote-admin-client.js'
import { createStateLog } from './state-log.js'

/** What an admin sees of a polled region. */
export interface RegionStatus {
  readonly grid: GridId
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
  /** Ways to sign in that the operator wants there. */
  readonly ways: readonly WayStatus[]
}

/** Whether a way to sign in was seen to work in a region. */
export interface WayStatus {
  readonly way: 'code' | 'grid-password'
  readonly state: Exclude<Ability['state'], 'off'>
  /** In words, with what to do about it. */
  readonly error: string | null
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
  readonly log: RegionStateLog
  readonly sayOdd: SayOddEntries
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

/** Who is in voice, as far as asking regions goes. */
export interface InVoice {
  /** The keys of all regions with somebody in voice. */
  regions(): ReadonlySet<string>
  includes(avatar: Avatar): boolean
}

interface RegionStateLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** So that a region wakes soon after somebody joined, and regions are not all asked in one moment. */
const TICK_MS = 50

/** Where somebody in voice left a region, all others are asked at full speed for so long: one may have it now. */
const SEARCH_MS = 2000

/** Nobody has it: the simulator refuses, which shows that it can. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export function createRemoteAdmin(options: RemoteAdminOptions): RemoteAdmin {
  const { presence, inVoice, clock, timers, log, sayOdd, random = Math.random } = options
  const polled = options.regions.map((entry) => {
    const client = createRemoteAdminClient({ url: entry.url, password: entry.password, timers })
    const stateLog = createStateLog({ region: entry, log, stopwatch: timers })
    const onError = (error: unknown) =>
      log.error({ err: error, region: entry.name }, 'a region could not be asked')
    const ability = (what: string, isWanted: boolean, probe: () => Promise<unknown>) =>
      createAbility({ isWanted, probe, onError, stopwatch: timers, onChange: sayAbility(entry, what, log) })
    const codes = ability('sign-in by a code', entry.codeSignIn, () => client.alertUser(NOBODY, 'voice'))
    const passwords = ability('sign-in by the grid password', entry.gridPasswordSignIn, () =>
      client.authenticateUser({ firstName: 'voice', lastName: 'nobody', password: '' }),
    )
    const poller = createRegionPoller({
      async ask() {
        const agents = await client.getAgents(entry.region)
        // Avatars seen in the region from now on are offered what works there.
        for (const one of [codes, passwords]) await one.settled()
        return agents
      },
      onAgents(agents) {
        const report = { grid: entry.grid, ...agents }
        sayOdd(report, agents.odd ?? [], log)
        presence.report({ ...report, source: 'remote-admin' })
      },
      onChange(region) {
        if (region.reason === 'unreachable') for (const one of [codes, passwords]) one.restarted()
        stateLog.review(region)
      },
      onAsked({ regionId, state }) {
        if (state !== 'failing' || regionId === undefined) return
        presence.feedFailed({ grid: entry.grid, regionId }, 'remote-admin')
      },
      onError,
      clock,
      stopwatch: timers,
      random,
    })
    return { entry, client, poller, stateLog, codes, passwords }
  })

  let searchedAt: number | undefined
  function search(avatars: readonly Avatar[]): void {
    if (avatars.some(inVoice.includes)) searchedAt = timers.now()
  }
  presence.events.on('gone', search)

  const stopTicking = polled.length > 0 ? every(timers, TICK_MS, tick) : undefined
  function tick(): void {
    const live = inVoice.regions()
    const searching = searchedAt !== undefined && timers.now() - searchedAt < SEARCH_MS
    for (const one of polled) {
      const { poller, stateLog, codes, passwords } = one
      const { state } = poller.current()
      const region = regionOf(one)
      poller.tick(searching || (region !== undefined && live.has(regionKey(region))))
      stateLog.review(poller.current())
      if (state === 'ok') for (const ability of [codes, passwords]) ability.review()
    }
  }

  /** `undefined` as long as no answer told which it is. */
  function regionOf({ entry: { grid }, poller }: (typeof polled)[number]): Region | undefined {
    const { regionId } = poller.current()
    return regionId === undefined ? undefined : { grid, regionId }
  }

  function regionsOf(avatar: Avatar) {
    const state = presence.find(avatar)
    return polled.filter((one) => {
      const region = regionOf(one)
      return state !== undefined && region !== undefined && isSameRegion(region, state)
    })
  }

  const isUp = ({ poller }: (typeof polled)[number]) => poller.current().state === 'ok'
  const showsCodes = (one: (typeof polled)[number]) => isUp(one) && one.codes.state === 'works'
  const checksPasswords = (one: (typeof polled)[number]) => isUp(one) && one.passwords.state === 'works'

  const messengerOf = (avatar: Avatar) => regionsOf(avatar).find(showsCodes)

  const messenger: Messenger = {
    offered: () => polled.some(showsCodes),
    reaches: (avatar) => messengerOf(avatar) !== undefined,
    async alert(avatar, text) {
      const region = messengerOf(avatar)
      if (!region) throw new VoiceError('avatar-not-found', 'That avatar is not in-world any more.')
      try {
        await region.client.alertUser(avatar.agentId, text)
      } catch (error) {
        if (!(error instanceof RemoteAdminFault)) throw error
        region.codes.failed(error)
        throw faultFor(region.entry, error)
      }
    },
  }

  /** Each simulator vouches for those who stand in its own region. */
  function candidates(grid: GridId, fullName: string) {
    const wanted = fullName.toLowerCase()
    return presence
      .list(grid)
      .filter(({ name, npc }) => !npc && name.toLowerCase() === wanted)
      .flatMap((avatar) =>
        regionsOf(avatar)
          .filter(({ entry }) => entry.gridPasswordSignIn)
          .map(({ entry, client, passwords }) => ({ avatar, entry, client, passwords })),
      )
  }

  async function vouches(
    { client, entry, passwords }: Pick<(typeof polled)[number], 'client' | 'entry' | 'passwords'>,
    user: User,
  ): Promise<boolean> {
    try {
      return await client.authenticateUser(user)
    } catch (error) {
      if (!(error instanceof RemoteAdminFault)) throw error
      passwords.failed(error)
      throw faultFor(entry, error)
    }
  }

  const gridPasswords: GridPasswords = {
    offered: () => polled.some(checksPasswords),
    async identify(user) {
      const { grid } = user
      for (const { avatar, ...region } of candidates(grid, `${user.firstName} ${user.lastName}`)) {
        if (await vouches(region, user)) return { grid, agentId: avatar.agentId, name: avatar.name }
      }
      return undefined
    },
  }

  return {
    messenger,
    gridPasswords,
    status: () =>
      polled.map(({ entry, poller, codes, passwords }) => ({
        ...statusOf(entry, poller.current()),
        ways: [...wayOf('code', codes), ...wayOf('grid-password', passwords)],
      })),
    close() {
      stopTicking?.()
      presence.events.off('gone', search)
    },
  }
}

type User = Parameters<GridPasswords['identify']>[0]

function statusOf({ grid, name, url }: RegionEntry, region: PolledRegion): Omit<RegionStatus, 'ways'> {
  return {
    grid,
    name,
    url: url.origin,
    regionId: region.regionId ?? null,
    state: region.state,
    error: region.error ?? null,
    lastOkAt: region.lastOkAt ?? null,
    avatars: region.avatars,
  }
}

function wayOf(way: WayStatus['way'], { state, error }: Ability): readonly WayStatus[] {
  return state === 'off' ? [] : [{ way, state, error: error ?? null }]
}

/** What is missing once, and once that it is there. */
function sayAbility({ name }: RegionEntry, what: string, log: RegionStateLog) {
  return ({ state, error }: Pick<Ability, 'state' | 'error'>): void => {
    if (state === 'works') log.info({ region: name }, `${what} is offered in a region`)
    else log.warn({ region: name }, `${what} is not offered in a region: ${error}`)
  }
}

/** What a resident is told, and in its facts what the operator is: whoever answers the request writes both into one line. */
function faultFor({ name }: RegionEntry, cause: RemoteAdminFault): VoiceError {
  const options = { cause, facts: { region: name, remoteAdmin: cause.message } }
  switch (cause.reason) {
    case 'method-not-enabled':
      return new VoiceError(
        'not-allowed',
        'That is not possible in this region: open a voice link in-world.',
        options,
      )
    case 'refused':
      return new VoiceError('avatar-not-found', 'That avatar is not in-world any more.', options)
    default:
      return new VoiceError(
        'simulator-unavailable',
        'The region does not answer at the moment: try again, or open a voice link in-world.',
        options,
      )
  }
}
