/** One region as RemoteAdmin knows it: who is in it, and what it can do for signing in. */

import type { MayReach } from '../../outgoing/reachable-addresses.js'
import { NULL_UUID } from '../../pure/uuid.js'
import type { GridId, Region } from '../../voice/grids/grid.js'
import type { Clock, Timers } from '../../voice/ports.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { SayOddEntries } from '../reports/odd-entries.js'
import { type Ability, createAbility } from './ability.js'
import { createRegionPoller } from './region-poller.js'
import type { RegionEntry } from './regions-file.js'
import { createRemoteAdminClient, type RemoteAdminClient, RemoteAdminFault } from './remote-admin-client.js'
import { createStateLog } from './state-log.js'

export interface RegionStateLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface AskedRegionOptions {
  readonly presence: Pick<Presence, 'report' | 'feedFailed'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: RegionStateLog
  readonly sayOdd: SayOddEntries
  /** To which addresses those may lead that a grid lists; everywhere where it is left out. */
  readonly mayReachListed?: ((grid: GridId) => MayReach | undefined) | undefined
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

export type AskedRegion = ReturnType<typeof createAskedRegion>

export function createAskedRegion(entry: RegionEntry, options: AskedRegionOptions) {
  const { presence, clock, timers, log, sayOdd, random } = options
  const { grid } = entry
  const client: RemoteAdminClient = createRemoteAdminClient({
    url: entry.url,
    password: entry.password,
    timers,
    // What stands in the operator's own file leads wherever they want.
    mayReach: entry.listedId === undefined ? undefined : options.mayReachListed?.(grid),
  })
  const stateLog = createStateLog({ region: entry, log, stopwatch: timers })
  const onError = (error: unknown) =>
    log.error({ err: error, region: entry.name }, 'a region could not be asked')
  const ability = (what: string, isWanted: boolean, probe: () => Promise<unknown>) =>
    createAbility({ isWanted, probe, onError, stopwatch: timers, onChange: sayAbility(entry, what, log) })
  const codes = ability('sign-in by a code', entry.codeSignIn, () => client.alertUser(NULL_UUID, 'voice'))
  // Nobody has that name: the simulator refuses, which shows that it can.
  const passwords = ability('sign-in by the grid password', entry.gridPasswordSignIn, () =>
    client.authenticateUser({ firstName: 'voice', lastName: 'nobody', password: '' }),
  )
  const poller = createRegionPoller({
    async ask() {
      const agents = await client.getAgents(entry.region)
      // A simulator speaks for the region that it was asked about, and for no other.
      if (entry.listedId !== undefined && agents.regionId !== entry.listedId)
        throw new RemoteAdminFault('answer-invalid', 'The answer of the simulator is about another region.')
      // Avatars seen in the region from now on are offered what works there.
      for (const one of [codes, passwords]) await one.settled()
      return agents
    },
    onAgents(agents) {
      const report = { grid, ...agents }
      sayOdd(report, agents.odd ?? [], log)
      presence.report({ ...report, source: 'remote-admin' })
    },
    onChange(region) {
      if (region.reason === 'unreachable') for (const one of [codes, passwords]) one.restarted()
      stateLog.review(region)
    },
    onAsked({ regionId, state }) {
      if (state !== 'failing' || regionId === undefined) return
      presence.feedFailed({ grid, regionId }, 'remote-admin')
    },
    onError,
    clock,
    stopwatch: timers,
    random,
  })
  const isUp = () => poller.current().state === 'ok'

  return {
    entry,
    client,
    codes,
    passwords,
    current: poller.current,
    /** `undefined` until it is known which region it is. */
    region(): Region | undefined {
      const regionId = entry.listedId ?? poller.current().regionId
      return regionId === undefined ? undefined : { grid, regionId }
    },
    /** Whether a text can be shown to an avatar there, such as a code. */
    showsTexts: () => isUp() && codes.state === 'works',
    /** Whether passwords of the grid can be checked there. */
    checksPasswords: () => isUp() && passwords.state === 'works',
    /** To be called many times a second. @param isHurried whether it is asked at full speed */
    tick(isHurried: boolean): void {
      const isAsked = isUp()
      poller.tick(isHurried)
      stateLog.review(poller.current())
      if (isAsked) for (const one of [codes, passwords]) one.review()
    },
  }
}

/** Logs once what is missing, and once that it works. */
function sayAbility({ name }: RegionEntry, what: string, log: RegionStateLog) {
  return ({ state, error }: Pick<Ability, 'state' | 'error'>): void => {
    if (state === 'works') log.info({ region: name }, `${what} is offered in a region`)
    else log.warn({ region: name }, `${what} is not offered in a region: ${error}`)
  }
}
