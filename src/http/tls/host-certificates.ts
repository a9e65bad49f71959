/** Certificates of grids' own host names: each is found by the name that a client asks for in its TLS handshake. */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type GridId, gridKey, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Grids } from '../../voice/grids/grids.js'
import type { Stopwatch } from '../../voice/ports.js'
import { type CertificateFiles, readCertificate } from './certificate-files.js'

/** How often the files of a grid are looked at, while somebody asks for its name. */
const LOOK_EVERY_MS = 30_000

/** The files of a grid's certificate that its operator places there. */
export const placedCertificate = (dataDir: string, grid: GridId) => ({
  certFile: join(dataDir, 'grids', grid, 'certificate.pem'),
  keyFile: join(dataDir, 'grids', grid, 'key.pem'),
})

/** Where the files are that an authority issues for one of its host names. */
export const issuedFolder = (dataDir: string, grid: GridId, host: string): string =>
  join(dataDir, 'grids', grid, host)

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
  const kept = new Map<string, Kept>()

  function read(
    grid: GridId,
    files: CertificateFiles,
    before: SecureContext | undefined,
  ): SecureContext | undefined {
    try {
      return createSecureContext({ ...readCertificate(files), minVersion: 'TLSv1.2' })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      logger.warn({ grid, file: files.certFile }, `the certificate of a grid is no good: ${why}`)
      return before
    }
  }

  return (asked) => {
    const host = asked.toLowerCase()
    const grid = grids.ofHost(host)?.id ?? MAIN_GRID
    if (grid === MAIN_GRID) return undefined
    const key = gridKey(grid, host)
    const known = kept.get(key)
    const now = stopwatch.now()
    if (known && now - known.lookedAt < LOOK_EVERY_MS) return known.context
    const issued = issuedFolder(dataDir, grid, host)
    const files = [
      placedCertificate(dataDir, grid),
      { certFile: join(issued, 'cert.pem'), keyFile: join(issued, 'key.pem') },
    ]
      .map((pair) => ({ ...pair, written: writtenAt(pair) }))
      .find(({ written }) => written !== undefined)
    const written = files?.written ?? ''
    const context = known?.written === written ? known.context : files && read(grid, files, known?.context)
    kept.set(key, { lookedAt: now, written, context })
    return context
  }
}

/** When both files were written last; `undefined`: they are not there. */
function writtenAt({ certFile, keyFile }: CertificateFiles): string | undefined {
  const times = [certFile, keyFile].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs)
  return times.includes(undefined) ? undefined : `${certFile} ${times}`
}
