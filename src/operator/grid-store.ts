/** The grids of the database that the settings name, for commands that run without the service. */

import { mainGridSettings } from '../compose/grids/main-grid.js'
import { openStore } from '../store/store.js'
import { createLoopbackBus } from '../voice/bus.js'
import { createGridMoves, type GridMoves } from '../voice/grids/grid-moves.js'
import { createGrids, type Grids } from '../voice/grids/grids.js'
import { systemTimers } from '../voice/time/timers.js'
import { createPublicAddress } from './addresses.js'
import { loadSecrets } from './data-directory/data-dir.js'
import { lockDataDir } from './data-directory/data-dir-lock.js'
import { type Config, databaseOf, loadConfig, readEnvironment } from './settings/config.js'

export interface GridStore {
  readonly config: Config
  readonly grids: Grids
  readonly moves: GridMoves
}

/**
 * Opens the database for some work, and closes it.
 * @param isAlone whether the service must not run meanwhile: it would not notice what changes
 */
export async function withGrids<T>(isAlone: boolean, work: (store: GridStore) => Promise<T>): Promise<T> {
  const config = loadConfig(readEnvironment())
  const lock = isAlone ? await lockDataDir(config.dataDir, 1) : undefined
  try {
    const store = await openStore(databaseOf(config))
    try {
      const bus = createLoopbackBus()
      const { signingKey } = await loadSecrets(config)
      const { sipDomain } = createPublicAddress(config, () => config.port, systemTimers)
      const main = mainGridSettings(config, sipDomain)
      const grids = createGrids({ store: store.grids, bus, clock: Date.now, signingKey, main })
      await grids.load()
      return await work({ config, grids, moves: createGridMoves({ files: store.gridFiles, grids, bus }) })
    } finally {
      await store.close()
    }
  } finally {
    lock?.release()
  }
}
