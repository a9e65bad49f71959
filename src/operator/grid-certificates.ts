/** Certificates from an authority for the host names of grids: ordered when a name appears, and looked after until it goes. */

import { existsSync } from 'node:fs'
import { type CertificateKeeperOptions, startCertificateKeeper } from '../certificate/keeper.js'
import { issuedFolder, placedCertificate } from '../http/tls/host-certificates.js'
import { type GridId, gridKey, MAIN_GRID } from '../voice/grids/grid.js'
import type { Grids } from '../voice/grids/grids.js'
import type { HostedGrid } from '../voice/grids/hosted-grid.js'

export interface GridCertificatesOptions extends Omit<CertificateKeeperOptions, 'host' | 'folder'> {
  readonly grids: Pick<Grids, 'list' | 'events'>
}

/** @returns ends it */
export function keepGridCertificates({ grids, ...options }: GridCertificatesOptions): () => void {
  const keepers = new Map<string, () => void>()
  const keysOf = (grid: GridId) => [...keepers.keys()].filter((key) => key.startsWith(gridKey(grid, '')))

  function stop(keys: readonly string[]): void {
    for (const key of keys) {
      keepers.get(key)?.()
      keepers.delete(key)
    }
  }

  function follow({ id, hostNames }: HostedGrid): void {
    // The service's own certificate is looked after by itself, and an operator after theirs.
    const isPlaced = existsSync(placedCertificate(options.dataDir, id).certFile)
    const names = id === MAIN_GRID || isPlaced ? [] : hostNames
    const wanted = names.map((host) => gridKey(id, host))
    stop(keysOf(id).filter((key) => !wanted.includes(key)))
    for (const host of names) {
      const key = gridKey(id, host)
      if (keepers.has(key)) continue
      const folder = issuedFolder(options.dataDir, id, host)
      keepers.set(key, startCertificateKeeper({ ...options, host, folder }).close)
    }
  }
  const forget = (grid: GridId) => stop(keysOf(grid))

  for (const grid of grids.list()) follow(grid)
  grids.events.on('changed', follow)
  grids.events.on('removed', forget)
  return () => {
    grids.events.off('changed', follow)
    grids.events.off('removed', forget)
    stop([...keepers.keys()])
  }
}
