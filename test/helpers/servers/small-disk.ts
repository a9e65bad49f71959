/** A small disk that a test fills. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

/** Why such a test is skipped; `false` where it runs. */
export const cannotMount = () =>
  process.getuid?.() === 0 ? false : 'only root may mount a small disk to fill'

/** A disk of 8 MB that exists until the test ends. */
export function mountSmallDisk(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'voice-small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', folder])
  t.teardown(() => {
    execFileSync('umount', ['--lazy', folder])
    rmdirSync(folder)
  })
  const filler = (part: number) => join(folder, `filler-${part}`)
  return {
    folder,
    /** Fills the disk until not a byte is left. */
    fill() {
      for (let part = 0; statfsSync(folder).bavail > 0; part += 1) {
        const { bavail, bsize } = statfsSync(folder)
        try {
          writeFileSync(filler(part), Buffer.alloc(bavail * bsize))
        } catch {
          // The service took some of the room meanwhile.
        }
      }
    },
    clear() {
      for (const name of readdirSync(folder)) if (name.startsWith('filler-')) rmSync(join(folder, name))
    },
  }
}
