/** The console's API for the grids that are served; one schema for both sides. */

import { type Static, Type } from 'typebox'
import { SIGN_IN_WAYS } from '../../pure/grids/sign-in-ways.js'
import { LANGUAGE_CODES } from '../../pure/languages.js'

const strict = { additionalProperties: false }
const Text = (maxLength: number) => Type.String({ maxLength })
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/** The most of each that a grid may take up, by name; `null`: no limit of its own. */
export const GRID_LIMITS = ['people', 'rooms', 'hubPeers', 'requestsPerSecond', 'bytesPerSecond'] as const
export type GridLimitName = (typeof GRID_LIMITS)[number]

const Limit = orNull(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }))
const Limits = Type.Object(
  { people: Limit, rooms: Limit, hubPeers: Limit, requestsPerSecond: Limit, bytesPerSecond: Limit },
  strict,
)
const Ways = Type.Array(Type.Enum([...SIGN_IN_WAYS]), { maxItems: SIGN_IN_WAYS.length, uniqueItems: true })

export const GridIdText = Text(31)
export const ByGrid = Type.Object({ id: GridIdText })

const Robust = Type.Object(
  {
    url: Text(300),
    publicUrl: orNull(Text(300)),
    user: Text(200),
    /** `null`, or left out: what is known stays; empty: there is none any more. */
    password: orNull(Text(500)),
    remoteAdminPassword: Type.Optional(orNull(Text(4000))),
    messageKey: Type.Optional(orNull(Text(500))),
  },
  strict,
)

const terms = {
  name: Text(63),
  sipDomain: Text(253),
  hostNames: Type.Array(Text(253), { maxItems: 16 }),
  vivoxAdminUser: Text(63),
  robust: orNull(Robust),
  signInWays: Ways,
  language: Type.Enum([...LANGUAGE_CODES]),
  limits: Limits,
}

/** What is left out follows from the id. */
export const NewGridTerms = Type.Object(
  { id: GridIdText, ...Type.Partial(Type.Object(terms)).properties, name: terms.name },
  strict,
)
export type NewGridTerms = Static<typeof NewGridTerms>
export const GridChange = Type.Partial(Type.Object(terms), strict)
export type GridChange = Static<typeof GridChange>

export const GridView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  sipDomain: Type.String(),
  hostNames: Type.Array(Type.String()),
  vivoxAdminUser: Type.String(),
  /** Its services; `null`: they are not asked. */
  robust: orNull(
    Type.Object({
      url: Type.String(),
      publicUrl: orNull(Type.String()),
      user: Type.String(),
      /** Which secrets are kept; they are shown nowhere. */
      kept: Type.Array(Type.Enum(['password', 'remoteAdminPassword', 'messageKey'])),
      /** `null`: they have not been asked yet. */
      answers: orNull(Type.Boolean()),
    }),
  ),
  signInWays: Ways,
  language: Type.Enum([...LANGUAGE_CODES]),
  limits: Limits,
  /** The settings of the service say everything of the main grid but its name and its limits. */
  fromSettings: Type.Boolean(),
  createdAt: Type.Number(),
  /** What it takes up now of what is limited: people, rooms and hub on all nodes, the rest on the node that answers. */
  use: Type.Object({
    people: Type.Integer(),
    rooms: Type.Integer(),
    hubPeers: Type.Integer(),
    requestsPerSecond: Type.Number(),
    bytesPerSecond: Type.Number(),
  }),
})
export type GridView = Static<typeof GridView>
export const GridList = Type.Array(GridView)

const lines = { openSimIni: Type.String(), webRtcIni: Type.String(), script: Type.String() }

/** A grid with its secrets and the lines to paste: shown this once. */
export const IssuedGrid = Type.Object({ grid: GridView, ...lines })
export type IssuedGrid = Static<typeof IssuedGrid>

export const GridSecret = Type.Enum(['regionSecret', 'vivoxPassword'])
export const ByGridSecret = Type.Object({ id: GridIdText, secret: GridSecret })
/** What is empty needs no change in simulators. */
export const RenewedSecret = Type.Object({ secret: Type.String(), ...lines })
export type RenewedSecret = Static<typeof RenewedSecret>

/** The id once more, as it was typed: nothing brings the grid back. */
export const GridRemoval = Type.Object({ typed: GridIdText }, strict)

export const GridFileQuery = Type.Object({ as: Type.Optional(GridIdText) }, strict)
export const TakenInGrid = Type.Object({
  grid: GridView,
  rows: Type.Integer(),
  /** New secrets, where it came without, or with those of another grid here. */
  issued: orNull(IssuedGrid),
  /** The password of its services could not be read: it has to be typed again. */
  passwordMissing: Type.Boolean(),
})
export type TakenInGrid = Static<typeof TakenInGrid>
