/**
 * The services of every grid that has some: asked from when a grid appears until it goes, and anew when its settings change.
 * Part of the composition.
 */

import type { SimulatorSettings } from '../../opensim/remote-admin/listed-entry.js'
import type { Config } from '../../operator/settings/config.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import { simulatorPasswords } from '../../pure/grids/simulator-passwords.js'
import type { Language } from '../../pure/languages.js'
import type { SharedAsking } from '../../robust/shared-asking.js'
import { type Avatar, type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'
import type { HostedGrid } from '../../voice/grids/hosted-grid.js'
import type { GridPasswords, Messenger } from '../../voice/ports.js'
import { createGridResidents, type GridResidents, type GridResidentsOptions } from './grid-residents.js'
import { createGridServices, type GridServices, type GridServicesOptions } from './grid-services.js'
import {
  createReachablePeople,
  type ReachablePeople,
  type ReachablePeopleOptions,
} from './reachable-people.js'

/** What a grid's services are asked by. */
export interface AskedGrid
  extends Pick<GridServices, 'robust' | 'land'>,
    Pick<ReachablePeople, 'groupInVoice'> {
  readonly residents: GridResidents
}

export interface AskedGrids {
  /** `undefined`: its services are not asked. */
  of(grid: GridId): AskedGrid | undefined
  readonly messenger: Messenger
  readonly passwords: GridPasswords
  /** @throws VoiceError `account-disabled` */
  requireEnabled(avatar: Avatar): Promise<void>
  /** Who of a group of the avatar's is in voice and may be called by it. */
  groupInVoice: ReachablePeople['groupInVoice']
  close(): void
}

type OfEachGrid = 'grid' | 'url' | 'inWorldLanguage' | 'mayReach'

export interface AskedGridsOptions
  extends Omit<GridServicesOptions, OfEachGrid | keyof SimulatorSettings | 'sharedAsking'>,
    Omit<
      GridResidentsOptions,
      | OfEachGrid
      | keyof SimulatorSettings
      | 'publicUrl'
      | 'signInWays'
      | 'messageKey'
      | 'languageOf'
      | 'withPage'
      | 'regions'
    >,
    Pick<ReachablePeopleOptions, 'residents' | 'mayReach' | 'nameOf'> {
  readonly config: Pick<Config, 'simulatorPasswords' | 'isOwnSimulator' | 'robustMessageKey'>
  readonly mayReachOf: (grid: GridId) => MayReach | undefined
  readonly grids: Grids
  readonly languageOf: (grid: GridId, regionId: string) => Language | undefined
  readonly inVoice: (grid: GridId) => ReadonlySet<string>
  /** How the nodes ask a grid's services together; `undefined` for the only node. */
  readonly sharedAsking: ((grid: GridId) => SharedAsking) | undefined
}

interface Running extends AskedGrid {
  /** What it was started with: anything else starts it anew. */
  readonly startedWith: string
  stop(): void
}

export function createAskedGrids(options: AskedGridsOptions): AskedGrids {
  const { config, grids, presence, residents } = options
  const running = new Map<GridId, Running>()

  /** A password for all simulators of a hosted grid is sent to those on the host of its services alone. */
  function secretsOf(grid: GridId, { hostname }: URL) {
    const { remoteAdminPassword, messageKey } = grids.robustSecrets(grid)
    return {
      messageKey,
      simulatorPasswords: remoteAdminPassword === undefined ? [] : simulatorPasswords(remoteAdminPassword),
      isOwnSimulator: (simulator: URL) => simulator.hostname === hostname,
    }
  }

  function start(hosted: HostedGrid, url: URL, startedWith: string): Running {
    const { id: grid, language: inWorldLanguage, signInWays, robust } = hosted
    // Each grid's own: no simulator that another one names is told them.
    const { messageKey, ...ofSimulators } =
      grid === MAIN_GRID ? { ...config, messageKey: config.robustMessageKey } : secretsOf(grid, url)
    const common = {
      ...options,
      grid,
      url,
      inWorldLanguage,
      mayReach: options.mayReachOf(grid),
      simulatorPasswords: ofSimulators.simulatorPasswords,
      isOwnSimulator: ofSimulators.isOwnSimulator,
    }
    const services = createGridServices({
      ...common,
      sharedAsking: options.sharedAsking?.(grid),
    })
    const ofResidents = createGridResidents({
      ...common,
      signInWays,
      publicUrl: robust?.publicUrl,
      messageKey,
      regions: presence.gridRegions,
      languageOf: (regionId) => options.languageOf(grid, regionId),
      withPage: () => residents.list(grid).map(({ agentId }) => agentId),
    })
    const reachable = createReachablePeople({
      ...options,
      grid,
      source: ofResidents,
      inVoice: () => options.inVoice(grid),
    })
    return {
      robust: services.robust,
      land: services.land,
      residents: ofResidents,
      groupInVoice: reachable.groupInVoice,
      startedWith,
      stop() {
        reachable.close()
        ofResidents.close()
        services.close()
      },
    }
  }

  function stop(grid: GridId): void {
    running.get(grid)?.stop()
    running.delete(grid)
  }

  function follow(hosted: HostedGrid): void {
    const { id, robust, signInWays, language } = hosted
    const startedWith = JSON.stringify({ robust, signInWays, language })
    if (running.get(id)?.startedWith === startedWith) return
    stop(id)
    const url = grids.robustUrl(id)
    if (url) running.set(id, start(hosted, url, startedWith))
  }

  function forget(grid: GridId): void {
    stop(grid)
    options.remoteAdmin.takeListed(grid, [])
  }

  for (const hosted of grids.list()) follow(hosted)
  grids.events.on('changed', follow)
  grids.events.on('removed', forget)
  const residentsOf = (grid: GridId) => running.get(grid)?.residents

  return {
    of: (grid) => running.get(grid),
    messenger: {
      offered: (grid) => residentsOf(grid)?.messenger.offered(grid) ?? false,
      reaches: (avatar) => residentsOf(avatar.grid)?.messenger.reaches(avatar) ?? false,
      alert: async (avatar, text) => residentsOf(avatar.grid)?.messenger.alert(avatar, text),
    },
    passwords: {
      offered: (grid) => residentsOf(grid)?.passwords.offered(grid) ?? false,
      identify: async (user) => residentsOf(user.grid)?.passwords.identify(user),
    },
    groupInVoice: (avatar, groupId) => running.get(avatar.grid)?.groupInVoice(avatar, groupId) ?? [],
    requireEnabled: async (avatar) => residentsOf(avatar.grid)?.accounts.requireEnabled(avatar),
    close() {
      grids.events.off('changed', follow)
      grids.events.off('removed', forget)
      for (const grid of [...running.keys()]) stop(grid)
    },
  }
}
