/** `hand` and `moderate`: the page asks for the floor, and a moderator's page acts on the people in its room. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import { plainText } from '../../voice/chat/plain-text.js'
import type { Connection } from '../connection-state.js'
import { participationIn } from '../participation.js'

/** @throws VoiceError `not-in-room`; `not-allowed` where everybody may speak */
export function hand(connection: Connection, { raised }: ClientMessages['hand']): void {
  const { hands, guarded } = connection
  participationIn(connection, {})
  hands.change(guarded('hand', () => participationIn(connection, {}).setHand(raised)))
}

/**
 * The channel is that of the room in which the page is, whatever the page says.
 * @throws VoiceError `not-in-room`, `not-allowed` for who does not moderate it, and what the act itself throws
 */
export async function moderate(connection: Connection, message: ClientMessages['moderate']): Promise<void> {
  const { page, address, reach, moderationBudget } = connection
  const channel = participationIn(connection, {}).moderatedChannel()
  if (!moderationBudget.spend()) throw new VoiceError('rate-limited', 'Too many acts: wait a moment.')
  const { type: _type, ...act } = message
  if (act.act === 'kick' || act.act === 'ban') requireOther(connection, act.agentId)
  await reach.moderate(channel, 'explanation' in act ? plainly(act) : act, {
    grid: page.grid,
    name: page.name,
    address,
  })
}

/** Moderators are taken out in the console, where they are chosen. @throws VoiceError `not-allowed` */
function requireOther(connection: Connection, agentId: string): void {
  if (!participationIn(connection, {}).isModerator(agentId)) return
  throw new VoiceError('not-allowed', 'That resident moderates this channel, too: ask an admin.')
}

/** Without what could make the words look like something else. */
function plainly<Act extends { explanation?: string }>(act: Act): Act {
  return { ...act, explanation: plainText(act.explanation ?? '') }
}
