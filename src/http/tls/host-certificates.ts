/** Certificates of grids' own host names: each is found by the name that a client asks for in its TLS handshake. */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'
import type { Stopwatch } from '../../voice/ports.js'
import { readCertificate } from './certificate-files.js'

/** How often the files of a grid are looked at, while somebody asks for its name. */
const LOOK_EVERY_MS = 30_000

/** The files of a grid's certificate, which its operator places there, or the service itself. */
export const certificateFilesOf = (dataDir: string, grid: GridId) => ({
  folder: join(dataDir, 'grids', grid),
  certFile: join(dataDir, 'grids', grid, 'certificate.pem'),
  keyFile: join(dataDir, 'grids', grid, 'key.pem'),
})

export interface HostCertificatesOptions {
  readonly dataDir: string
  readonly grids: Pick<Grids, 'ofHost'>
  readonly stopwatch: Stopwatch
  readonly logger: { warn(about: object, message: string): void }
}

/** @returns the certificate for a host name; `undefined`: the service's own */
export type CertificateFor = (host: string) => SecureContext | undefined

interface Kept {
  readonly lookedAt: number
  /** When both files were written last. */
  readonly written: string
  readonly context: SecureContext | undefined
}

export function createHostCertificates(options: HostCertificatesOptions): CertificateFor {
  const { dataDir, grids, stopwatch, logger } = options
  const kept = new Map<GridId, Kept>()

  function read(grid: GridId, before: SecureContext | undefined): SecureContext | undefined {
    const files = certificateFilesOf(dataDir, grid)
    try {
      return createSecureContext({ ...readCertificate(files), minVersion: 'TLSv1.2' })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      logger.warn({ grid, file: files.certFile }, `the certificate of a grid is no good: ${why}`)
      return before
    }
  }

  return (host) => {
    const grid = grids.ofHost(host)?.id ?? MAIN_GRID
    if (grid === MAIN_GRID) return undefined
    const known = kept.get(grid)
    const now = stopwatch.now()
    if (known && now - known.lookedAt < LOOK_EVERY_MS) return known.context
    const { certFile, keyFile } = certificateFilesOf(dataDir, grid)
    const written = [certFile, keyFile]
      .map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? '')
      .join(' ')
    const isThere = written !== ' '
    const context =
      known?.written === written ? known.context : isThere ? read(grid, known?.context) : undefined
    kept.set(grid, { lookedAt: now, written, context })
    return context
  }
}
