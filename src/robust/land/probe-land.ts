/** Looks at what simulators say of their land: one region of each. */

import { simulatorUrl } from '../../outgoing/simulator-url.js'
import type { ListedRegion } from '../client/robust-client.js'
import { SimulatorFault } from '../client/simulator-call.js'
import type { LandClient } from './land-client.js'

/** A simulator that was looked at. */
export interface LandProbe {
  /** Scheme, host and port. */
  readonly simulator: URL
  /** `undefined`: it tells of its parcels. */
  readonly fault: SimulatorFault | undefined
}

/** Of a large grid some are enough: the same ini file is mostly used for all. */
const MAX_PROBED = 20

export async function probeLand(
  client: LandClient,
  regions: readonly Pick<ListedRegion, 'simulator' | 'corner' | 'sizeMetres'>[],
): Promise<readonly LandProbe[]> {
  const simulators = new Map<string, () => Promise<LandProbe>>()
  for (const { corner, sizeMetres, ...region } of regions) {
    const simulator = simulatorUrl(region.simulator)
    if (!simulator || simulators.has(simulator.origin) || simulators.size === MAX_PROBED) continue
    const [width, depth] = sizeMetres
    const place = { simulator, corner, sizeMetres, position: [width / 2, depth / 2] as const }
    simulators.set(simulator.origin, async () => {
      try {
        await client.parcelAt(place)
        return { simulator, fault: undefined }
      } catch (error) {
        if (!(error instanceof SimulatorFault)) throw error
        return { simulator, fault: error }
      }
    })
  }
  return Promise.all([...simulators.values()].map((probe) => probe()))
}
