/** All regions for the console: as the grid itself lists them, and those that only feeds tell of. */

import { type Static, Type } from 'typebox'

/** East and north. */
const Metres = Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()])

/** A parcel as its simulator tells it. */
export const ParcelView = Type.Object({
  parcelId: Type.String(),
  name: Type.String(),
  /** A resident or a group; `null`: nobody. */
  ownerId: Type.Union([Type.String(), Type.Null()]),
  voiceAllowed: Type.Boolean(),
  estateChannel: Type.Boolean(),
})
export type ParcelView = Static<typeof ParcelView>

export const ListedRegionView = Type.Object({
  regionId: Type.String(),
  name: Type.String(),
  /** South-west corner, global metres; `null`: nobody tells it. */
  corner: Metres,
  sizeMetres: Metres,
  /** Where its simulator answers, as the grid lists it; `''`: not told. */
  simulator: Type.String(),
  /** `untold`: the grid itself is not asked, or does not list it. */
  state: Type.Union([
    Type.Literal('online'),
    Type.Literal('offline'),
    Type.Literal('gone'),
    Type.Literal('untold'),
  ]),
  /** Since when the grid does not list it any more, in milliseconds since 1970. */
  goneAt: Type.Union([Type.Number(), Type.Null()]),
  /** Whether a feed tells where its avatars stand. */
  positions: Type.Boolean(),
  inVoice: Type.Integer(),
  /** Borders with other regions in voice that no voice crosses, because another node owns those regions. */
  silentBorders: Type.Array(
    Type.Object({
      name: Type.String(),
      /** The address of the owner of the other region. */
      node: Type.String(),
    }),
  ),
  parcels: Type.Array(ParcelView),
})
export type ListedRegionView = Static<typeof ListedRegionView>

export const RegionList = Type.Object({
  /** Whether the grid itself has told its regions. */
  toldByGrid: Type.Boolean(),
  /** By name. */
  regions: Type.Array(ListedRegionView),
})
export type RegionList = Static<typeof RegionList>
