/** The console's API for how a grid's pages look; one schema for both sides. */

import { type Static, Type } from 'typebox'
import { ACCENT_PATTERN } from '../../pure/accent.js'
import { MAX_GRID_NAME } from '../../pure/page-look.js'

const strict = { additionalProperties: false }

const Name = Type.String({ maxLength: MAX_GRID_NAME, pattern: '^[^\\p{Cc}]*$' })
/** '' for the service's own. */
const AccentChoice = Type.Union([Type.Literal(''), Type.String({ pattern: ACCENT_PATTERN })])

const SchemeAccent = Type.Object({ accent: Type.String(), onAccent: Type.String(), adjusted: Type.Boolean() })

export const LookView = Type.Object({
  name: Type.String(),
  accent: Type.String(),
  /** A data URL. */
  logo: Type.Union([Type.String(), Type.Null()]),
  /** What each scheme makes of the accent. */
  shown: Type.Union([Type.Object({ light: SchemeAccent, dark: SchemeAccent }), Type.Null()]),
})
export type LookView = Static<typeof LookView>

export const LookChange = Type.Object(
  { name: Type.Optional(Name), accent: Type.Optional(AccentChoice) },
  strict,
)
export type LookChange = Static<typeof LookChange>

/** Base64. */
export const NewLogo = Type.Object(
  { content: Type.String({ minLength: 4, pattern: '^[A-Za-z0-9+/]+={0,2}$' }) },
  strict,
)
