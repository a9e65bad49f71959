#!/usr/bin/env node
/** The program's entry: says so in one sentence where this Node is too old, before anything that needs a newer one is loaded. */

import { nodeFault } from '#node-version'

const fault = nodeFault(process.versions.node)
if (fault) {
  process.stderr.write(`${fault}\n`)
  process.exitCode = 1
} else {
  const { runCommandLine } = await import('./operator/command-line.js')
  await runCommandLine(process.argv.slice(2))
}
