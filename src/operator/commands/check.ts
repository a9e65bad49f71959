/** `opensim-voice check`: checks everything an operator can get wrong, one line each with the remedy. */

import { styleText } from 'node:util'
import { addressCheck } from '../checks/address-check.js'
import { certificateCheck } from '../checks/certificate-check.js'
import type { CheckScene, OperatorCheck, SetupFinding } from '../checks/check.js'
import { clockCheck } from '../checks/clock-check.js'
import { dataCheck } from '../checks/data-check.js'
import { gridCheck } from '../checks/grid-check.js'
import { portCheck } from '../checks/port-check.js'
import { regionsCheck } from '../checks/regions-check.js'
import { turnCheck } from '../checks/turn-check.js'
import type { Command } from '../command.js'
import { isServiceRunning } from '../data-directory/data-dir-lock.js'
import { ConfigError, loadConfig, readEnvironment } from '../settings/config.js'

const CHECKS: readonly OperatorCheck[] = [
  dataCheck,
  portCheck,
  certificateCheck,
  addressCheck,
  clockCheck,
  turnCheck,
  gridCheck,
  regionsCheck,
]

const MARKS = {
  good: styleText('green', 'good '),
  note: styleText('yellow', 'note '),
  fault: styleText('red', 'FAULT'),
}

function print({ state, about, text }: SetupFinding): void {
  process.stdout.write(`${MARKS[state]}  ${about.padEnd(13)} ${text}\n`)
}

export const check: Command = {
  usage: `opensim-voice check    looks at settings, disk, ports, certificate, name, clock, TURN, grid and regions; the service may run or not.
                       Exit code 1 when something is at fault.
`,
  async run() {
    let scene: CheckScene
    try {
      const config = loadConfig(readEnvironment())
      scene = { config, running: await isServiceRunning(config.dataDir), now: Date.now() }
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      for (const text of error.faults) print({ state: 'fault', about: 'settings', text })
      process.exitCode = 1
      return
    }
    print({ state: 'good', about: 'settings', text: 'All can be read.' })
    for (const one of CHECKS) {
      for (const finding of await one(scene).catch(notLooked)) {
        print(finding)
        if (finding.state === 'fault') process.exitCode = 1
      }
    }
  },
}

/** The finding for a check that failed itself. */
function notLooked(error: unknown): readonly SetupFinding[] {
  const faults =
    error instanceof ConfigError ? error.faults : [error instanceof Error ? error.message : String(error)]
  return faults.map((text) => ({ state: 'fault', about: 'settings', text }))
}
