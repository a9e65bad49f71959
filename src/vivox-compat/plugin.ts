/** `/api2/*.php`: the account and channel API for VivoxVoiceModule, which ignores every answer except a 200. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import { agentIdOf } from '../voice/accounts/account-name.js'
import type { Accounts } from '../voice/accounts/accounts.js'
import type { Channels } from '../voice/channels/channels.js'
import type { GridId } from '../voice/grids/grid.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import { createLogOnce } from '../voice/log/log-once.js'
import type { Moderation } from '../voice/moderation/moderation.js'
import type { Clock, Stopwatch } from '../voice/ports.js'
import type { ParcelRegions } from '../voice/presence/land/parcel-regions.js'
import { masterOf, type RegionAuthority } from '../voice/region-keys/authority.js'
import type { RegionGate } from '../voice/region-keys/region-gate.js'
import type { Standing } from '../voice/region-keys/standing.js'
import type { RegionRequests } from '../voice/reports/region-requests.js'
import type { SignInThrottle } from '../voice/sign-in/sign-in-throttle.js'
import { createAdminGate } from './admin-gate.js'
import { clientOf, type RequestHandler, type VivoxServices } from './request.js'
import { changeChannel } from './requests/change-channel.js'
import { commandChannel } from './requests/command-channel.js'
import { getAccount } from './requests/get-account.js'
import { newAccount } from './requests/new-account.js'
import { preloginDocument } from './requests/prelogin.js'
import { searchChannels } from './requests/search-channels.js'
import { setPassword } from './requests/set-password.js'
import { signIn } from './requests/sign-in.js'
import { signOut } from './requests/sign-out.js'
import { createTokens } from './tokens.js'
import { type Params, parseParams } from './wire/params.js'
import { type CodeContext, statusCodeOf } from './wire/status-codes.js'
import { WrittenAnswer, writeAnswer, writeFault } from './wire/xml.js'

export interface VivoxCompatOptions {
  readonly accounts: Accounts
  readonly channels: Channels
  readonly moderation: Moderation
  /** Says whose a credential is. */
  readonly regionGate: RegionGate
  readonly standing: Standing
  readonly parcelRegions: ParcelRegions
  /** Signs tokens; if it changes, every region has to sign in again. */
  readonly tokenSecret: string
  readonly throttle: SignInThrottle
  /** Told of every region's request. */
  readonly regionRequests?: RegionRequests
  sipDomainOf(grid: GridId): string
  pagesUrl(grid: GridId): string
  readonly faults: FaultLog
  readonly clock: Clock
  readonly stopwatch: Stopwatch
}

interface Endpoint {
  /** `admin-repeating`: on a 201 the module signs in and repeats the request. */
  readonly access: 'anybody' | 'admin' | 'admin-repeating'
  readonly context: CodeContext
  readonly handle: RequestHandler
}

/** Headers for browsers would cost as much as the answer, which is for nobody else than regions and voice clients. */
const ROUTE_OPTIONS = { exposeHeadRoute: false, helmet: false } as const

interface Route extends Endpoint {
  readonly path: string
}

const endpoints: readonly (Endpoint & { readonly names: readonly string[] })[] = [
  { names: ['viv_signin'], access: 'anybody', context: 'sign-in', handle: signIn },
  { names: ['viv_signout'], access: 'anybody', context: 'other', handle: signOut },
  { names: ['viv_get_acct'], access: 'admin-repeating', context: 'other', handle: getAccount },
  { names: ['viv_adm_acct_new'], access: 'admin-repeating', context: 'new-account', handle: newAccount },
  {
    names: ['viv_adm_password', 'viv_ad_password'],
    access: 'admin',
    context: 'other',
    handle: setPassword,
  },
  { names: ['viv_chan_mod'], access: 'admin', context: 'other', handle: changeChannel },
  { names: ['viv_chan_search'], access: 'admin', context: 'other', handle: searchChannels },
  { names: ['viv_chan_cmd'], access: 'admin', context: 'other', handle: commandChannel },
]

/** Registers `/api2`. Unknown requests and methods are answered with 200 in XML, too. */
export async function vivoxCompat(app: FastifyInstance, options: VivoxCompatOptions): Promise<void> {
  const tokens = createTokens({ ...options, gate: options.regionGate, secret: options.tokenSecret })
  const services: VivoxServices = {
    ...options,
    tokens,
    gate: createAdminGate(tokens, options.stopwatch),
    logOnce: createLogOnce(),
  }
  await app.register(async (api) => registerRequests(api, services), { prefix: '/api2' })
}

function registerRequests(api: FastifyInstance, services: VivoxServices): void {
  // This API has no bodies: any body is accepted unread, whatever its type.
  api.removeAllContentTypeParsers()
  api.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
  api.setNotFoundHandler((request, reply) => answerUnknownRequest(request, reply, services.faults))
  api.setErrorHandler((error, request, reply) => sendFault(request, reply, 'other', error, services.faults))

  for (const { names, ...endpoint } of endpoints) {
    for (const name of names) {
      const asked = { ...endpoint, path: `${api.prefix}/${name}.php` }
      api.get(`/${name}.php`, ROUTE_OPTIONS, (request, reply) => answer(request, reply, asked, services))
    }
  }
  api.get('/viv_get_prelogin.php', ROUTE_OPTIONS, async ({ pageGrid }, reply) =>
    sendXml(reply, preloginDocument(pageGrid, services)),
  )
}

/** Answers an unknown request with a 200, because the module ignores everything else. */
export function answerUnknownRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  faults: FaultLog,
): FastifyReply {
  const message = 'There is no such address, or not with this method.'
  return sendFault(request, reply, 'other', new VoiceError('not-found', message), faults)
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Route,
  services: VivoxServices,
): Promise<FastifyReply> {
  const { access, context, handle } = endpoint
  const params = parseParams(queryOf(request.originalUrl))
  let authority: RegionAuthority | undefined
  let refusal: VoiceError | undefined
  try {
    if (access !== 'anybody') {
      authority = services.gate.admit(request, params.get('auth_token'), access === 'admin-repeating')
      request.isRegion = true
      services.regionGate.count(authority, request.ip, 'capabilities')
    }
    const asking = authority ?? askingOf(request, endpoint, params, services)
    const body = await handle({ grid: asking.grid, authority: asking, params, request, services })
    services.faults.served(() => clientOf(request))
    return sendXml(reply, body instanceof WrittenAnswer ? body.text : writeAnswer(body))
  } catch (error) {
    if (!authority && error instanceof VoiceError) refusal = error
    return sendFault(request, reply, context, error, services.faults)
  } finally {
    if (services.regionRequests && isOfRegion(endpoint, params)) {
      const { grid } = authority ?? askingOf(request, endpoint, params, services)
      noteRequest(request, endpoint, grid, refusal, services.regionRequests)
    }
  }
}

/** Of those who have no token: whoever signs in says by that whose region it is; residents' own accounts are those of the grid whose host they ask. */
function askingOf(
  { pageGrid }: FastifyRequest,
  { context }: Endpoint,
  params: Params,
  { regionGate }: VivoxServices,
): RegionAuthority {
  const admin = context === 'sign-in' ? regionGate.gridOfAdmin(params.get('userid') ?? '') : undefined
  return masterOf(admin ?? pageGrid)
}

/** Notes that a region's request was let in, or why it was not. */
function noteRequest(
  { protocol, ip }: FastifyRequest,
  { path }: Route,
  grid: GridId,
  refusal: VoiceError | undefined,
  regionRequests: RegionRequests,
): void {
  const way = protocol === 'https' ? 'from-0.9.2' : 'before-0.9.2'
  const asked = { grid, address: ip, path, way } as const
  if (refusal) regionRequests.refused(asked, refusal.message)
  else regionRequests.answered(asked)
}

/** Whether a request comes from a region: residents' voice clients sign in and out, too, with avatars' accounts. */
function isOfRegion({ access, context }: Endpoint, params: Params): boolean {
  if (access !== 'anybody') return true
  return context === 'sign-in' && agentIdOf(params.get('userid') ?? '') === null
}

/** Logs and answers a fault: a client's as a warning, ours as an error; an account that the region makes next is no fault. */
function sendFault(
  request: FastifyRequest,
  reply: FastifyReply,
  context: CodeContext,
  error: unknown,
  faults: FaultLog,
): FastifyReply {
  const fault = faultOf(error)
  const path = request.routeOptions.url ?? 'unknown'
  if (fault.code === 'internal') request.log.error({ err: error, path }, 'a request failed')
  else if (fault.code === 'account-not-found') request.log.debug({ path, code: fault.code }, fault.message)
  else faults.warn(clientOf(request), fault.code, { path }, fault.message)
  const code = statusCodeOf(fault.code, context)
  // For this one request the module reads the code from `level0.status`.
  return sendXml(reply, writeFault(code, fault.message, context === 'new-account' ? code : 'ERR'))
}

function faultOf(error: unknown): VoiceError {
  if (error instanceof VoiceError) return error
  if (error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500) {
    return new VoiceError('bad-request', 'The request cannot be read.', { cause: error })
  }
  return new VoiceError('internal', 'The request failed; the log of the voice service says why.', {
    cause: error,
  })
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start + 1)
}

function sendXml(reply: FastifyReply, xml: string): FastifyReply {
  return reply.code(200).header('cache-control', 'no-store').type('text/xml; charset=utf-8').send(xml)
}
