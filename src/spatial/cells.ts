/** Finds who is near somebody without comparing everybody with everybody: a grid of square cells. Pure. */

import type { Vector3 } from './direction.js'

/** About so many share a cell where a crowd stands evenly: fewer cells are gone through than people are skipped. */
const IN_A_CELL = 3

/** The most cells on a side: whoever strays to the end of the world must not make a walk of a million empty cells. */
const MAX_CELLS_A_SIDE = 64

export interface Cells {
  /**
   * Goes through everybody, cell by cell from the inside out, until `within` is less than the next cells are away.
   * @param index of whom the others are near to
   * @param visit called with the index of another one, or of the one in the middle, and never twice with the same
   * @param withinMetres asked before each ring of cells: nobody farther away than that is wanted any more
   */
  around(index: number, visit: (other: number) => void, withinMetres: () => number): void
}

/** Sorts positions into columns of cells by where they are on the ground; one with a NaN or an infinity is in none. */
export function createCells(positions: readonly Vector3[]): Cells {
  const placed = positions.flatMap((position, index) => (position.every(Number.isFinite) ? [index] : []))
  const { west, south, metres, columns, rows } = layOut(placed.map((index) => positions[index] ?? [0, 0, 0]))
  const cells: number[][] = Array.from({ length: columns * rows }, () => [])
  const columnOf = ([x]: Vector3) =>
    columns === 1 ? 0 : Math.min(columns - 1, Math.floor((x - west) / metres))
  const rowOf = ([, y]: Vector3) => (rows === 1 ? 0 : Math.min(rows - 1, Math.floor((y - south) / metres)))
  for (const index of placed) {
    const position = positions[index]
    if (position) cells[rowOf(position) * columns + columnOf(position)]?.push(index)
  }

  function visitRow(
    row: number,
    from: number,
    to: number,
    step: number,
    visit: (other: number) => void,
  ): void {
    if (row < 0 || row >= rows) return
    for (let column = from; column <= to; column += step) {
      if (column < 0 || column >= columns) continue
      const cell = cells[row * columns + column]
      if (cell) for (const other of cell) visit(other)
    }
  }

  return {
    around(index, visit, withinMetres) {
      const position = positions[index]
      if (!position?.every(Number.isFinite)) return
      const column = columnOf(position)
      const row = rowOf(position)
      const last = Math.max(column, columns - 1 - column, row, rows - 1 - row)
      for (let ring = 0; ring <= last; ring += 1) {
        // Somebody at the edge of their own cell is a whole ring nearer than one in its middle.
        if ((ring - 1) * metres > withinMetres()) return
        visitRow(row - ring, column - ring, column + ring, 1, visit)
        for (let between = row - ring + 1; between < row + ring; between += 1)
          visitRow(between, column - ring, column + ring, 2 * ring, visit)
        if (ring > 0) visitRow(row + ring, column - ring, column + ring, 1, visit)
      }
    },
  }
}

/** Where the cells lie, so that a few people are in each. */
function layOut(positions: readonly Vector3[]) {
  let [west, south, east, north] = [0, 0, 0, 0]
  for (const [order, [x, y]] of positions.entries()) {
    west = order === 0 ? x : Math.min(west, x)
    south = order === 0 ? y : Math.min(south, y)
    east = order === 0 ? x : Math.max(east, x)
    north = order === 0 ? y : Math.max(north, y)
  }
  const [width, height] = [east - west, north - south]
  const evenly = Math.sqrt((width * height * IN_A_CELL) / Math.max(1, positions.length))
  const metres = Math.max(1, evenly, width / MAX_CELLS_A_SIDE, height / MAX_CELLS_A_SIDE)
  const count = (length: number) => Math.max(1, Math.min(MAX_CELLS_A_SIDE, Math.ceil(length / metres)))
  return { west, south, metres, columns: count(width), rows: count(height) }
}
