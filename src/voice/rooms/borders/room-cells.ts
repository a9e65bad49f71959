/** Which rooms are near each other, by where their people stand: squares on the map of each grid, wider than any voice reaches. */

import type { Vector3 } from '../../../spatial/direction.js'
import type { GridId } from '../../grids/grid.js'

/** No voice reaches farther: 1.35 times the longest range of a channel is 216 m. */
const CELL_METRES = 256

export interface RoomCells<Room> {
  /** Takes where a room's people stand, in the grid's metres; nobody: it is near nothing. */
  put(room: Room, grid: GridId, positions: readonly Vector3[]): void
  /** The rooms with somebody in one of the same squares, or in one beside them. */
  near(room: Room): Iterable<Room>
}

export function createRoomCells<Room>(): RoomCells<Room> {
  const cells = new Map<string, Set<Room>>()
  const ofRoom = new Map<Room, { readonly grid: GridId; readonly columns: ReadonlySet<string> }>()

  function takeOut(room: Room): void {
    for (const key of ofRoom.get(room)?.columns ?? []) {
      const here = cells.get(key)
      if (here?.delete(room) && here.size === 0) cells.delete(key)
    }
    ofRoom.delete(room)
  }

  return {
    put(room, grid, positions) {
      takeOut(room)
      if (positions.length === 0) return
      const columns = new Set<string>()
      for (const [x, y] of positions)
        columns.add(keyOf(grid, Math.floor(x / CELL_METRES), Math.floor(y / CELL_METRES)))
      ofRoom.set(room, { grid, columns })
      for (const key of columns) cells.set(key, (cells.get(key) ?? new Set<Room>()).add(room))
    },
    near(room) {
      const found = new Set<Room>()
      const { grid, columns } = ofRoom.get(room) ?? { grid: '', columns: new Set<string>() }
      for (const key of columns) {
        const [x = 0, y = 0] = key
          .slice(grid.length + 1)
          .split(' ')
          .map(Number)
        for (let east = x - 1; east <= x + 1; east += 1) {
          for (let north = y - 1; north <= y + 1; north += 1) {
            for (const other of cells.get(keyOf(grid, east, north)) ?? []) found.add(other)
          }
        }
      }
      found.delete(room)
      return found
    },
  }
}

const keyOf = (grid: GridId, column: number, row: number): string => `${grid}/${column} ${row}`
