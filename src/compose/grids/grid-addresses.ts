/** Where a grid's residents open its pages, and the realm of its URIs. Part of the composition. */

import type { PublicAddress } from '../../operator/addresses.js'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'

export interface GridAddresses {
  /** What voice links begin with, without a trailing slash: the grid's own host name, or `/g/<grid>` of the service. */
  pagesUrl(grid: GridId): string
  /** The realm of a grid's account and channel URIs. */
  sipDomainOf(grid: GridId): string
}

export function createGridAddresses(
  grids: Pick<Grids, 'find'>,
  { publicUrl, sipDomain }: PublicAddress,
): GridAddresses {
  return {
    pagesUrl(grid) {
      if (grid === MAIN_GRID) return publicUrl()
      const [host] = grids.find(grid)?.hostNames ?? []
      if (host === undefined) return `${publicUrl()}/g/${grid}`
      const url = new URL(publicUrl())
      url.hostname = host
      return url.href.replace(/\/+$/, '')
    },
    sipDomainOf: (grid) => (grid === MAIN_GRID ? undefined : grids.find(grid)?.sipDomain) ?? sipDomain(),
  }
}
