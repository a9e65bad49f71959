/** What a resident is told when the grid, or a simulator, did not come to an answer. */

import { VoiceError } from '../../errors.js'
import { PostFault } from '../../outgoing/http-post.js'
import { RobustFault } from '../client/robust-fault.js'
import { SimulatorFault } from '../client/simulator-call.js'

/** The error to be thrown instead, with facts for the operator; any other stays as it is. */
export function gridUnavailable(error: unknown): unknown {
  const isKnown =
    error instanceof RobustFault || error instanceof SimulatorFault || error instanceof PostFault
  if (!isKnown) return error
  return new VoiceError(
    'simulator-unavailable',
    'The grid does not answer at the moment: try again, or open a voice link in-world.',
    { cause: error, facts: { reason: error.reason, grid: error.message } },
  )
}
