/** The capability `SpatialVoiceModerationRequest`: a moderator mutes and unmutes people with the viewer. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { NULL_UUID, UUID_PATTERN } from '../../pure/uuid.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { RegionAct, RegionActs } from '../../voice/moderation/region-acts.js'
import type { ParcelRegions } from '../../voice/presence/land/parcel-regions.js'
import { requireRegion } from '../../voice/region-keys/authority.js'
import { authorityOf } from '../region-secret.js'
import { findOrCreate } from './place-channel.js'

export interface ModerationCapOptions {
  readonly channels: Channels
  readonly parcelRegions: Pick<ParcelRegions, 'claim'>
  readonly regionActs: RegionActs
}

const MAX_BODY_BYTES = 4 * 1024

const Uuid = Type.String({ pattern: UUID_PATTERN })

const Body = Type.Object({
  /** The avatar that moderates. */
  agent: Uuid,
  region: Uuid,
  /** Left out where that parcel uses the region's channel. */
  parcel: Type.Optional(Uuid),
  /** Whether the region says that this avatar may moderate voice there. */
  moderator: Type.Optional(Type.Boolean()),
  operand: Type.Enum(['mute', 'unmute', 'mute_all', 'unmute_all']),
  agent_id: Type.Optional(Uuid),
})

/** Registered where requests carry a region's credential. */
export const moderationCap: FastifyPluginAsyncTypebox<ModerationCapOptions> = async (app, options) => {
  const { channels, parcelRegions, regionActs } = options
  app.post(
    '/SpatialVoiceModerationRequest',
    { schema: { body: Body }, bodyLimit: MAX_BODY_BYTES },
    async (request, reply) => {
      const authority = authorityOf(request)
      const { agent, region, parcel = NULL_UUID, moderator: vouched = false } = request.body
      const { grid } = authority
      const [regionId, parcelId] = [region.toLowerCase(), parcel.toLowerCase()]
      requireRegion(authority, regionId)
      const ofRegion = parcelId === NULL_UUID
      if (!ofRegion && !parcelRegions.claim({ grid, regionId, parcelId }, authority)) {
        throw new VoiceError('not-allowed', 'That parcel belongs to another region.')
      }
      const name = ofRegion ? regionId : parcelId
      const [known] = await channels.search({ grid, name })
      const draft = { grid, id: undefined, name, description: '', regionSettings: {}, adminSettings: {} }
      const place = { channel: known ?? draft, open: () => findOrCreate(channels, grid, name, '') }
      const by = { grid, agentId: agent.toLowerCase(), regionId, vouched, authority, address: request.ip }
      await regionActs.perform(place, actOf(request.body), by)
      return reply.code(204).send()
    },
  )
}

/** @throws VoiceError `bad-request` */
function actOf({ operand, agent_id: agentId = NULL_UUID }: Static<typeof Body>): RegionAct {
  if (operand === 'mute_all') return { act: 'mute-all' }
  if (operand === 'unmute_all') return { act: 'unmute-all' }
  if (agentId === NULL_UUID) throw new VoiceError('bad-request', 'agent_id must say whom.')
  return { act: operand, agentId: agentId.toLowerCase() }
}
