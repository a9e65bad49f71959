/** What the grid itself does for residents: it knows them, shows them codes, and checks their passwords. Part of the composition. */

import type { Logger } from 'pino'
import type { Config } from '../../operator/settings/config.js'
import { isReadOnTheWay } from '../../operator/settings/private-network.js'
import type { Finding } from '../../protocol/service-codes.js'
import type { Language } from '../../pure/languages.js'
import { createInstantMessages } from '../../robust/client/instant-messages.js'
import { createResidentClient } from '../../robust/client/resident-client.js'
import { createRobustClient } from '../../robust/client/robust-client.js'
import { probeSignIn } from '../../robust/probe-sign-in.js'
import { watchAccounts } from '../../robust/residents/account-watch.js'
import { createGridAccounts } from '../../robust/residents/accounts.js'
import { createGridFriends } from '../../robust/residents/friends.js'
import { createGridMessenger } from '../../robust/residents/messenger.js'
import { createOpenId } from '../../robust/residents/openid.js'
import { createRobustPasswords } from '../../robust/residents/passwords.js'
import { type Avatar, MAIN_GRID } from '../../voice/grids/grid.js'
import type { MakeLimit } from '../../voice/limits/limits.js'
import type { Clock, Timers } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { GridRegions } from '../../voice/presence/regions/grid-regions.js'

export interface GridResidentsOptions {
  readonly config: Config
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
}

export type GridResidents = NonNullable<ReturnType<typeof createGridResidents>>

/** @returns `undefined` where the grid's services are not asked */
export function createGridResidents(options: GridResidentsOptions) {
  const { config, logger, withPage, signOut, onError, timers } = options
  if (config.robustUrl === undefined) return undefined
  // Clients of their own: strangers who try to sign in do not delay what is asked about regions.
  const asking = { url: new URL(config.robustUrl), timers }
  const client = createResidentClient(asking)
  const accounts = createGridAccounts({ client, grid: MAIN_GRID, timers })
  const offers = (way: (typeof config.robustSignIn)[number]) => config.robustSignIn.includes(way)
  const stop = watchAccounts({
    ...options,
    accounts,
    onDisabled(avatar) {
      logger.info({ agentId: avatar.agentId }, 'the grid has disabled the account of a resident: signed out')
      signOut(avatar).catch(onError)
    },
    withPage,
  })
  const messages = createInstantMessages({ ...options, messageKey: config.robustMessageKey })
  const url = asking.url
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
    const listed = options.regions.list(MAIN_GRID).filter(({ gone, online }) => online && !gone)
    const looked = await probeSignIn({
      ...options,
      client,
      messages,
      simulators: listed.map(({ simulator }) => simulator),
      ways: config.robustSignIn,
      publicUrl: config.robustPublicUrl,
    })
    const faults = looked.flatMap(({ about, fault }) => (fault ? [{ code: fault.reason, about }] : []))
    return (await isClear()) ? [...faults, { code: 'grid-clear-text', about: url.origin }] : faults
  }

  return {
    accounts,
    findings,
    messenger: createGridMessenger({
      ...options,
      client: createRobustClient(asking),
      accounts,
      messages,
      grid: MAIN_GRID,
      offered: offers('code'),
      languageOf: (regionId) => options.languageOf(regionId) ?? config.inWorldLanguage,
      stopwatch: timers,
    }),
    passwords: createRobustPasswords({ client, accounts, grid: MAIN_GRID, offered: offers('password') }),
    gridPage:
      config.robustPublicUrl !== undefined && offers('openid')
        ? createOpenId({ ...options, accounts, publicUrl: config.robustPublicUrl })
        : undefined,
    friends: createGridFriends({ client, accounts, grid: MAIN_GRID }),
    close: stop,
  }
}
