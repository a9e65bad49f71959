/** Runs drills by their names, all of them without one: `npm run drill -- flood clock`. Each attacks the real service, and ends by itself. */

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { underOwnNetwork } from '../own-network.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Each with its file, without the ending. */
const files = new Map(
  readdirSync(here, { recursive: true })
    .filter((file) => file.endsWith('.drill.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .map((file) => [basename(file, '.drill'), file]),
)
const drills = [...files.keys()]
const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !drills.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no drill ${unknown.join(', ')}: npm run drill -- <${drills.join('|')}>\n`)
  process.exit(2)
}

/** They fetch what they install. */
const NEED_THE_OUTSIDE = ['package']

for (const name of chosen.length > 0 ? chosen : drills) {
  process.stdout.write(`# ${name}\n`)
  const network = NEED_THE_OUTSIDE.includes(name) ? [] : underOwnNetwork()
  const [program, ...args] = [...network, process.execPath]
  const { status } = spawnSync(
    program,
    [...args, '--enable-source-maps', `dist/test/drills/${files.get(name)}.js`],
    {
      cwd: `${here}../..`,
      stdio: 'inherit',
    },
  )
  if (status !== 0) process.exitCode = 1
}
