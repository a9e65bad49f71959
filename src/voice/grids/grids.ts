/** The grids that are served, in memory and in the store. */

import { hash, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import type { Bus } from '../bus.js'
import type { Clock } from '../ports.js'
import { createInTurn } from '../storage/in-turn.js'
import { createSealing } from '../storage/sealed.js'
import { type GridId, MAIN_GRID } from './grid.js'
import {
  type GridTerms,
  GridTermsFault,
  idFaults,
  type NewGrid,
  type RobustTerms,
  secretFaults,
  termsFaults,
} from './grid-terms.js'
import {
  type GridSecretName,
  type GridStore,
  type HostedGrid,
  type MainGridSettings,
  NO_LIMITS,
} from './hosted-grid.js'

/** What is shown once: only hashes of it are kept. */
export interface GridSecrets {
  /** What opens everything of the grid to its regions: its master key. */
  readonly regionSecret: string
  /** The value of `vivox_admin_password`. */
  readonly vivoxPassword: string
}

export interface Grids {
  /** `removed`: nothing of that grid is served any more. Both on every node. */
  readonly events: EventEmitter<{ changed: [grid: HostedGrid]; removed: [grid: GridId] }>
  /** To be called before anything is served, and again where messages of other nodes were lost. */
  load(): Promise<void>
  /** The main grid first, then in the order of their ids. */
  list(): readonly HostedGrid[]
  find(id: GridId): HostedGrid | undefined
  /** The grid that is served under a host name, without a port; `undefined`: none says that it is its own. */
  ofHost(host: string): HostedGrid | undefined
  ofVivoxAdmin(user: string): HostedGrid | undefined
  /** The grid that has such a secret; never the main grid, whose secrets are the settings'. */
  ofSecret(name: GridSecretName, given: string): HostedGrid | undefined
  /** @throws GridTermsFault */
  make(terms: NewGrid): Promise<{ readonly grid: HostedGrid; readonly secrets: GridSecrets }>
  /** The secret of before is void at once. @throws VoiceError `not-found`, `set-in-environment` for the main grid */
  renewSecret(id: GridId, name: GridSecretName): Promise<string>
  /**
   * Everything that is not named stays.
   * @throws VoiceError `not-found`, `set-in-environment` for what the settings say of the main grid
   * @throws GridTermsFault
   */
  change(id: GridId, change: Partial<GridTerms>): Promise<HostedGrid>
  /** The grid is served no more, at once, and what is stored of it is deleted. @throws VoiceError `not-found`, `not-allowed` */
  remove(id: GridId): Promise<HostedGrid>
  /**
   * A grid that comes from another service. It keeps its secrets unless another grid here has the same.
   * @param write stores the grid with everything of it, or throws
   * @throws GridTermsFault
   */
  takeIn(grid: HostedGrid, write: (grid: HostedGrid) => Promise<void>): Promise<TakenIn>
  /** Where a grid's services are, with what proves who asks; `undefined`: they are not asked. */
  robustUrl(id: GridId): URL | undefined
  /** What simulators of a grid other than the main one want to be told; `undefined`: nothing. */
  robustSecrets(id: GridId): {
    readonly remoteAdminPassword: string | undefined
    readonly messageKey: string | undefined
  }
}

export interface TakenIn {
  readonly grid: HostedGrid
  /** Where it has got new ones. */
  readonly secrets: GridSecrets | undefined
  /** Passwords of its services or simulators were sealed elsewhere: they have to be typed again. */
  readonly passwordMissing: boolean
}

export interface GridsOptions {
  readonly store: GridStore
  readonly bus: Bus
  readonly clock: Clock
  /** Seals passwords that must be read again. */
  readonly signingKey: string
  /** What the settings say of the main grid. */
  readonly main: () => MainGridSettings
  /** `ROBUST_URL`: where the main grid's services are. */
  readonly mainRobustUrl?: string | undefined
}

/** Beyond it a service is better split: every node keeps them all in memory. */
const MAX_GRIDS = 1000
const SECRET_BYTES = 24

/** What is the main grid's own beside its settings. */
const MAIN_TERMS: ReadonlySet<string> = new Set<keyof GridTerms>(['name', 'limits'])

export function createGrids({ store, bus, clock, signingKey, main, mainRobustUrl }: GridsOptions): Grids {
  const events: Grids['events'] = new EventEmitter()
  const grids = new Map<GridId, HostedGrid>()
  const byHost = new Map<string, GridId>()
  const byAdmin = new Map<string, GridId>()
  const bySecret = { regionSecret: new Map<string, GridId>(), vivoxPassword: new Map<string, GridId>() }
  const sealing = createSealing(signingKey, 'grid services')
  /** One change after the other: each is compared with the grids that the one before it left. */
  const inTurn = createInTurn()

  function take(id: GridId): void {
    const known = grids.get(id)
    if (!known) return
    grids.delete(id)
    const forget = (ids: Map<string, GridId>, key: string | undefined) => {
      if (key !== undefined && ids.get(key) === id) ids.delete(key)
    }
    for (const host of known.hostNames) forget(byHost, host)
    forget(byAdmin, known.vivoxAdminUser)
    forget(bySecret.regionSecret, known.hashes?.regionSecret)
    forget(bySecret.vivoxPassword, known.hashes?.vivoxPassword)
  }

  function put(grid: HostedGrid): void {
    const { id, hostNames, vivoxAdminUser, hashes } = grid
    take(id)
    grids.set(id, grid)
    if (id === MAIN_GRID) return
    for (const host of hostNames) byHost.set(host, id)
    byAdmin.set(vivoxAdminUser, id)
    if (!hashes) return
    bySecret.regionSecret.set(hashes.regionSecret, id)
    bySecret.vivoxPassword.set(hashes.vivoxPassword, id)
  }

  bus.subscribe('grid-changed', (grid) => {
    put(grid)
    events.emit('changed', withSettings(grid))
  })
  bus.subscribe('grid-removed', ({ grid }) => {
    take(grid)
    events.emit('removed', grid)
  })

  const withSettings = (grid: HostedGrid): HostedGrid =>
    grid.id === MAIN_GRID ? { ...grid, ...main() } : grid

  const list = (): HostedGrid[] =>
    [...grids.values()]
      .sort((a, b) => Number(b.id === MAIN_GRID) - Number(a.id === MAIN_GRID) || (a.id < b.id ? -1 : 1))
      .map(withSettings)

  function find(id: GridId | undefined): HostedGrid | undefined {
    const grid = id === undefined ? undefined : grids.get(id)
    return grid && withSettings(grid)
  }

  function known(id: GridId): HostedGrid {
    const grid = grids.get(id)
    if (grid) return grid
    throw new VoiceError('not-found', 'There is no such grid.')
  }

  function hosted(id: GridId): HostedGrid {
    const grid = known(id)
    if (id !== MAIN_GRID) return grid
    throw new VoiceError(
      'set-in-environment',
      'The main grid is set in the environment: change it there and restart.',
    )
  }

  /** Written first: what cannot be stored is not in force. */
  async function save(grid: HostedGrid): Promise<HostedGrid> {
    await store.save(grid)
    bus.publish('grid-changed', grid)
    return withSettings(grid)
  }

  function requireNone(faults: GridTermsFault['faults']): void {
    if (faults.length > 0) throw new GridTermsFault(faults)
  }

  function requireRoom(): void {
    if (grids.size < MAX_GRIDS) return
    throw new VoiceError('not-allowed', `There are ${MAX_GRIDS} grids: a further one needs another service.`)
  }

  function sealed(terms: RobustTerms | undefined, before: HostedGrid['robust']): HostedGrid['robust'] {
    if (!terms) return undefined
    const { password, remoteAdminPassword, messageKey, ...robust } = terms
    // A secret is given only to whom it was typed for: the services name the simulators.
    const known = before?.url === robust.url ? before : undefined
    const seal = (typed: string | undefined, stays: string | undefined) =>
      typed === undefined ? (stays ?? '') : typed && sealing.seal(typed)
    return {
      ...robust,
      sealedPassword: seal(password, known?.user === robust.user ? known.sealedPassword : undefined),
      sealedRemoteAdminPassword: seal(remoteAdminPassword, known?.sealedRemoteAdminPassword),
      sealedMessageKey: seal(messageKey, known?.sealedMessageKey),
    }
  }

  /** @returns '' for none; `undefined`: it was sealed with another key */
  const unsealed = (sealed: string): string | undefined => (sealed === '' ? '' : sealing.open(sealed))

  return {
    events,
    async load() {
      const told = new Set<GridId>()
      const ends = [
        bus.subscribe('grid-changed', ({ id }) => told.add(id)),
        bus.subscribe('grid-removed', ({ grid }) => told.add(grid)),
      ]
      const stored = (await store.list()).filter(({ id }) => !told.has(id))
      for (const end of ends) end()
      const present = new Set(stored.map(({ id }) => id))
      const gone = [...grids.keys()].filter((id) => !present.has(id) && !told.has(id))
      const changed = stored.filter((grid) => JSON.stringify(grids.get(grid.id)) !== JSON.stringify(grid))
      for (const grid of changed) put(grid)
      for (const id of gone) take(id)
      for (const grid of changed) events.emit('changed', withSettings(grid))
      for (const id of gone) events.emit('removed', id)
    },
    list,
    find,
    ofHost(host) {
      const name = host.toLowerCase()
      return find(main().hostNames.includes(name) ? MAIN_GRID : byHost.get(name))
    },
    ofVivoxAdmin: (user) => find(main().vivoxAdminUser === user ? MAIN_GRID : byAdmin.get(user)),
    // Whoever does not know the secret cannot choose its digest: that a map is looked up in tells nothing.
    ofSecret: (name, given) => find(bySecret[name].get(digest(given))),
    make: (terms) =>
      inTurn(async () => {
        requireRoom()
        const { id } = terms
        const secrets = newSecrets()
        const { robust, ...given } = terms
        const grid: HostedGrid = {
          sipDomain: `${id}.${main().sipDomain}`,
          hostNames: [],
          vivoxAdminUser: id,
          signInWays: [],
          language: main().language,
          limits: NO_LIMITS,
          ...given,
          robust: sealed(robust, undefined),
          hashes: hashesOf(secrets),
          createdAt: clock(),
        }
        requireNone([...idFaults(id, list()), ...termsFaults(grid, list()), ...secretFaults(robust)])
        return { grid: await save(grid), secrets }
      }),
    renewSecret: (id, name) =>
      inTurn(async () => {
        const grid = hosted(id)
        if (!grid.hashes) throw new VoiceError('not-found', 'This grid has no secrets of its own.')
        const secret = newSecret()
        await save({ ...grid, hashes: { ...grid.hashes, [name]: digest(secret) } })
        return secret
      }),
    change: (id, change) =>
      inTurn(async () => {
        const isOwn = Object.keys(change).every((term) => MAIN_TERMS.has(term))
        const grid = isOwn ? known(id) : hosted(id)
        const { robust = undefined, ...given } = change
        const next = {
          ...grid,
          ...given,
          robust: 'robust' in change ? sealed(robust, grid.robust) : grid.robust,
        }
        const others = list().filter((other) => other.id !== id)
        requireNone([...termsFaults(withSettings(next), others), ...secretFaults(robust)])
        return save(next)
      }),
    remove: (id) =>
      inTurn(async () => {
        if (id === MAIN_GRID) throw new VoiceError('not-allowed', 'The main grid cannot be removed.')
        const grid = known(id)
        // At once: a store that hangs does not keep the grid served meanwhile.
        bus.publish('grid-removed', { grid: id })
        await store.delete(id)
        // Its admins are gone with it.
        bus.publish('admins-changed', {})
        bus.publish('grid-records-changed', { grid: id })
        return grid
      }),
    takeIn: (given, write) =>
      inTurn(async () => {
        const { id, hashes, robust } = given
        const isTaken =
          hashes &&
          (bySecret.regionSecret.has(hashes.regionSecret) || bySecret.vivoxPassword.has(hashes.vivoxPassword))
        const secrets = hashes && !isTaken ? undefined : newSecrets()
        let passwordMissing = false
        const readable = (sealed: string): string => {
          if (unsealed(sealed) !== undefined) return sealed
          passwordMissing = true
          return ''
        }
        const grid: HostedGrid = {
          ...given,
          // The main grid of another service has these from its settings.
          sipDomain: given.sipDomain || `${id}.${main().sipDomain}`,
          vivoxAdminUser: given.vivoxAdminUser || id,
          hashes: secrets ? hashesOf(secrets) : hashes,
          robust: robust && {
            ...robust,
            sealedPassword: readable(robust.sealedPassword),
            sealedRemoteAdminPassword: readable(robust.sealedRemoteAdminPassword),
            sealedMessageKey: readable(robust.sealedMessageKey),
          },
        }
        requireRoom()
        requireNone([...idFaults(id, list()), ...termsFaults(grid, list())])
        await write(grid)
        bus.publish('grid-changed', grid)
        return { grid, secrets, passwordMissing }
      }),
    robustUrl(id) {
      if (id === MAIN_GRID) return mainRobustUrl === undefined ? undefined : new URL(mainRobustUrl)
      const robust = grids.get(id)?.robust
      if (!robust) return undefined
      const url = new URL(robust.url)
      url.username = encodeURIComponent(robust.user)
      url.password = encodeURIComponent(sealing.open(robust.sealedPassword) ?? '')
      return url
    },
    robustSecrets(id) {
      const robust = id === MAIN_GRID ? undefined : grids.get(id)?.robust
      const told = (sealed: string | undefined) => unsealed(sealed ?? '') || undefined
      return {
        remoteAdminPassword: told(robust?.sealedRemoteAdminPassword),
        messageKey: told(robust?.sealedMessageKey),
      }
    },
  }
}

const newSecrets = (): GridSecrets => ({ regionSecret: newSecret(), vivoxPassword: newSecret() })

const hashesOf = ({ regionSecret, vivoxPassword }: GridSecrets) => ({
  regionSecret: digest(regionSecret),
  vivoxPassword: digest(vivoxPassword),
})

const digest = (secret: string): string => hash('sha256', secret, 'base64url')

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')
