/** Runs one bench by its name: `npm run bench -- vivox-api`. */

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [name, ...rest] = process.argv.slice(2)
const here = fileURLToPath(new URL('.', import.meta.url))
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
if (!name || !names.includes(name)) {
  process.stderr.write(`Which bench? npm run bench -- <${names.join('|')}>\n`)
  process.exit(2)
}
const root = `${here}..`
for (const args of [
  ['node_modules/typescript/bin/tsc', '-p', 'test'],
  [`dist/bench/${name}.js`, ...rest],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
