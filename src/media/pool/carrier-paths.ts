/** Where the processes of the hub listen for each other: sockets that only this user of the machine may open. */

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface CarrierPaths {
  /** One for each process; none where there is only one. */
  readonly paths: readonly string[]
  /** To be called when all processes have ended. */
  remove(): void
}

export function carrierPaths(processes: number): CarrierPaths {
  const indexes = Array.from({ length: processes }, (_, index) => index)
  if (processes < 2) return { paths: [], remove: () => undefined }
  if (process.platform === 'win32') {
    // A name that nobody can guess: a pipe has no directory that would keep others out.
    const name = randomUUID()
    return {
      paths: indexes.map((index) => `\\\\.\\pipe\\voice-hub-${name}-${index}`),
      remove: () => undefined,
    }
  }
  // Only the owner may enter a directory that is made like this.
  const directory = mkdtempSync(join(tmpdir(), 'voice-hub-'))
  return {
    paths: indexes.map((index) => join(directory, String(index))),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
