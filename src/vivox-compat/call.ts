/** What every request handler of `/api2` is given and returns. */

import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { VoiceError } from '../errors.js'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Channels } from '../voice/channels/channels.js'
import type { GridId } from '../voice/grids/grid.js'
import type { FaultLog, FaultyClient } from '../voice/log/fault-log.js'
import type { Moderation } from '../voice/moderation/moderation.js'
import type { SignInThrottle } from '../voice/sign-in/sign-in-throttle.js'
import type { AdminGate } from './admin-gate.js'
import type { Tokens } from './tokens.js'
import type { Params } from './wire/params.js'
import type { XmlElements } from './wire/xml.js'

export interface VivoxServices {
  readonly accounts: Accounts
  readonly channels: Channels
  readonly moderation: Moderation
  readonly admin: { readonly user: string; readonly password: string }
  readonly throttle: SignInThrottle
  readonly tokens: Tokens
  readonly gate: AdminGate
  readonly faults: FaultLog
  /** Called for every region's request, with the reason if it was refused. */
  readonly onCall?: (request: FastifyRequest, refusal: VoiceError | undefined) => void
  /** The realm of account and channel URIs. */
  sipDomain(): string
  /** Where residents open the page. */
  publicUrl(): string
  /** Logs oddities of a channel's parameters, once for each channel. */
  warnOnce(channelName: string, oddities: readonly string[], log: FastifyBaseLogger): void
}

export interface VivoxCall {
  /** The grid for which the region signed in. */
  readonly grid: GridId
  readonly params: Params
  readonly request: FastifyRequest
  readonly services: VivoxServices
}

/** The requester in the log of faults. */
export const clientOf = ({ id, ip, routeOptions }: FastifyRequest): FaultyClient => ({
  reqId: id,
  address: ip,
  what: routeOptions.url ?? 'an unknown call',
})

/**
 * Returns the elements beside `status` in `level0`.
 * @throws VoiceError, which the plugin turns into a fault
 */
export type CallHandler = (call: VivoxCall) => Promise<XmlElements>
