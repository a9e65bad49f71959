/** The console's API for region keys; one schema for both sides. */

import { type Static, Type } from 'typebox'
import { REGION_RIGHTS } from '../../pure/region-keys/region-rights.js'
import { UUID_PATTERN } from '../../pure/uuid.js'

const strict = { additionalProperties: false }

/** Regions that one key can name; whoever has more gets a key for all. */
export const MAX_REGIONS_OF_KEY = 500
export const MAX_KEY_NAME = 80

const Name = Type.String({ minLength: 1, maxLength: MAX_KEY_NAME, pattern: '^[^\\p{Cc}]*\\S[^\\p{Cc}]*$' })
const Regions = Type.Union([
  Type.Literal('all'),
  Type.Array(Type.String({ pattern: UUID_PATTERN }), { minItems: 1, maxItems: MAX_REGIONS_OF_KEY }),
])
const Rights = Type.Array(Type.Enum([...REGION_RIGHTS]), {
  minItems: 1,
  maxItems: REGION_RIGHTS.length,
  uniqueItems: true,
})

export const NewRegionKey = Type.Object({ name: Name, regions: Regions, rights: Rights }, strict)
export type NewRegionKey = Static<typeof NewRegionKey>

export const RegionKeyChange = Type.Partial(NewRegionKey, strict)
export type RegionKeyChange = Static<typeof RegionKeyChange>

const SecretView = Type.Object({
  /** Milliseconds since 1970. */
  createdAt: Type.Number(),
  /** `null`: never. */
  lastUsedAt: Type.Union([Type.Number(), Type.Null()]),
  /** A network address; empty: none. */
  lastUsedFrom: Type.String(),
})

export const RegionKeyView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  regions: Type.Union([Type.Literal('all'), Type.Array(Type.String())]),
  rights: Type.Array(Type.Enum([...REGION_RIGHTS])),
  createdAt: Type.Number(),
  /** The newest last; two while one is changed for the other. */
  secrets: Type.Array(SecretView),
})
export type RegionKeyView = Static<typeof RegionKeyView>

/** A region that is known, by its name. */
const KnownRegion = Type.Object({ id: Type.String(), name: Type.String() })

export const RegionKeyList = Type.Object({
  keys: Type.Array(RegionKeyView),
  /** To choose from. */
  regions: Type.Array(KnownRegion),
})
export type RegionKeyList = Static<typeof RegionKeyList>

/** A new secret with the lines to paste. It is told only this once. */
export const IssuedRegionKey = Type.Object({
  key: RegionKeyView,
  secret: Type.String(),
  /** For OpenSim.ini; empty where the key may not do that. */
  openSimIni: Type.String(),
  webRtcIni: Type.String(),
  /** For a script or a module of one's own. */
  script: Type.String(),
})
export type IssuedRegionKey = Static<typeof IssuedRegionKey>
