/** Looks at the grid's services one after the other, as far as they answer. */

import { NULL_UUID } from '../pure/uuid.js'
import type { ListedRegion, RobustClient } from './client/robust-client.js'
import { RobustFault } from './client/robust-fault.js'

export interface RobustProbe {
  /** `undefined`: that service was not reached. */
  readonly gridName: string | undefined
  /** All that the grid lists. */
  readonly regions: readonly ListedRegion[] | undefined
  readonly tellsPresence: boolean
  /** Why it went no further. */
  readonly fault: RobustFault | undefined
}

/** Asks what the grid is called, which regions there are and who is where, in this order. */
export async function probeRobust(client: RobustClient): Promise<RobustProbe> {
  let gridName: string | undefined
  let regions: readonly ListedRegion[] | undefined
  try {
    gridName = await client.gridName()
    regions = await client.regions()
    // Nobody has that id: an answer shows that the service is there.
    await client.whereAre([NULL_UUID])
    return { gridName, regions, tellsPresence: true, fault: undefined }
  } catch (error) {
    if (!(error instanceof RobustFault)) throw error
    return { gridName, regions, tellsPresence: false, fault: error }
  }
}
