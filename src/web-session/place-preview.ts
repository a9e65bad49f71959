/** `GET /api/place`: tells a signed-in page, before it joins, who is where its avatar stands. Nothing changes by it. */

import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { ConfinedSessions } from '../voice/region-keys/confined-sessions.js'
import type { PreviewPlace } from '../voice/rooms/participants/place-preview.js'
import type { Session } from '../voice/sign-in/sessions.js'

export interface PlacePreviewOptions {
  /** @throws VoiceError `session-missing`, `session-expired` */
  readonly authenticate: (request: FastifyRequest) => Session
  readonly preview: PreviewPlace
  readonly confined: Pick<ConfinedSessions, 'of'>
}

/** More names than these are only counted. */
const MOST_NAMES = 5

export const placePreview: FastifyPluginAsync<PlacePreviewOptions> = async (
  app,
  { authenticate, preview, confined },
) => {
  app.get('/api/place', async (request, reply) => {
    const session = authenticate(request)
    const found = await preview(session, confined.of(session))
    reply.header('cache-control', 'no-store')
    if (!found) return {}
    const { place, people } = found
    return { place, people: people.slice(0, MOST_NAMES), more: Math.max(0, people.length - MOST_NAMES) }
  })
}
