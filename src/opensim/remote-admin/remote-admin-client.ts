/** The three calls of one simulator's RemoteAdmin that voice needs, and what can go wrong with them in words. */

import { createHash } from 'node:crypto'
import { Fault } from '../../outgoing/fault.js'
import { PostFault, post as postTo } from '../../outgoing/http-post.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import { decodeAnswer, encodeCall, isStruct, type RpcAnswer, type RpcStruct } from '../../outgoing/xml-rpc.js'
import { UUID } from '../../pure/uuid.js'
import type { Timers } from '../../voice/ports.js'
import { type RegionAgents, readAgents } from './agents-answer.js'

export type RemoteAdminReason =
  | 'unreachable'
  | 'timed-out'
  | 'answer-invalid'
  | 'wrong-password'
  | 'address-not-allowed'
  | 'method-not-enabled'
  | 'region-unknown'
  | 'refused'

/** A call that came to nothing; the message is for admins and names no password. */
export class RemoteAdminFault extends Fault<RemoteAdminReason> {
  override readonly name = 'RemoteAdminFault'
}

export interface RemoteAdminClient {
  /**
   * Who is in a region.
   * @param region its name (case-sensitive) or its UUID
   * @throws RemoteAdminFault
   */
  getAgents(region: string): Promise<RegionAgents>
  /**
   * Shows a message to one avatar in-world; the simulator writes it to its log, too.
   * @throws RemoteAdminFault `refused` when it is not there
   */
  alertUser(agentId: string, message: string): Promise<void>
  /**
   * Whether that is the grid password of that user. Why not is not told: the simulator's texts tell
   * users apart.
   * @throws RemoteAdminFault when the simulator did not come to an answer
   */
  authenticateUser(user: { firstName: string; lastName: string; password: string }): Promise<boolean>
}

export interface RemoteAdminClientOptions {
  readonly url: URL
  /** `[RemoteAdmin] access_password` of the simulator. */
  readonly password: string
  readonly timers: Timers
  readonly timeoutMs?: number
  /** To which addresses `url` may lead; `undefined`: everywhere. */
  readonly mayReach: MayReach | undefined
}

/** An answer takes a millisecond; a simulator that is that late is in trouble. */
const TIMEOUT_MS = 5000

/** A thousand avatars are 1.3 MB. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** The simulator makes a token that nobody uses: it gets the shortest life there is. */
const TOKEN_LIFETIME = '1'

/** XML-RPC's "method not found". */
const METHOD_NOT_FOUND = -32601

export function createRemoteAdminClient(options: RemoteAdminClientOptions): RemoteAdminClient {
  const { url, password, timers, timeoutMs = TIMEOUT_MS, mayReach } = options

  /** Mostly nobody moved since the last answer; reading one of a full region takes 17 ms. */
  let last: { readonly xml: string; readonly agents: RegionAgents } | undefined

  async function post(method: string, params: RpcStruct): Promise<string> {
    const body = encodeCall(method, { password, ...params })
    try {
      // OpenSimulator answers any other path with nothing.
      return await postTo(new URL('/', url), body, {
        contentType: 'text/xml',
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        timers,
        mayReach,
      })
    } catch (error) {
      if (!(error instanceof PostFault)) throw error
      if (error.reason === 'answer-invalid') throw invalid(error.message)
      throw new RemoteAdminFault(error.reason, `The simulator cannot be reached: ${error.message}.`)
    }
  }

  return {
    async getAgents(region) {
      const method = 'admin_get_agents'
      const xml = await post(method, UUID.test(region) ? { region_id: region } : { region_name: region })
      if (xml !== last?.xml) last = { xml, agents: agentsIn(successOf(method, xml)) }
      return last.agents
    },
    async alertUser(agentId, message) {
      const method = 'admin_alert_user'
      successOf(method, await post(method, { agent_id: agentId, message }))
    },
    async authenticateUser({ firstName, lastName, password: userPassword }) {
      const method = 'admin_authenticate_user'
      const xml = await post(method, {
        user_firstname: firstName,
        user_lastname: lastName,
        user_password: createHash('md5').update(userPassword).digest('hex'),
        token_lifetime: TOKEN_LIFETIME,
      })
      const answer = membersOf(method, xml)
      if (succeeded(answer)) return true
      // Our own password or address is at fault, not the user's.
      const refusal = refusalOf(textOf(answer))
      if (refusal.reason !== 'refused') throw refusal
      return false
    },
  }
}

/** The members of an answer, whether it tells of success or not. */
function membersOf(method: string, xml: string): RpcStruct {
  const answer = read(xml)
  if ('fault' in answer) throw faultOf(method, answer.fault)
  if (!isStruct(answer.value)) throw invalid('it is no struct')
  return answer.value
}

function successOf(method: string, xml: string): RpcStruct {
  const answer = membersOf(method, xml)
  if (succeeded(answer)) return answer
  throw refusalOf(textOf(answer))
}

function agentsIn(answer: RpcStruct): RegionAgents {
  try {
    return readAgents(answer)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

function read(xml: string): RpcAnswer {
  if (xml === '') throw invalid('it is empty: is this the HTTP port of the simulator?')
  try {
    return decodeAnswer(xml)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

function succeeded({ success }: RpcStruct): boolean {
  return success === true || /^(true|1)$/i.test(String(success))
}

function textOf({ error }: RpcStruct): string {
  return typeof error === 'string' ? error.slice(0, 200) : ''
}

function invalid(why: string): RemoteAdminFault {
  return new RemoteAdminFault('answer-invalid', `The answer of the simulator cannot be used: ${why}.`)
}

function faultOf(method: string, { code, message }: { code: number; message: string }): RemoteAdminFault {
  if (code === METHOD_NOT_FOUND || /method .*not found/i.test(message)) {
    return new RemoteAdminFault(
      'method-not-enabled',
      `The simulator has no method ${method}: ${remedyFor(method)}.`,
    )
  }
  return new RemoteAdminFault('refused', `The simulator failed: ${message.slice(0, 200)}.`)
}

/** A method that its version does not have, named in `enabled_methods`, ends a simulator at its start. */
function remedyFor(method: string): string {
  if (method !== 'admin_alert_user') {
    return 'set [RemoteAdmin] enabled = true and name the method in enabled_methods'
  }
  return (
    'add |admin_alert_user to [RemoteAdmin] enabled_methods if it is OpenSimulator 0.9.3.1 or newer; an older one would ' +
    'not start with it: set "code_sign_in": false for its regions'
  )
}

/** The texts of RemoteAdminPlugin.cs. */
function refusalOf(error: string): RemoteAdminFault {
  if (/wrong password/i.test(error)) {
    return new RemoteAdminFault(
      'wrong-password',
      'Wrong password: compare it with [RemoteAdmin] access_password of the simulator.',
    )
  }
  if (/not authorized/i.test(error)) {
    return new RemoteAdminFault(
      'address-not-allowed',
      'The simulator does not allow this machine: add its address to [RemoteAdmin] access_ip_addresses.',
    )
  }
  if (/^region .*not found/i.test(error)) {
    return new RemoteAdminFault(
      'region-unknown',
      'The simulator has no such region: its name is case-sensitive, its UUID stands in Regions.ini.',
    )
  }
  return new RemoteAdminFault('refused', `The simulator refused: ${error || 'it gave no reason'}.`)
}
