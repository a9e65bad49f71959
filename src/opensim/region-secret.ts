/** Checks that a sender may speak for regions: it must carry the region secret. */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'

/**
 * A pre-handler that lets only requests with the secret through, as `Authorization: Bearer <secret>`
 * or, where a script cannot set that, as `X-Region-Secret`.
 * @param isRegionSecret compares in constant time
 */
export function requireRegionSecret(
  isRegionSecret: (given: string) => boolean,
): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const given = bearer(request.headers.authorization) ?? request.headers['x-region-secret']
    if (typeof given === 'string' && isRegionSecret(given)) {
      request.isRegion = true
      return
    }
    throw new VoiceError(
      'region-secret-wrong',
      given === undefined
        ? 'The region secret is missing: send it as "Authorization: Bearer <secret>" or as X-Region-Secret.'
        : 'The region secret is wrong: compare it with REGION_SECRET of the voice service.',
    )
  }
}

function bearer(header: string | undefined): string | undefined {
  return header?.match(/^Bearer +(\S+) *$/i)?.[1]
}
