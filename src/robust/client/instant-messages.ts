/** Instant messages to avatars in-world, through the simulator in which they are: nothing has to be installed there. */

import { PostFault, post } from '../../outgoing/http-post.js'
import { decodeAnswer, encodeCall, isStruct, type RpcAnswer } from '../../outgoing/xml-rpc.js'
import { NULL_UUID } from '../../pure/uuid.js'
import type { Clock, Timers } from '../../voice/ports.js'

export type MessageReason = 'unreachable' | 'not-enabled' | 'answer-invalid'

/** A message that did not come to an answer; for admins. */
export class MessageFault extends Error {
  override readonly name = 'MessageFault'
  constructor(
    readonly reason: MessageReason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

export interface InstantMessages {
  /**
   * Sends a text.
   * @param simulator where the simulator answers, as the grid lists it (`serverURI`)
   * @returns whether the avatar is in that simulator; also false for a wrong message key
   * @throws MessageFault
   */
  send(simulator: string, agentId: string, text: string): Promise<boolean>
}

export interface InstantMessagesOptions {
  /** `[Messaging] MessageKey` of the grid; `undefined` where it has none. */
  readonly messageKey: string | undefined
  readonly clock: Clock
  readonly timers: Timers
}

/** In viewers the sender of the messages: the same for ever, so that who mutes it has muted it. */
const SENDER_ID = '5f2b6c1e-7d0a-4c39-9e42-0b6a5d8c7f10'
const SENDER_NAME = 'Voice'

/**
 * MessageFromObject (InstantMessageDialog in libomv), base64 of one byte. A message from an avatar (0) opens a conversation
 * with somebody who does not exist, is answered by viewers that are busy, and is hidden by "only friends may write to me".
 * The message of an object is shown under its name, and that is all.
 */
const FROM_OBJECT = 'Ew=='
/** Not kept for somebody who is offline: a code is over by then. */
const ONLY_NOW = 'AA=='

/** It takes 0.3 s at most. */
const TIMEOUT_MS = 4000
const MAX_ANSWER_BYTES = 64 * 1024

/** XML-RPC's "method not found". */
const METHOD_NOT_FOUND = -32601

export function createInstantMessages({
  messageKey,
  clock,
  timers,
}: InstantMessagesOptions): InstantMessages {
  return {
    async send(simulator, agentId, text) {
      const body = encodeCall('grid_instant_message', {
        from_agent_id: SENDER_ID,
        from_agent_session: NULL_UUID,
        to_agent_id: agentId,
        im_session_id: SENDER_ID,
        timestamp: String(Math.floor(clock() / 1000)),
        from_agent_name: SENDER_NAME,
        message: text,
        dialog: FROM_OBJECT,
        from_group: 'FALSE',
        offline: ONLY_NOW,
        parent_estate_id: '1',
        position_x: '0',
        position_y: '0',
        position_z: '0',
        region_id: NULL_UUID,
        binary_bucket: '',
        message_key: messageKey ?? '',
      })
      return wasDelivered(read(await postTo(simulator, body, timers)))
    },
  }
}

async function postTo(simulator: string, body: string, timers: Timers): Promise<string> {
  if (!URL.canParse(simulator)) throw new MessageFault('unreachable', 'The grid names no simulator there.')
  try {
    return await post(new URL(simulator), body, {
      contentType: 'text/xml',
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      timers,
    })
  } catch (error) {
    if (!(error instanceof PostFault)) throw error
    const options = { cause: error }
    if (error.reason === 'answer-invalid') throw invalid(error.message, options)
    throw new MessageFault(
      'unreachable',
      `The simulator cannot be reached: ${error.message}. Let this machine reach the ports of simulators.`,
      options,
    )
  }
}

function read(xml: string): RpcAnswer {
  try {
    return decodeAnswer(xml)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function wasDelivered(answer: RpcAnswer): boolean {
  if ('fault' in answer) {
    const { code, message } = answer.fault
    if (code !== METHOD_NOT_FOUND) throw invalid(message.slice(0, 200))
    throw new MessageFault(
      'not-enabled',
      'The simulator takes no instant messages of the grid: set [Messaging] MessageTransferModule = MessageTransferModule in its OpenSim.ini, or HGMessageTransferModule on a hypergrid.',
    )
  }
  return isStruct(answer.value) && /^true$/i.test(String(answer.value.success))
}

function invalid(why: string, options?: { cause?: unknown }): MessageFault {
  return new MessageFault('answer-invalid', `The answer of the simulator cannot be used: ${why}.`, options)
}
