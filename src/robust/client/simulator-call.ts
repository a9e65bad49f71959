/** XML-RPC calls to a simulator at its own HTTP port, where the grid lists it; they need no password. */

import { Fault } from '../../outgoing/fault.js'
import { PostFault, post } from '../../outgoing/http-post.js'
import type { MayReach } from '../../outgoing/reachable-addresses.js'
import { decodeAnswer, encodeCall, type RpcStruct, type RpcValue } from '../../outgoing/xml-rpc.js'
import type { Timers } from '../../voice/ports.js'

export type SimulatorReason = 'unreachable' | 'not-enabled' | 'answer-invalid'

/** A call that came to nothing; the message is for admins. */
export class SimulatorFault extends Fault<SimulatorReason> {
  override readonly name = 'SimulatorFault'
}

export interface SimulatorMethod {
  readonly name: string
  /** What to do where the simulator does not have it. */
  readonly notEnabled: string
}

/** How simulators of a grid are reached. */
export interface SimulatorNetwork {
  readonly timers: Timers
  /** To which addresses those lead that the grid lists; everywhere where it is `undefined`. */
  readonly mayReach: MayReach | undefined
}

/** An answer takes some milliseconds, and an instant message 0.3 s at most. */
const TIMEOUT_MS = 4000
/** An answer has 1.3 kB; a fault with its stack has 2. */
const MAX_ANSWER_BYTES = 64 * 1024

/** XML-RPC's "method not found". */
const METHOD_NOT_FOUND = -32601

/** @throws SimulatorFault */
export async function callSimulator(
  simulator: URL,
  method: SimulatorMethod,
  params: RpcStruct,
  network: SimulatorNetwork,
): Promise<RpcValue> {
  const answer = read(await send(simulator, encodeCall(method.name, params), network))
  if (!('fault' in answer)) return answer.value
  const { code, message } = answer.fault
  if (code === METHOD_NOT_FOUND) throw new SimulatorFault('not-enabled', method.notEnabled)
  // The first line says what happened, all others where.
  throw invalidAnswer(`it failed: ${message.split('\n')[0]?.slice(0, 200)}`)
}

async function send(simulator: URL, body: string, { timers, mayReach }: SimulatorNetwork): Promise<string> {
  try {
    return await post(new URL('/', simulator), body, {
      contentType: 'text/xml',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      timers,
      mayReach,
    })
  } catch (error) {
    if (!(error instanceof PostFault)) throw error
    if (error.reason === 'answer-invalid') throw invalidAnswer(error.message, error)
    throw new SimulatorFault(
      'unreachable',
      `The simulator cannot be reached at the address that the grid lists: ${error.message}. Is it up, and does a firewall refuse this machine?`,
      { cause: error },
    )
  }
}

function read(xml: string) {
  if (xml === '') throw invalidAnswer('it is empty: is this the HTTP port of a simulator?')
  try {
    return decodeAnswer(xml)
  } catch (error) {
    throw invalidAnswer(error instanceof Error ? error.message : String(error), error)
  }
}

/** @param why completes "The answer of the simulator cannot be used: …" */
export function invalidAnswer(why: string, cause?: unknown): SimulatorFault {
  return new SimulatorFault('answer-invalid', `The answer of the simulator cannot be used: ${why}.`, {
    cause,
  })
}
