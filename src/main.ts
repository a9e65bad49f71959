#!/usr/bin/env node
/** The program's entry. It reports a Node that is too old before it loads anything that needs a newer one. */

import { nodeFault } from '#node-version'

const fault = nodeFault(process.versions.node)
if (fault) {
  process.stderr.write(`${fault}\n`)
  process.exitCode = 1
} else {
  const { runCommandLine } = await import('./operator/command-line.js')
  await runCommandLine(process.argv.slice(2))
}
