/** Grids that leave for another service, or come from one, with everything that is stored of them. */

import { VoiceError } from '../../errors.js'
import type { Bus } from '../bus.js'
import type { GridId } from './grid.js'
import type { FileSource, GridFiles } from './grid-files.js'
import type { Grids, TakenIn } from './grids.js'

export interface GridMoves {
  /** The lines of a grid's file. @throws VoiceError `not-found` */
  write(id: GridId): AsyncIterable<string>
  /**
   * Takes a grid in, all of it or nothing.
   * @param as its id here; `undefined`: the one that it has
   * @throws GridFileFault @throws GridTermsFault where its id, or something else that is its own, is another grid's here
   */
  takeIn(source: FileSource, as: GridId | undefined): Promise<TakenIn & { readonly rows: number }>
}

export interface GridMovesOptions {
  readonly files: GridFiles
  readonly grids: Pick<Grids, 'find' | 'takeIn'>
  readonly bus: Bus
}

export function createGridMoves({ files, grids, bus }: GridMovesOptions): GridMoves {
  return {
    write(id) {
      if (!grids.find(id)) throw new VoiceError('not-found', 'There is no such grid.')
      return files.write(id)
    },
    async takeIn(source, as) {
      const { grid, rows } = await files.check(source)
      const taken = await grids.takeIn({ ...grid, id: as ?? grid.id }, (own) => files.store(source, own))
      bus.publish('grid-records-changed', { grid: taken.grid.id })
      return { ...taken, rows }
    },
  }
}
