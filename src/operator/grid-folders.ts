/** What the data directory has of grids by files: their certificates. It goes with the grid. */

import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GridId } from '../voice/grids/grid.js'
import type { Grids } from '../voice/grids/grids.js'

export interface GridFoldersOptions {
  readonly dataDir: string
  readonly grids: Pick<Grids, 'list' | 'events'>
  readonly log: { warn(about: object, message: string): void }
}

/** Deletes what is there of a grid. */
export const deleteGridFolder = (dataDir: string, grid: GridId): Promise<void> =>
  rm(join(dataDir, 'grids', grid), { recursive: true, force: true })

/** Deletes a grid's folder with the grid, and names those of grids that are not there. To be called last: by then nobody writes there. */
export function tidyGridFolders({ dataDir, grids, log }: GridFoldersOptions): void {
  const known = new Set(grids.list().map(({ id }) => id))
  for (const grid of foldersIn(join(dataDir, 'grids'))) {
    // A grid may be about to be made, and its certificate is there already.
    if (!known.has(grid))
      log.warn(
        { folder: join(dataDir, 'grids', grid) },
        'there is no such grid: delete its folder, or make the grid',
      )
  }
  grids.events.on('removed', (grid) => {
    deleteGridFolder(dataDir, grid).catch((error: unknown) =>
      log.warn({ err: error, grid }, 'the folder of a grid that is gone could not be deleted'),
    )
  })
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  } catch {
    return []
  }
}
