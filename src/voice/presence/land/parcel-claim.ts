/** Who has a parcel: what is told of it. */

import type { GridId } from '../../grids/grid.js'

/** A parcel, as somebody names it. */
export interface NamedParcel {
  readonly grid: GridId
  /** `undefined` where a request does not tell its region. */
  readonly regionId: string | undefined
  readonly parcelId: string
}

/** Who has a parcel, as the other nodes are told. */
export interface ParcelClaim extends NamedParcel {
  /** The key that claimed it; empty: the master key, or what the service itself asked. */
  readonly by: string
}
