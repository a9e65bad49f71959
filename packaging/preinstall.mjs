/**
 * Before anything is built: whether `npm ci` can install here, and the Node that is brought along in reach of npm's
 * scripts. Without new syntax: it runs on Nodes that are too old for the rest.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { installFault, nodeFault } from './node-version.mjs'

/**
 * npm 10, which Node 20 comes with, takes the `node` of another machine's package for the one to link, finds that it is
 * not there, and links none.
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
