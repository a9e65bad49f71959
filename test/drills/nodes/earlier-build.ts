/** An earlier build of this project whose nodes may share a cluster with those of this one. */

import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { LINK_VERSION } from '../../../src/cluster/links/frames.js'
import { cloneOf } from '../../helpers/earlier-release.js'
import { projectRoot } from '../../helpers/project-root.js'
import type { Teardown } from './teardown.js'

const FRAMES = 'src/cluster/links/frames.ts'

/** The oldest commit whose nodes speak the same version to each other; `undefined` where there is no history. */
function oldestOfThisVersion(): string | undefined {
  try {
    const search = ['log', `-SLINK_VERSION = ${LINK_VERSION}`, '--format=%h', '--', FRAMES]
    const commits = execFileSync('git', search, { cwd: projectRoot, encoding: 'utf8' }).trim().split('\n')
    return commits.at(-1) || undefined
  } catch {
    return undefined
  }
}

export interface EarlierBuild {
  readonly commit: string
  /** Its `main.js`. */
  readonly program: string
}

/**
 * @returns the oldest whose nodes speak the same version, built in a folder that is removed when the drill ends; the
 * build in the folder that `EARLIER_BUILD` names, for a copy of the project without its history; else `undefined`
 */
export function buildEarlier(t: Teardown): EarlierBuild | undefined {
  const named = process.env.EARLIER_BUILD
  if (named) return { commit: named, program: join(named, 'dist/src/main.js') }
  const commit = oldestOfThisVersion()
  if (commit === undefined) return undefined
  const folder = cloneOf(commit)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  return { commit, program: join(folder, 'dist/src/main.js') }
}
