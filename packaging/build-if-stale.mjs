/** Builds before `npm start`, `npm run demo` and others, but only where a source is newer than the build. */

import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = [
  'src',
  'demo',
  'web-client',
  'console',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'vite.config.mjs',
]
/** A file of the build's last step. */
const LAST_BUILT = 'dist/page/service-worker.js.br'

/** Milliseconds since 1970 of the newest file at or below a path; 0 where there is none. */
function newest(path) {
  const found = statSync(root + path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(root + path).map((name) => newest(`${path}/${name}`)))
}

const built = newest(LAST_BUILT)
// A release has no sources beside the built code.
const isStale = newest('src') > 0 && SOURCES.some((path) => newest(path) > built)
if (isStale) {
  process.stdout.write(built ? 'The sources are newer than the build: building…\n' : 'Building…\n')
  const { status } = spawnSync('npm run --silent build', {
    cwd: root,
    stdio: 'inherit',
    shell: true,
  })
  process.exitCode = status ?? 1
}
