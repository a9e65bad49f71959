/** Instant messages to avatars in-world, through the simulator in which they are: nothing has to be installed there. */

import { isStruct } from '../../outgoing/xml-rpc.js'
import { NULL_UUID } from '../../pure/uuid.js'
import type { Clock } from '../../voice/ports.js'
import { callSimulator, SimulatorFault, type SimulatorNetwork } from './simulator-call.js'

export interface InstantMessages {
  /**
   * Sends a text.
   * @param simulator where the simulator answers, as the grid lists it (`serverURI`)
   * @returns whether the avatar is in that simulator; also false for a wrong message key
   * @throws SimulatorFault
   */
  send(simulator: string, agentId: string, text: string): Promise<boolean>
}

export interface InstantMessagesOptions extends SimulatorNetwork {
  /** `[Messaging] MessageKey` of the grid; `undefined` where it has none. */
  readonly messageKey: string | undefined
  readonly clock: Clock
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

const INSTANT_MESSAGE = {
  name: 'grid_instant_message',
  notEnabled:
    'The simulator takes no instant messages of the grid: set [Messaging] MessageTransferModule = MessageTransferModule in its OpenSim.ini, or HGMessageTransferModule on a hypergrid.',
}

export function createInstantMessages({
  messageKey,
  clock,
  timers,
  mayReach,
}: InstantMessagesOptions): InstantMessages {
  return {
    async send(simulator, agentId, text) {
      if (!URL.canParse(simulator))
        throw new SimulatorFault('unreachable', 'The grid names no simulator there.')
      const message = {
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
      }
      const told = await callSimulator(new URL(simulator), INSTANT_MESSAGE, message, { timers, mayReach })
      return isStruct(told) && /^true$/i.test(String(told.success))
    },
  }
}
