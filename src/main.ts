#!/usr/bin/env node
/** The program's entry. It reports a Node that is too old before it loads anything that needs a newer one. */

import { nodeFault } from '#node-version'

const fault = nodeFault(process.versions.node)
if (fault) {
  process.stderr.write(`${fault}\n`)
  process.exitCode = 1
} else {
  // One file of all that a start needs: two thousand would take longer to find than to run.
  const { runCommandLine }: typeof import('./operator/command-line.js') = await import(
    import.meta.resolve('#service')
  )
  await runCommandLine(process.argv.slice(2))
}
