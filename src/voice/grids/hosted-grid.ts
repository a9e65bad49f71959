/** A grid with everything that is its own: names, credentials, where its services are, and what it may take up. */

import type { SignInWay } from '../../pure/grids/sign-in-ways.js'
import type { Language } from '../../pure/languages.js'
import type { Grid, GridId } from './grid.js'

/** The most of each that a grid may take up; `undefined`: no limit of its own. */
export interface GridLimits {
  /** Avatars in voice at once, by page or by viewer, in places and calls; each counts once. */
  readonly people: number | undefined
  /** Rooms of places and of calls with somebody in them. */
  readonly rooms: number | undefined
  /** Connections to the media hub at once, of viewers and of pages. */
  readonly hubPeers: number | undefined
  /** Requests of its regions and signed-in pages, over all nodes; a request counts once for each 16 kB of its body. */
  readonly requestsPerSecond: number | undefined
  /** What the media hub sends to its people, over all nodes: RTP, without the headers below. */
  readonly bytesPerSecond: number | undefined
}

export const NO_LIMITS: GridLimits = {
  people: undefined,
  rooms: undefined,
  hubPeers: undefined,
  requestsPerSecond: undefined,
  bytesPerSecond: undefined,
}

/** Where a grid's central services are. */
export interface GridRobust {
  /** The private port, without credentials and without a trailing slash. */
  readonly url: string
  /** Where browsers reach its page for signing in; `undefined`: it has none. */
  readonly publicUrl: string | undefined
  /** '' where the services ask for none. */
  readonly user: string
  /** The password, sealed: it is read again whenever the services are asked. '' where they ask for none. */
  readonly sealedPassword: string
  /** What opens RemoteAdmin of its simulators, sealed; '' where nobody has told it. */
  readonly sealedRemoteAdminPassword: string
  /** `[Messaging] MessageKey` of its simulators, sealed; '' where they have none. */
  readonly sealedMessageKey: string
}

/** SHA-256 in base64url of secrets that the service made: 192 random bits need no slow hash. */
export interface GridSecretHashes {
  readonly regionSecret: string
  readonly vivoxPassword: string
}

/** The secrets of a grid that can be made anew. */
export type GridSecretName = keyof GridSecretHashes

export interface HostedGrid extends Grid {
  /** The realm of its account and channel URIs; no other grid's. */
  readonly sipDomain: string
  /** Host names, in lower case, under which its pages are served at `/`; no other grid's. */
  readonly hostNames: readonly string[]
  /** The value of `vivox_admin_user` in its regions; no other grid's. */
  readonly vivoxAdminUser: string
  /** `undefined` for the main grid, whose secrets are the settings'. */
  readonly hashes: GridSecretHashes | undefined
  readonly robust: GridRobust | undefined
  /** What its services offer residents; without them nothing. */
  readonly signInWays: readonly SignInWay[]
  /** What avatars are told in, in-world, and pages whose browser names no language that there is. */
  readonly language: Language
  readonly limits: GridLimits
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** Of the main grid, what the settings say. */
export type MainGridSettings = Omit<HostedGrid, 'id' | 'name' | 'hashes' | 'limits' | 'createdAt'>

/** The grids that are served; nothing of any other grid can be stored. */
export interface GridStore {
  /** In the order of their ids. The main grid's settings are empty here. */
  list(): Promise<readonly HostedGrid[]>
  /** Adds a grid, or replaces the one of that id. */
  save(grid: HostedGrid): Promise<void>
  /** Deletes a grid with everything that is stored of it, in one transaction. */
  delete(id: GridId): Promise<void>
}
