/** For whom a region's request speaks. Its credential says so, never a field of its body. */

import { VoiceError } from '../../errors.js'
import { REGION_RIGHTS, type RegionRight } from '../../pure/region-keys/region-rights.js'
import { type GridId, gridKey } from '../grids/grid.js'
import type { Holder } from '../limits/fair-space.js'
import type { RegionKey, RegionKeyRef, RegionKeySecret } from './region-key.js'

export interface RegionAuthority {
  readonly grid: GridId
  /** The region key; `undefined`: the grid's own secret, its master key. */
  readonly key: { readonly id: string; readonly name: string; readonly secretId: string } | undefined
  /** The regions it speaks for; UUIDs in lower case. */
  readonly regions: 'all' | ReadonlySet<string>
  readonly rights: ReadonlySet<RegionRight>
}

const EVERY_RIGHT: ReadonlySet<RegionRight> = new Set(REGION_RIGHTS)

/** That of the secret that speaks for the whole grid. */
export function masterOf(grid: GridId): RegionAuthority {
  return { grid, key: undefined, regions: 'all', rights: EVERY_RIGHT }
}

export function authorityOf(key: RegionKey, secret: RegionKeySecret): RegionAuthority {
  const { grid, id, name, regions, rights } = key
  return {
    grid,
    key: { id, name, secretId: secret.id },
    regions: regions === 'all' ? 'all' : new Set(regions),
    rights: new Set(rights),
  }
}

/** Whether it speaks for some regions only. */
export function isConfined({ regions }: RegionAuthority): boolean {
  return regions !== 'all'
}

/** @param regionId UUID in lower case */
export function speaksFor({ regions }: RegionAuthority, regionId: string): boolean {
  return regions === 'all' || regions.has(regionId)
}

/** @throws VoiceError `not-allowed` */
export function requireRegion(authority: RegionAuthority, regionId: string): void {
  if (speaksFor(authority, regionId)) return
  throw new VoiceError(
    'not-allowed',
    'This region key does not speak for that region: the console names its regions under "Region keys".',
  )
}

const RIGHT_WORDS: Readonly<Record<RegionRight, string>> = {
  positions: 'tell positions',
  links: 'make voice links',
  'native-voice': 'ask for native viewers',
  capabilities: 'answer for voice accounts and channels',
}

/** @throws VoiceError `not-allowed` */
export function requireRight({ rights }: RegionAuthority, right: RegionRight): void {
  if (rights.has(right)) return
  throw new VoiceError(
    'not-allowed',
    `This region key may not ${RIGHT_WORDS[right]}: an admin can allow it under "Region keys".`,
  )
}

/** What a key is called where space is shared. */
export const senderOfKey = ({ grid, id }: RegionKeyRef): string => `key ${gridKey(grid, id)}`

/** Who holds what a request takes up in space that is shared. @param region as it is told, which may be anything */
export function holderOf(authority: RegionAuthority, network: string, region: string): Holder {
  return { sender: senderOf(authority, network), region: gridKey(authority.grid, region) }
}

/** Who is charged for what a request takes up: the key, or with the master key the network it comes from. */
export function senderOf({ grid, key }: RegionAuthority, network: string): string {
  return key ? senderOfKey({ grid, id: key.id }) : network
}
