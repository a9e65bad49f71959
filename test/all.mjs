/**
 * Runs every test; `npm test` calls it. What listens to nothing runs side by side; the rest one at a time, because
 * browsers that play audio side by side on two cores would stutter.
 */

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const SILENT_IN_BROWSERS =
  /^e2e\/(checks|code-sign-in|console-pages|console-setup|moderation-restart|process|reverse-proxy|turn-check)\./

const files = readdirSync(`${root}test`, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.ts'))
  .sort()
const silent = files.filter((file) => !/^(e2e|media)\//.test(file) || SILENT_IN_BROWSERS.test(file))
const audible = files.filter((file) => !silent.includes(file))

let worst = 0
for (const [jobs, group] of [
  [2, silent],
  [1, audible],
]) {
  const { status } = spawnSync(
    process.execPath,
    [`${root}node_modules/tap/dist/esm/run.mjs`, `--jobs=${jobs}`, ...group.map((file) => `test/${file}`)],
    { cwd: root, stdio: 'inherit' },
  )
  worst = Math.max(worst, status ?? 1)
}
process.exit(worst)
