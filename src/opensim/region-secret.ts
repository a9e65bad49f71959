/** Who may speak for a region: whoever carries the region secret. */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'

/**
 * A pre-handler that lets only requests with the secret through, as `Authorization: Bearer <secret>`
 * or, where a script cannot set that, as `X-Region-Secret`. Compared in constant time.
 */
export function requireRegionSecret(secret: () => string): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const expected = digest(secret())
    const given = bearer(request.headers.authorization) ?? request.headers['x-region-secret']
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) {
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

/** Hashed first, so that lengths are equal and tell nothing. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
