/** Checks whether each region of the regions file answers over RemoteAdmin. */

import { type RegionEntry, readRegionsFile } from '../../opensim/remote-admin/regions-file.js'
import { createRemoteAdminClient } from '../../opensim/remote-admin/remote-admin-client.js'
import { systemTimers } from '../../voice/time/timers.js'
import { fault, good, note, type OperatorCheck, type SetupFinding } from './check.js'

export const regionsCheck: OperatorCheck = async ({ config }) => {
  const regions = readRegionsFile(config.remoteAdminFile, config.inWorldLanguage)
  if (regions.length === 0 && config.simulatorPasswords.length > 0) return []
  if (regions.length === 0) {
    return [
      note(
        'positions',
        'No region is asked over RemoteAdmin (config/regions.json): positions come from scripts then, or not at all (docs/connect-your-grid.md).',
      ),
    ]
  }
  return Promise.all(regions.map(askRegion))
}

/** Asks a region once. */
export async function askRegion({ name, url, password, region }: RegionEntry): Promise<SetupFinding> {
  try {
    const { avatars } = await createRemoteAdminClient({
      url,
      password,
      timers: systemTimers,
      mayReach: undefined,
    }).getAgents(region)
    return good('positions', `${name} at ${url.host} answers: ${avatars.length} in it.`)
  } catch (error) {
    return fault(
      'positions',
      `${name} at ${url.host}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
