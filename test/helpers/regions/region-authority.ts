/** Whose requests are in tests of one edge: the grid's own, by its secret or its Vivox admin. */

import { type GridId, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { GridMaster } from '../../../src/voice/grids/masters.js'
import { createParcelRegions } from '../../../src/voice/presence/land/parcel-regions.js'
import { masterOf } from '../../../src/voice/region-keys/authority.js'
import { createRegionGate, type RegionGate } from '../../../src/voice/region-keys/region-gate.js'
import { systemTimers } from '../../../src/voice/time/timers.js'

export const MASTER = masterOf(MAIN_GRID)

/** A grid's own secrets. */
interface OwnSecrets {
  readonly secret?: string
  readonly user?: string
  readonly password?: () => string
}

/** Knows no region keys; every grid has the same secrets. */
export function gateOf({ secret, user = 'vadmin', password = () => 'vpass' }: OwnSecrets = {}): RegionGate {
  const master = (grid: GridId): GridMaster => ({
    grid,
    adminUser: user,
    isAdminPassword: (given) => given === password(),
    adminPasswordMark: password,
  })
  const gate = createRegionGate({
    masters: {
      ofSecret: (given) => (given === secret ? master(MAIN_GRID) : undefined),
      ofAdmin: (name) => (name === user ? master(MAIN_GRID) : undefined),
      of: master,
    },
    keys: { match: () => undefined, ofSecretId: () => undefined, noteUse: () => undefined },
    stopwatch: systemTimers,
  })
  return { ...gate, master }
}

/** Confines nobody. */
export const NO_CONFINEMENT = {
  standing: { require: () => undefined, isVouchedFor: () => true, isElsewhere: () => false },
  parcelRegions: createParcelRegions(),
} as const

/** Every session is good everywhere. */
export const NONE_CONFINED = { of: () => undefined, watch: () => () => undefined } as const
