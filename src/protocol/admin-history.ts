/** The numbers of the overview's charts, as the console asks for them. */

import { Type } from 'typebox'

export const HistoryQuery = Type.Object(
  { range: Type.Union([Type.Literal('1h'), Type.Literal('24h'), Type.Literal('7d'), Type.Literal('30d')]) },
  { additionalProperties: false },
)
const Values = Type.Array(Type.Union([Type.Number(), Type.Null()]))
export const History = Type.Object({
  stepMinutes: Type.Integer(),
  /** The beginning of the first step, in milliseconds since 1970. */
  from: Type.Number(),
  /** One value a step, the oldest first; `null`: not known. */
  figures: Type.Object({
    people: Values,
    rooms: Values,
    timeToVoiceMs: Values,
    lossShare: Values,
    hubCores: Values,
    oldestFeedSeconds: Values,
    refusedSignIns: Values,
  }),
})
