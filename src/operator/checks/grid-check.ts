/** Checks whether the grid's own services answer, one after the other. */

import { createRobustClient } from '../../robust/client/robust-client.js'
import { probeRobust } from '../../robust/probe.js'
import { systemTimers } from '../../voice/time/timers.js'
import { fault, good, note, type OperatorCheck } from './check.js'

const ABOUT = 'grid'

export const gridCheck: OperatorCheck = async ({ config }) => {
  if (config.robustUrl === undefined) {
    return [
      note(
        ABOUT,
        'ROBUST_URL is not set: where regions lie is told by scripts, learned or guessed (docs/grids.md).',
      ),
    ]
  }
  const url = new URL(config.robustUrl)
  const found = await probeRobust(createRobustClient({ url, timers: systemTimers }))
  return [
    ...(found.gridName === undefined
      ? []
      : [good(ABOUT, `${url.host} answers: ${found.gridName || 'no name'}.`)]),
    ...(found.regions === undefined ? [] : [regionsFinding(found.regions)]),
    ...(found.tellsPresence ? [good(ABOUT, 'It tells who is in which region.')] : []),
    ...(found.fault ? [fault(ABOUT, `${url.host}: ${found.fault.message}`)] : []),
  ]
}

function regionsFinding(count: number) {
  return count > 0
    ? good(ABOUT, `It lists ${count} regions.`)
    : note(ABOUT, 'It lists no region: is this the right grid, and is a simulator running?')
}
