/** Runs tests and prints how much of the service and the page's logic they reach: `npm run coverage -- word`. */

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const raw = `${root}coverage/raw`
rmSync(`${root}coverage`, { recursive: true, force: true })

const run = (args, env = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status

// Programs that the tests start write theirs there, too; what runs in a browser is not counted.
const status = run(['test/run.mjs', ...process.argv.slice(2)], { NODE_V8_COVERAGE: raw })
run([
  'node_modules/c8/bin/c8.js',
  'report',
  `--temp-directory=${raw}`,
  '--reporter=text',
  '--reporter=html',
  '--include=src/**',
  '--include=web-client/**',
  '--exclude-after-remap',
])
process.stdout.write('Line by line: coverage/index.html\n')
process.exitCode = status ?? 1
