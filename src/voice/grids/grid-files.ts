/** A grid as a file: everything that is stored of it and nothing of another one. */

import { VoiceError } from '../../errors.js'
import type { GridId } from './grid.js'
import type { HostedGrid } from './hosted-grid.js'

/** The bytes of a file from its beginning; it is read more than once. */
export type FileSource = () => AsyncIterable<Uint8Array>

/** What a file says of itself. */
export interface GridFileHead {
  readonly grid: HostedGrid
  /** All rows in it. */
  readonly rows: number
}

export interface GridFiles {
  /** The lines of a file, each with its end; the first one tells how many there are. */
  write(grid: GridId): AsyncIterable<string>
  /** Reads a whole file and changes nothing. @throws GridFileFault */
  check(source: FileSource): Promise<GridFileHead>
  /**
   * Stores all of a file that was checked, or nothing, and compares. @param grid as it is to be stored
   * @throws GridFileFault @throws VoiceError `not-allowed` when there is such a grid
   */
  store(source: FileSource, grid: HostedGrid): Promise<void>
}

/** A file that is none of ours, or was changed, or is of another version; nothing was stored. */
export class GridFileFault extends VoiceError {
  constructor(message: string) {
    super('parameter-invalid', message)
  }
}
