/** Accepts browsers' requests from our own pages only. */

import type { FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'

/**
 * Refuses requests that another site's page sends with our cookies. Programs other than browsers send no Origin, and
 * have no cookies to abuse.
 * @throws VoiceError `origin-refused`
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const host = URL.canParse(origin) ? new URL(origin).host : undefined
  if (host !== undefined && (host === request.host || host === new URL(publicUrl).host)) return
  throw new VoiceError(
    'origin-refused',
    'This request comes from another site: open voice on its own address.',
  )
}
