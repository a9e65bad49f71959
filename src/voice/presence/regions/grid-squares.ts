/** The squares of 256 m that a grid's map is made of: which one somebody stands in, and which ones touch a region. Pure. */

import { type GridId, gridKey } from '../../grids/grid.js'
import { GRID_METRES, type RegionCorner } from './region-corners.js'

/** Where a region lies, and how large it is where that is known. */
export interface RegionGround {
  readonly grid: GridId
  readonly corner: RegionCorner
  /** East and north; without it the region is one square. */
  readonly sizeMetres?: readonly [x: number, y: number] | undefined
}

/** The key of the square of a place. @param metres counted from the grid's own corner */
export const squareAt = (grid: GridId, [x, y]: readonly [x: number, y: number]): string =>
  squareKey(grid, Math.floor(x / GRID_METRES), Math.floor(y / GRID_METRES))

const squareKey = (grid: GridId, column: number, row: number): string => gridKey(grid, `${column} ${row}`)

/** The squares that are a region. */
export const squaresOf = (ground: RegionGround): Iterable<string> => squares(ground, 0)

/** The squares that touch a region, at its corners too; its own left out. */
export function* squaresAround(ground: RegionGround): Iterable<string> {
  const own = new Set(squaresOf(ground))
  for (const square of squares(ground, 1)) if (!own.has(square)) yield square
}

/** @param more how many squares more on each side */
function* squares(
  { grid, corner, sizeMetres = [GRID_METRES, GRID_METRES] }: RegionGround,
  more: number,
): Iterable<string> {
  const [west = 0, south = 0] = corner.map((metres) => Math.floor(metres / GRID_METRES))
  const [columns = 1, rows = 1] = sizeMetres.map((metres) => Math.max(1, Math.ceil(metres / GRID_METRES)))
  for (let x = -more; x < columns + more; x += 1)
    for (let y = -more; y < rows + more; y += 1) yield squareKey(grid, west + x, south + y)
}
