/** What every request handler of `/api2` is given and returns. */

import type { FastifyRequest } from 'fastify'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Channels } from '../voice/channels/channels.js'
import type { GridId } from '../voice/grids/grid.js'
import type { FaultLog, FaultyClient } from '../voice/log/fault-log.js'
import type { LogOnce } from '../voice/log/log-once.js'
import type { Moderation } from '../voice/moderation/moderation.js'
import type { ParcelRegions } from '../voice/presence/land/parcel-regions.js'
import type { RegionAuthority } from '../voice/region-keys/authority.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'
import type { Standing } from '../voice/region-keys/standing.js'
import type { RegionRequests } from '../voice/reports/region-requests.js'
import type { SignInThrottle } from '../voice/sign-in/sign-in-throttle.js'
import type { AdminGate } from './admin-gate.js'
import type { Tokens } from './tokens.js'
import type { Params } from './wire/params.js'
import type { WrittenAnswer, XmlElements } from './wire/xml.js'

export interface VivoxServices {
  readonly accounts: Accounts
  readonly channels: Channels
  readonly moderation: Moderation
  /** Says whose a credential is. */
  readonly regionGate: RegionGate
  readonly standing: Pick<Standing, 'require'>
  readonly parcelRegions: ParcelRegions
  readonly throttle: SignInThrottle
  readonly tokens: Tokens
  readonly gate: AdminGate
  readonly faults: FaultLog
  /** Told of every region's request. */
  readonly regionRequests?: RegionRequests
  /** The realm of a grid's account and channel URIs. */
  sipDomainOf(grid: GridId): string
  /** Where a grid's residents open the page. */
  pagesUrl(grid: GridId): string
  readonly logOnce: LogOnce
}

export interface VivoxRequest {
  readonly grid: GridId
  /** For whom the region speaks that has signed in. */
  readonly authority: RegionAuthority
  readonly params: Params
  readonly request: FastifyRequest
  readonly services: VivoxServices
}

/** The requester in the log of faults. */
export const clientOf = ({ id, ip, routeOptions }: FastifyRequest): FaultyClient => ({
  reqId: id,
  address: ip,
  what: routeOptions.url ?? 'an unknown request',
})

/**
 * Returns the elements beside `status` in `level0`, or all of the answer.
 * @throws VoiceError, which the plugin turns into a fault
 */
export type RequestHandler = (asked: VivoxRequest) => Promise<XmlElements | WrittenAnswer>
