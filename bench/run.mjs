/** Runs one bench by its name: `npm run bench -- vivox-api`. It says first on what machine, and how busy that is already. */

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const LOOK_MS = 2000

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
run('node_modules/typescript/bin/tsc', '-p', 'test')
const [processor] = cpus()
process.stdout.write(
  `machine: ${cpus().length} × ${processor?.model.trim()}, Node ${process.versions.node}, ${await busyPercent()} % busy with other work\n`,
)
run(`dist/bench/${name}.js`, ...rest)

/** @param {...string} args of Node; ends this program where that one fails */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** Of all cores together, in the two seconds before the bench. */
async function busyPercent() {
  const before = spent()
  await sleep(LOOK_MS)
  const after = spent()
  return Math.round((100 * (after.busy - before.busy)) / Math.max(1, after.all - before.all))
}

/** Milliseconds of all cores since the start of the machine. */
function spent() {
  let [busy, all] = [0, 0]
  for (const { times } of cpus()) {
    const sum = Object.values(times).reduce((total, time) => total + time, 0)
    all += sum
    busy += sum - times.idle
  }
  return { busy, all }
}
