/** Looks at what signing in by the grid, and its people, need, one thing after the other; nobody is told anything by it. */

import { PostFault, post } from '../outgoing/http-post.js'
import type { MayReach } from '../outgoing/reachable-addresses.js'
import { NULL_UUID } from '../pure/uuid.js'
import type { Timers } from '../voice/ports.js'
import { GROUPS_PATH, type GroupClient } from './client/group-client.js'
import type { InstantMessages } from './client/instant-messages.js'
import type { ResidentClient } from './client/resident-client.js'
import { RobustFault, type RobustReason } from './client/robust-fault.js'
import { SimulatorFault, type SimulatorReason } from './client/simulator-call.js'

export type SignInStep = 'accounts' | 'friends' | 'groups' | 'messages' | 'password' | 'page'

export type SignInReason =
  | RobustReason
  | 'message-unreachable'
  | 'message-not-enabled'
  | 'grid-page-unanswered'

export interface SignInProbe {
  readonly step: SignInStep
  /** Whom it was asked of: a simulator, or the grid's page. */
  readonly about: string
  /** Why it does not work; `undefined`: it does. */
  readonly fault: { readonly reason: SignInReason; readonly message: string } | undefined
  /** A grid may do without it, and this one does. */
  readonly isOff: boolean
}

export interface SignInProbeOptions {
  readonly client: ResidentClient
  readonly groups: Pick<GroupClient, 'groupsOf'>
  readonly messages: InstantMessages
  /** Where simulators of the grid answer. */
  readonly simulators: readonly string[]
  readonly ways: readonly ('code' | 'password' | 'openid')[]
  /** The grid's public port; `undefined` where its page is not used. */
  readonly publicUrl: string | undefined
  readonly timers: Timers
  readonly mayReach: MayReach | undefined
}

/** The first ones stand for all. */
const MAX_SIMULATORS = 3
const PAGE_TIMEOUT_MS = 4000

export async function probeSignIn(options: SignInProbeOptions): Promise<readonly SignInProbe[]> {
  const { client, groups, messages, ways, publicUrl } = options
  const found: SignInProbe[] = []
  async function look(step: SignInStep, about: string, ask: () => Promise<unknown>): Promise<void> {
    const fault = await faultOf(ask)
    const isOff = step === 'groups' && fault?.reason === 'grid-public-port'
    found.push({ step, about, fault: isOff ? undefined : fault, isOff })
  }
  // Nobody has that id: an answer shows that the service is there.
  await look('accounts', '', () => client.accountOf({ agentId: NULL_UUID }))
  await look('friends', '', () => client.friendsOf(NULL_UUID))
  await look('groups', GROUPS_PATH, () => groups.groupsOf(NULL_UUID))
  if (ways.includes('code')) {
    for (const simulator of [...new Set(options.simulators)].slice(0, MAX_SIMULATORS)) {
      await look('messages', hostOf(simulator), () => messages.send(simulator, NULL_UUID, ''))
    }
  }
  if (ways.includes('password')) await look('password', '', () => client.isPasswordOf(NULL_UUID, ''))
  if (ways.includes('openid') && publicUrl !== undefined) {
    await look('page', publicUrl, () => askPage(publicUrl, options))
  }
  return found
}

/** @throws PostFault where no OpenID provider answers */
async function askPage(
  publicUrl: string,
  { timers, mayReach }: Pick<SignInProbeOptions, 'timers' | 'mayReach'>,
): Promise<void> {
  const form = { 'openid.ns': 'http://specs.openid.net/auth/2.0', 'openid.mode': 'check_authentication' }
  const text = await post(new URL('/openid/server/', publicUrl), new URLSearchParams(form).toString(), {
    contentType: 'application/x-www-form-urlencoded',
    timeoutMs: PAGE_TIMEOUT_MS,
    maxBytes: 64 * 1024,
    timers,
    mayReach,
  })
  if (text.trim() === '') throw new PostFault('answer-invalid', 'it answers with nothing')
}

async function faultOf(ask: () => Promise<unknown>): Promise<SignInProbe['fault']> {
  try {
    await ask()
    return undefined
  } catch (error) {
    if (error instanceof RobustFault) return error
    if (error instanceof SimulatorFault) return { reason: REASONS[error.reason], message: error.message }
    if (!(error instanceof PostFault)) throw error
    return {
      reason: 'grid-page-unanswered',
      message: `The grid’s page for signing in does not answer: ${error.message}. ROBUST_PUBLIC_URL must name its public port (8002), and OpenIdServerConnector must be on there.`,
    }
  }
}

const REASONS: Readonly<Record<SimulatorReason, SignInReason>> = {
  unreachable: 'message-unreachable',
  'not-enabled': 'message-not-enabled',
  'answer-invalid': 'grid-answer-invalid',
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
