/**
 * Runs before `npm ci` installs: checks whether it can, and puts the bundled Node within reach of npm's scripts.
 * Without new syntax: it runs on Nodes that are too old for the rest.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installFault, nodeFault } from './node-version.mjs'

/**
 * npm 10, which comes with Node 20, chooses the `node` of another machine's package to link, does not find that file,
 * and links none.
 */
function linkBroughtNode() {
  const brought = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const npm = process.env.npm_execpath
  if (existsSync('node_modules/.bin/node') || !existsSync(`node_modules/${brought}`) || !npm) return
  spawnSync(process.execPath, [npm, 'rebuild', '--silent', '--ignore-scripts', brought], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

linkBroughtNode()
const fault =
  installFault(process.env.npm_config_user_agent || '') ||
  (existsSync('node_modules/.bin/node') ? undefined : nodeFault(process.versions.node))
if (fault) {
  process.stderr.write(`\n${fault}\n\n`)
  process.exitCode = 1
}
