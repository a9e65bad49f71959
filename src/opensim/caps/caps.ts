/**
 * `/opensim/v1/caps`: the voice capabilities as LLSD, for simulators without a voice module. A region
 * passes on what a viewer asked and hands the answer back as it is; see docs/opensim-caps.md.
 */

import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { VoiceError } from '../../errors.js'
import { NULL_UUID, UUID_PATTERN } from '../../pure/uuid.js'
import { accountNameOf } from '../../voice/accounts/account-name.js'
import type { Accounts } from '../../voice/accounts/accounts.js'
import type { Channels } from '../../voice/channels/channels.js'
import { channelUri } from '../../voice/channels/sip-uri.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { FaultLog } from '../../voice/log/fault-log.js'
import type { RegionActs } from '../../voice/moderation/region-acts.js'
import type { ParcelRegions } from '../../voice/presence/land/parcel-regions.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import { type RegionAuthority, requireRegion } from '../../voice/region-keys/authority.js'
import type { RegionGate } from '../../voice/region-keys/region-gate.js'
import type { Standing } from '../../voice/region-keys/standing.js'
import { authorityOf, requireRegionSecret } from '../region-secret.js'
import { type LlsdValue, readLlsd, writeLlsd } from './llsd.js'
import { moderationCap } from './moderation.js'
import { findOrCreate } from './place-channel.js'

export interface CapsOptions {
  readonly gate: Pick<RegionGate, 'admit'>
  readonly standing: Pick<Standing, 'require'>
  readonly parcelRegions: Pick<ParcelRegions, 'claim'>
  readonly accounts: Accounts
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
  readonly regionActs: RegionActs
  readonly sipDomainOf: (grid: GridId) => string
  readonly pagesUrl: (grid: GridId) => string
  readonly faults: FaultLog
}

/** What a region tells fits into a fraction of this. */
const MAX_BODY_BYTES = 16 * 1024

const Uuid = Type.String({ pattern: UUID_PATTERN })

const ProvisionBody = Type.Object({ agent: Type.Optional(Uuid) })

const Name = Type.String({ maxLength: 255 })

const ParcelBody = Type.Object({
  region: Type.Optional(Uuid),
  region_name: Type.Optional(Name),
  /** Left out where the parcel uses the region's channel. */
  parcel: Type.Optional(Uuid),
  parcel_name: Type.Optional(Name),
  parcel_local_id: Type.Optional(Type.Integer()),
  /** Of the estate and the parcel together. */
  voice_allowed: Type.Optional(Type.Boolean()),
})

/** Where the module answers "nothing": the avatar or parcel is not there, or the voice server failed. */
const NOTHING = undefined

/** Registered with the prefix `/opensim/v1/caps`. */
export const caps: FastifyPluginAsyncTypebox<CapsOptions> = async (app, options) => {
  app.addHook('onRequest', requireRegionSecret(options.gate, 'capabilities'))
  app.addContentTypeParser(
    ['application/llsd+xml', 'application/xml', 'text/xml'],
    { parseAs: 'string' },
    async (_request: unknown, body: string) => readLlsd(body),
  )

  const { channels, parcelRegions, regionActs } = options
  await app.register(moderationCap, { channels, parcelRegions, regionActs })

  app.post(
    '/ProvisionVoiceAccountRequest',
    { schema: { body: ProvisionBody }, bodyLimit: MAX_BODY_BYTES },
    async (request, reply) =>
      send(
        reply,
        await orNothing(request, options, () => provision(authorityOf(request), request.body, options)),
      ),
  )

  app.post(
    '/ParcelVoiceInfoRequest',
    { schema: { body: ParcelBody }, bodyLimit: MAX_BODY_BYTES },
    async (request, reply) =>
      send(
        reply,
        await orNothing(request, options, () => parcelInfo(authorityOf(request), request.body, options)),
      ),
  )
}

/** A fresh password at every voice start, as the module makes one; sessions of the avatar go on. */
async function provision(
  authority: RegionAuthority,
  { agent }: Static<typeof ProvisionBody>,
  { accounts, standing, sipDomainOf, pagesUrl }: CapsOptions,
): Promise<LlsdValue> {
  if (agent === undefined || agent === NULL_UUID) return NOTHING
  const { grid, key } = authority
  const agentId = agent.toLowerCase()
  standing.require(authority, { grid, agentId })
  const name = accountNameOf(agentId)
  const password = randomBytes(12).toString('base64url')
  await accounts.create({ grid, name, agentId, password, keyId: key?.id ?? null })
  return {
    username: name,
    password,
    voice_sip_uri_hostname: sipDomainOf(grid),
    voice_account_server_name: accountServer(pagesUrl(grid)),
  }
}

async function parcelInfo(
  authority: RegionAuthority,
  body: Static<typeof ParcelBody>,
  { channels, parcelVoice, parcelRegions, sipDomainOf }: CapsOptions,
): Promise<LlsdValue> {
  const { region, region_name: regionName = '', parcel, parcel_name: parcelName = regionName } = body
  if (region === undefined || region === NULL_UUID) return NOTHING
  const { grid } = authority
  const regionId = region.toLowerCase()
  requireRegion(authority, regionId)
  const answer = (uri: string): LlsdValue => ({
    parcel_local_id: body.parcel_local_id ?? 0,
    region_name: regionName,
    voice_credentials: { channel_uri: uri },
  })
  // Without a parcel it is one of those that share the region's channel, and which one is not said.
  if (parcel !== undefined && parcel !== NULL_UUID) {
    const place = { grid, regionId, parcelId: parcel.toLowerCase() }
    if (!parcelRegions.claim(place, authority)) {
      throw new VoiceError('not-allowed', 'That parcel belongs to another region.')
    }
    parcelVoice.set(place, body.voice_allowed)
  }
  if (body.voice_allowed === false) return answer('')
  const name = parcel === undefined || parcel === NULL_UUID ? region : parcel
  const description = `${regionName}:${name === region ? regionName : parcelName}`
  const channel = await findOrCreate(channels, grid, name, description)
  return answer(channelUri(channel.id, sipDomainOf(grid)))
}

/** The module's form: plain HTTP with the port, which this service answers beside TLS. */
function accountServer(pages: string): string {
  const { hostname, port, protocol } = new URL(pages)
  return `http://${hostname}:${port || (protocol === 'https:' ? 443 : 80)}/api2`
}

/** A simulator hands the answer to a viewer, which can do nothing with a fault of ours. */
async function orNothing(
  { id, ip, routeOptions, log }: FastifyRequest,
  { faults }: CapsOptions,
  answer: () => Promise<LlsdValue>,
): Promise<LlsdValue> {
  try {
    return await answer()
  } catch (error) {
    const client = { reqId: id, address: ip, what: routeOptions.url ?? '' }
    if (error instanceof VoiceError) faults.warn(client, error.code, {}, error.message)
    else log.error({ err: error }, 'a capability could not be answered')
    return NOTHING
  }
}

function send(reply: FastifyReply, value: LlsdValue): FastifyReply {
  return reply.type('application/llsd+xml').header('cache-control', 'no-store').send(writeLlsd(value))
}
