/** `POST /opensim/v1/positions`: a region, a module or a script tells where its avatars stand. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { VoiceError } from '../errors.js'
import { createLogOnce } from '../voice/log-once.js'
import type { ParcelVoice } from '../voice/parcel-voice.js'
import type { Presence } from '../voice/presence.js'
import { GRID_METRES, MAX_CORNER_METRES } from '../voice/region-corners.js'
import { ParcelWords, RegionWords, readLand } from './land-flags.js'
import { HORIZONTAL_BOUNDS, VERTICAL_BOUNDS } from './region-bounds.js'
import { Uuid } from './uuid.js'

/** More avatars than any region holds; a longer list is refused, not cut. */
const MAX_AVATARS = 1000
const MAX_BODY_BYTES = 512 * 1024

const Corner = Type.Number({ minimum: 0, maximum: MAX_CORNER_METRES, multipleOf: GRID_METRES })

const Body = Type.Object({
  region: Uuid,
  name: Type.String({ maxLength: 255 }),
  corner: Type.Optional(Type.Tuple([Corner, Corner])),
  /** Milliseconds; an older report than the last one is dropped. */
  at: Type.Optional(Type.Number()),
  avatars: Type.Array(
    Type.Object({
      id: Uuid,
      name: Type.String({ minLength: 1, maxLength: 255 }),
      pos: Type.Tuple([
        Type.Number(HORIZONTAL_BOUNDS),
        Type.Number(HORIZONTAL_BOUNDS),
        Type.Number(VERTICAL_BOUNDS),
      ]),
      look: Type.Optional(Type.Tuple([Type.Number(), Type.Number(), Type.Number()])),
      parcel: Type.Optional(Type.Union([Uuid, Type.Null()])),
      ...ParcelWords.properties,
    }),
    { maxItems: MAX_AVATARS },
  ),
  ...RegionWords.properties,
})

const Headers = Type.Object({ 'x-sequence': Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })) })

export interface PositionsOptions {
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
}

export const positionsRoute: FastifyPluginAsyncTypebox<PositionsOptions> = async (
  app,
  { presence, parcelVoice },
) => {
  const once = createLogOnce()
  app.post(
    '/positions',
    { bodyLimit: MAX_BODY_BYTES, schema: { body: Body, headers: Headers } },
    async (request, reply) => {
      const { region, name, at, corner, avatars } = request.body
      const sequence = request.headers['x-sequence']
      refuseDuplicates(avatars.map(({ id }) => id.toLowerCase()))
      const taken = presence.report({
        regionId: region.toLowerCase(),
        regionName: name,
        source: 'push',
        corner,
        order: sequence === undefined ? at : Number(sequence),
        avatars: avatars.map(({ id, name, pos, look, parcel }) => ({
          agentId: id.toLowerCase(),
          name,
          position: pos,
          look: look ?? [0, 0, 0],
          parcelId: parcel?.toLowerCase() ?? null,
        })),
      })
      if (!taken) {
        request.log.debug({ region }, 'late positions dropped')
        return reply.code(204).send()
      }
      const holder = corner && presence.corners.regionAt(corner)
      if (holder !== undefined && holder !== region.toLowerCase()) {
        once(region, () =>
          request.log.warn({ region, holder, corner }, 'two regions say that they lie in one place'),
        )
      }
      parcelVoice.report(region.toLowerCase(), readLand(request.body))
      return reply.code(204).send()
    },
  )
}

function refuseDuplicates(ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new VoiceError('positions-invalid', `Avatar ${id} is listed twice: list it once.`)
    seen.add(id)
  }
}
