/** What a grid itself does for residents: it knows them, shows them codes, and checks their passwords. Part of the composition. */

import type { Logger } from 'pino'
import { type SimulatorSettings, withheldFrom } from '../../opensim/remote-admin/listed-entry.js'
import { isReadOnTheWay } from '../../operator/settings/private-network.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import type { Finding } from '../../protocol/service-codes.js'
import type { SignInWay } from '../../pure/grids/sign-in-ways.js'
import type { Language } from '../../pure/languages.js'
import { createGroupClient } from '../../robust/client/group-client.js'
import { createInstantMessages } from '../../robust/client/instant-messages.js'
import { createResidentClient } from '../../robust/client/resident-client.js'
import { createRobustClient } from '../../robust/client/robust-client.js'
import { probeSignIn } from '../../robust/probe-sign-in.js'
import { watchAccounts } from '../../robust/residents/account-watch.js'
import { createGridAccounts } from '../../robust/residents/accounts.js'
import { createGridFriends } from '../../robust/residents/friends.js'
import { createGridGroups } from '../../robust/residents/groups.js'
import { createGridMessenger } from '../../robust/residents/messenger.js'
import { createOpenId } from '../../robust/residents/openid.js'
import { createRobustPasswords } from '../../robust/residents/passwords.js'
import type { Avatar, GridId } from '../../voice/grids/grid.js'
import type { MakeLimit } from '../../voice/limits/limits.js'
import type { Clock, Timers } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { GridRegions } from '../../voice/presence/regions/grid-regions.js'

export interface GridResidentsOptions {
  readonly grid: GridId
  /** Where its services are, with what proves who asks. */
  readonly url: URL
  /** Where browsers reach its page for signing in. */
  readonly publicUrl: string | undefined
  readonly signInWays: readonly SignInWay[]
  readonly messageKey: string | undefined
  /** To which addresses its services, its page and its simulators may lead; `undefined`: everywhere. */
  readonly mayReach: MayReach | undefined
  readonly inWorldLanguage: Language
  readonly logger: Logger
  readonly regions: GridRegions
  readonly whereabouts: Whereabouts
  /** The language of a region, where the operator named one. */
  readonly languageOf: (regionId: string) => Language | undefined
  /** The agents with a page open. */
  readonly withPage: () => readonly string[]
  /** The addresses of a name. */
  readonly lookUp: (name: string) => Promise<readonly string[]>
  readonly makeLimit: MakeLimit
  readonly signOut: (avatar: Avatar) => Promise<void>
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly timers: Timers
  readonly simulatorPasswords: SimulatorSettings['simulatorPasswords']
  readonly isOwnSimulator: SimulatorSettings['isOwnSimulator']
}

/** Simulators in one finding each. */
const MAX_NAMED = 20

export type GridResidents = ReturnType<typeof createGridResidents>

export function createGridResidents(options: GridResidentsOptions) {
  const { grid, url, publicUrl, signInWays, logger, withPage, signOut, onError, timers } = options
  // Clients of their own: strangers who try to sign in do not delay what is asked about regions.
  const asking = { url, timers, mayReach: options.mayReach }
  const client = createResidentClient(asking)
  const groups = createGroupClient(asking)
  const accounts = createGridAccounts({ client, grid, timers })
  const offers = (way: SignInWay) => signInWays.includes(way)
  const stop = watchAccounts({
    ...options,
    accounts,
    onDisabled(avatar) {
      logger.info({ agentId: avatar.agentId }, 'the grid has disabled the account of a resident: signed out')
      signOut(avatar).catch(onError)
    },
    withPage,
  })
  const messages = createInstantMessages(options)
  const isClear = async () => offers('password') && (await isReadOnTheWay(url, options.lookUp))
  isClear()
    .then((clear) => {
      if (clear)
        logger.warn(
          { url: url.origin },
          'ROBUST_URL leads over plain http through a network that is not private: the MD5 of passwords, as good as the passwords, can be read there',
        )
    })
    .catch(onError)

  async function findings(): Promise<readonly Finding[]> {
    const listed = options.regions.list(grid).filter(({ gone, online }) => online && !gone)
    const looked = await probeSignIn({
      ...options,
      client,
      groups,
      messages,
      simulators: listed.map(({ simulator }) => simulator),
      ways: signInWays,
      publicUrl,
    })
    const withheld = withheldFrom(
      listed.map(({ simulator }) => simulator),
      options,
    )
    return [
      ...looked.flatMap(({ about, fault }): Finding[] => (fault ? [{ code: fault.reason, about }] : [])),
      ...((await isClear()) ? [{ code: 'grid-clear-text' as const, about: url.origin }] : []),
      ...withheld.slice(0, MAX_NAMED).map((about) => ({ code: 'simulator-not-own' as const, about })),
    ]
  }

  return {
    accounts,
    findings,
    messenger: createGridMessenger({
      ...options,
      client: createRobustClient(asking),
      accounts,
      messages,
      grid,
      offered: offers('code'),
      languageOf: (regionId) => options.languageOf(regionId) ?? options.inWorldLanguage,
      stopwatch: timers,
    }),
    passwords: createRobustPasswords({ client, accounts, grid, offered: offers('password') }),
    gridPage:
      publicUrl !== undefined && offers('openid')
        ? createOpenId({ ...options, accounts, publicUrl })
        : undefined,
    friends: createGridFriends({ client, accounts, grid }),
    groups: createGridGroups({ client: groups, grid }),
    close: stop,
  }
}
