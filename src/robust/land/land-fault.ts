/** What can go wrong with a question to a simulator about its land, as codes, and in words for whoever runs the service. */

export type LandReason = 'land-not-enabled' | 'land-unreachable' | 'land-answer-invalid'

/** A question that came to nothing; the message is for admins. */
export class LandFault extends Error {
  override readonly name = 'LandFault'
  constructor(
    readonly reason: LandReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

export function notEnabled(): LandFault {
  return new LandFault(
    'land-not-enabled',
    'The simulator does not tell of its parcels: set [Modules] LandServiceInConnector = true in its ini file, and restart it.',
  )
}

export function unreachable(why: string, cause?: unknown): LandFault {
  return new LandFault(
    'land-unreachable',
    `The simulator cannot be reached at the address that the grid lists: ${why}. Is it up, and does a firewall refuse this machine?`,
    { cause },
  )
}

export function invalidAnswer(why: string, cause?: unknown): LandFault {
  return new LandFault('land-answer-invalid', `The answer of the simulator cannot be used: ${why}.`, {
    cause,
  })
}
