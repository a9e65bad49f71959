/** Checks that a sender may speak for regions: it must carry the region secret, or a region key. */

import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import type { RegionRight } from '../pure/region-keys/region-rights.js'
import type { GridId } from '../voice/grids/grid.js'
import type { RegionAuthority } from '../voice/region-keys/authority.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'

/**
 * A hook that lets only requests with a secret through, as `Authorization: Bearer <secret>` or, where a script cannot set
 * that, as `X-Region-Secret`.
 * @param right what these requests ask for
 */
export function requireRegionSecret(
  gate: Pick<RegionGate, 'admit'>,
  right: RegionRight,
): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const secret = secretIn(request.headers)
    request.regionAuthority = gate.admit({
      secret,
      address: request.ip,
      right,
      bytes: Number(request.headers['content-length'] ?? 0),
      wrong:
        secret === undefined
          ? 'The region secret is missing: send it as "Authorization: Bearer <secret>" or as X-Region-Secret.'
          : 'The region secret is wrong: compare it with REGION_SECRET of the voice service, or with the region key.',
    })
    request.isRegion = true
  }
}

/** For whom a request speaks that was let in. */
export function authorityOf({ regionAuthority }: FastifyRequest): RegionAuthority {
  if (regionAuthority) return regionAuthority
  throw new VoiceError('region-secret-wrong', 'The region secret is missing.')
}

/** Of which grid a request is; one that was not let in counts for the grid whose host it asks. */
export function gridOf({ regionAuthority, pageGrid }: FastifyRequest): GridId {
  return regionAuthority?.grid ?? pageGrid
}

/** The secret that a request carries, right or wrong. */
export function secretIn({
  authorization,
  'x-region-secret': other,
}: IncomingHttpHeaders): string | undefined {
  return bearer(authorization) ?? (typeof other === 'string' ? other : undefined)
}

function bearer(header: string | undefined): string | undefined {
  return header?.match(/^Bearer +(\S+) *$/i)?.[1]
}
