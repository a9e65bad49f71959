/** What can go wrong with a question to the grid's services, as codes, and in words for whoever runs the service. */

import { Fault } from '../../outgoing/fault.js'
import type { PostFault } from '../../outgoing/http-post.js'

export type RobustReason =
  | 'grid-unreachable'
  | 'grid-firewall'
  | 'grid-slow'
  | 'grid-public-port'
  | 'grid-password'
  | 'grid-answer-invalid'
  | 'grid-refused'

/** A question that came to nothing; the message is for admins and names no password. */
export class RobustFault extends Fault<RobustReason> {
  override readonly name = 'RobustFault'
}

/** Robust answers with an empty 200 for whatever it does not serve on a port, and for some seconds while it starts. */
export function emptyAnswer(): RobustFault {
  return new RobustFault(
    'grid-public-port',
    'Robust answers with nothing: ROBUST_URL must name its private port (8003, not 8002), the service may be switched off in Robust.HG.ini, or Robust is still starting.',
  )
}

export function invalidAnswer(why: string, cause?: unknown): RobustFault {
  return new RobustFault('grid-answer-invalid', `The answer of Robust cannot be used: ${why}.`, { cause })
}

export function refusedAnswer(what: string): RobustFault {
  return new RobustFault(
    'grid-refused',
    `Robust failed at the question for ${what}: its own log says why; is its database up?`,
  )
}

export function tooBusy(): RobustFault {
  return new RobustFault('grid-slow', 'Too many questions to Robust wait already: it answers too slowly.')
}

export function faultOfPost(fault: PostFault): RobustFault {
  const options = { cause: fault }
  if (fault.status === 401) {
    return new RobustFault(
      'grid-password',
      'Robust wants another user and password: compare those in ROBUST_URL with HttpAuthUsername and HttpAuthPassword (AuthType = BasicHttpAuthentication) in its ini file.',
      options,
    )
  }
  if (fault.reason === 'answer-invalid') return invalidAnswer(fault.message, fault)
  if (fault.reason === 'unreachable') {
    return new RobustFault(
      'grid-unreachable',
      `Robust cannot be reached: ${fault.message}. Is it running, does it listen on that address, and does a firewall refuse this machine?`,
      options,
    )
  }
  if (!fault.connected) {
    return new RobustFault(
      'grid-firewall',
      `No connection to Robust: ${fault.message}. A firewall drops it: let this machine, and no other but simulators, reach that port.`,
      options,
    )
  }
  return new RobustFault(
    'grid-slow',
    `Robust is too slow: ${fault.message}. It is starting, or its database is overloaded.`,
    options,
  )
}
