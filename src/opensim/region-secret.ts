/** Checks that a sender may speak for regions: it must carry the region secret. */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import { isSameSecret } from '../voice/sign-in/same-secret.js'

/**
 * A pre-handler that lets only requests with the secret through, as `Authorization: Bearer <secret>`
 * or, where a script cannot set that, as `X-Region-Secret`. Compared in constant time.
 */
export function requireRegionSecret(secret: () => string): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const given = bearer(request.headers.authorization) ?? request.headers['x-region-secret']
    if (typeof given === 'string' && isSameSecret(given, secret())) {
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
