/** Tests of the set-up that an admin starts: each looks at one thing, now. */

import { type Static, Type } from 'typebox'
import { SETUP_TESTS } from '../../pure/setup-tests.js'
import { Finding } from '../service-codes.js'

export const SetupTestName = Type.Enum(SETUP_TESTS)
export type SetupTestName = Static<typeof SetupTestName>

export const SetupTestStart = Type.Object(
  {
    /** The clock of the admin's browser, in milliseconds since 1970. */
    browserTime: Type.Number({ minimum: 0, maximum: 8.64e15 }),
  },
  { additionalProperties: false },
)

export const SetupTestResult = Type.Object({
  state: Type.Union([Type.Literal('good'), Type.Literal('bad'), Type.Literal('unknown')]),
  findings: Type.Array(Finding),
  /**
   * What was measured: days that a certificate lasts, seconds that the service's clock is ahead of the browser's, seconds
   * since the newest position; `null` for all other tests.
   */
  value: Type.Union([Type.Number(), Type.Null()]),
})
export type SetupTestResult = Static<typeof SetupTestResult>
