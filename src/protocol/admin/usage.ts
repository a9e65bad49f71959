/** What a grid uses, as the console asks for it. */

import { type Static, Type } from 'typebox'

export const UsageQuery = Type.Object(
  /** How many days, today included. */
  { days: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|[1-3][0-9]{2}|400)$' })) },
  { additionalProperties: false },
)

const Amount = Type.Integer({ minimum: 0 })
const day = {
  /** In UTC, such as `2026-11-28`. */
  day: Type.String(),
  /** How many different residents were in voice. */
  people: Amount,
  voiceSeconds: Amount,
  hubSeconds: Amount,
  hubBytes: Amount,
}

export const UsageView = Type.Object({
  today: Type.String(),
  /** The oldest first; days without use are left out. */
  days: Type.Array(Type.Object(day)),
})
export type UsageView = Static<typeof UsageView>

export const UsageOfGrids = Type.Object({
  today: Type.String(),
  days: Type.Array(Type.Object({ grid: Type.String(), ...day })),
})
export type UsageOfGrids = Static<typeof UsageOfGrids>
