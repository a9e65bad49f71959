/** Tells the operator of entries in regions' reports that cannot be used as they are: each kind once an hour for a region. */

import { type Region, regionKey } from '../../voice/grids/grid.js'
import { createLogOnce } from '../../voice/log/log-once.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { OddEntry } from '../../voice/presence/region-report.js'

const SAY_AGAIN_AFTER_MS = 60 * 60_000

const WORDS: Record<OddEntry['what'], string> = {
  entry: 'it is no entry; it is left out',
  id: 'its id is no UUID; it is left out',
  twice: 'it is listed twice; the first entry counts',
  name: 'its name is empty or too long; it keeps the one known before, or what fits',
  position:
    'its position is no place in the region; it stays where it was, or at the lowest or highest place there is',
  look: 'its look is no direction; the last one stays',
  parcel: 'its parcel is no UUID; it counts as not known',
  voice: 'its voice flags are none; they count as not told',
}

interface OddEntryLog {
  warn(facts: object, message: string): void
}

export type SayOddEntries = (
  region: Region & { readonly regionName: string },
  odd: readonly OddEntry[],
  log: OddEntryLog,
) => void

export function createOddEntriesLog(stopwatch: Stopwatch): SayOddEntries {
  const once = createLogOnce({ stopwatch, afterMs: SAY_AGAIN_AFTER_MS })
  return (region, odd, log) => {
    const { regionId, regionName } = region
    for (const { agentId, what } of odd) {
      once(`${regionKey(region)} ${what}`, () => {
        const facts = { region: regionName, regionId, agentId }
        log.warn(facts, `an avatar in a region's report is odd, everybody else counts: ${WORDS[what]}`)
      })
    }
  }
}
