/** An earlier state of this project, taken from its history, for tests and benches that compare the two. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'

/** The newest release that is tagged before this commit; `undefined` where there is none. */
export function lastRelease(): string | undefined {
  try {
    return execFileSync('git', ['describe', '--tags', '--abbrev=0', '--match=v*', 'HEAD^'], {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

/** A clone of that commit or tag in a folder of its own, which the caller removes. */
export function cloneOf(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'voice-clone-'))
  execFileSync('git', ['clone', '--quiet', '--no-checkout', projectRoot, folder])
  execFileSync('git', ['checkout', '--quiet', '--detach', commit], { cwd: folder })
  return folder
}
