/** A parcel, as its simulator tells it. */

import type { Region } from '../../grids/grid.js'

/** In its region's metres, from its south-west to its north-east corner. */
export interface ParcelBox {
  readonly from: readonly [x: number, y: number]
  readonly to: readonly [x: number, y: number]
}

export interface Parcel extends Region {
  /** Also the name of its channel. */
  readonly parcelId: string
  readonly name: string
  /** A resident or a group; `undefined`: nobody. */
  readonly ownerId: string | undefined
  readonly areaSquareMetres: number
  /** `undefined` for a parcel of another form than a rectangle. */
  readonly box: ParcelBox | undefined
  readonly voiceAllowed: boolean
  /** Whether it uses the estate's channel. */
  readonly estateChannel: boolean
}

/** Whether a parcel is the whole of its region. */
export function coversRegion(
  { areaSquareMetres }: Pick<Parcel, 'areaSquareMetres'>,
  [width, depth]: readonly [x: number, y: number],
): boolean {
  return areaSquareMetres === width * depth
}
