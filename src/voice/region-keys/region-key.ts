/** A region key: what the owner of some regions of a grid proves to speak for them with. */

import type { RegionRight } from '../../pure/region-keys/region-rights.js'
import type { GridId } from '../grids/grid.js'

/** Names a key: the id alone finds no key of another grid. */
export interface RegionKeyRef {
  readonly grid: GridId
  /** Lower-case letters and digits; no secret. */
  readonly id: string
}

/** What an admin decides about a key. */
export interface RegionKeyTerms {
  /** What admins call it. */
  readonly name: string
  /** UUIDs in lower case, at least one; `all`: every region of the grid. */
  readonly regions: 'all' | readonly string[]
  /** What it may do; at least one. */
  readonly rights: readonly RegionRight[]
}

/** One secret of a key. A key has two of them while its owner changes the one for the other. */
export interface RegionKeySecret {
  /** The part of the secret by which it is found. */
  readonly id: string
  /** SHA-256 of the whole secret, in base64url: 256 random bits need no slow hash. */
  readonly hash: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export interface RegionKey extends RegionKeyRef, RegionKeyTerms {
  readonly createdAt: number
  /** The newest last. */
  readonly secrets: readonly RegionKeySecret[]
}

/** When and from where a secret was last used. */
export interface SecretUse {
  readonly secretId: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** A network address. */
  readonly from: string
}

export interface RegionKeyStore {
  /** Of every grid, in the order they were made. */
  list(): Promise<readonly RegionKey[]>
  /** Adds a key, or replaces the one of that id: secrets that are not in it are gone. */
  save(key: RegionKey): Promise<void>
  delete(key: RegionKeyRef): Promise<void>
  /** A secret that is gone has no use. An older use than the known one changes nothing. */
  noteUse(use: SecretUse): Promise<void>
  uses(): Promise<readonly SecretUse[]>
}
