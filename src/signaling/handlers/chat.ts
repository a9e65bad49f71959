/** Text: the page writes, edits, takes back and reads, in the room, in a call or to one resident. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { History } from '../../voice/chat/line.js'
import type { Avatar } from '../../voice/grids/grid.js'
import { lineRemoved, writingSlowed } from '../../voice/moderation/moderator-acts.js'
import type { Connection } from '../connection-state.js'
import { lineMessage } from '../encoders.js'
import { findParticipation, participationIn } from '../participation.js'

/** Which conversation a message is about. */
interface InConversation {
  readonly with?: string
  readonly call?: string
}

function otherOf({ page }: Connection, { with: agentId }: InConversation): Avatar | undefined {
  return agentId === undefined ? undefined : { grid: page.grid, agentId }
}

/** A line that is not taken is named, so that its page can say which one. */
export function chat(connection: Connection, message: ClientMessages['chat']): void {
  const { reach, page, send } = connection
  const { nonce, text, call } = message
  const other = otherOf(connection, message)
  try {
    if (other) reach.privateChat.write(page, other, { nonce, text })
    else reach.roomChat.write(participationIn(connection, message), { nonce, text })
  } catch (error) {
    if (!(error instanceof VoiceError)) throw error
    const { code, message: words, retryAfterSeconds } = error
    send({
      type: 'chat-refused',
      ...(other && { with: other.agentId }),
      ...(call !== undefined && { call }),
      nonce,
      code,
      message: words,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    })
  }
}

/** @throws VoiceError `not-in-room`, `not-found`, `not-allowed`, `rate-limited`, `message-invalid`, `message-too-large` */
export function chatEdit(connection: Connection, message: ClientMessages['chat-edit']): void {
  const { reach, page } = connection
  const other = otherOf(connection, message)
  if (other) reach.privateChat.edit(page, other, message.line, message.text)
  else reach.roomChat.edit(participationIn(connection, message), message.line, message.text)
}

/** What a moderator removes is noted, without its words. @throws VoiceError `not-in-room`, `not-found`, `not-allowed` */
export async function chatRemove(
  connection: Connection,
  message: ClientMessages['chat-remove'],
): Promise<void> {
  const { reach, page, address } = connection
  const other = otherOf(connection, message)
  if (other) return reach.privateChat.remove(page, other, message.line)
  const participation = participationIn(connection, message)
  const writer = reach.roomChat.remove(participation, message.line)
  if (!writer) return
  const done = lineRemoved(participation.moderatedChannel(), writer)
  await reach.noteAct(done, { grid: page.grid, name: page.name, address })
}

/** A hint too many is dropped without a word. */
export function chatWrites(connection: Connection, message: ClientMessages['chat-writes']): void {
  const { reach, page, hintBudget } = connection
  if (!hintBudget.spend()) return
  const other = otherOf(connection, message)
  const participation = findParticipation(connection, message)
  if (other) reach.privateChat.writes(page, other)
  else if (participation) reach.roomChat.writes(participation)
}

/** @throws VoiceError `not-in-room`, `rate-limited` */
export function chatRead(connection: Connection, message: ClientMessages['chat-read']): void {
  const { reach, page, readBudget } = connection
  if (!readBudget.spend()) throw new VoiceError('rate-limited', 'You ask for lines too often: wait a moment.')
  const { after, call } = message
  const other = otherOf(connection, message)
  if (other) {
    const history = reach.privateChat.read(page, other, after)
    const reachable = reach.privateChat.reaches(page, other)
    return tellHistory(connection, history, { with: other.agentId, reachable })
  }
  const history = reach.roomChat.read(participationIn(connection, message), after)
  return tellHistory(connection, history, call === undefined ? {} : { call })
}

function tellHistory(
  { send }: Connection,
  { lines, upTo, missed }: History,
  about: InConversation & { readonly reachable?: boolean },
): void {
  send({ type: 'chat-history', ...about, lines: lines.map(lineMessage), ...(upTo && { upTo }), missed })
}

/** @throws VoiceError `not-in-room`, `not-allowed`, `not-found`, `rate-limited` */
export async function chatMute(
  connection: Connection,
  { to, muted }: ClientMessages['chat-mute'],
): Promise<void> {
  const { reach, page, address, moderationBudget } = connection
  const participation = participationIn(connection, {})
  if (!reach.roomChat.requireMutable(participation, to, muted)) return
  if (!moderationBudget.spend()) throw tooManyActs()
  const act = muted ? 'mute-writing' : 'unmute-writing'
  await reach.moderate(
    participation.moderatedChannel(),
    { act, agentId: to },
    { grid: page.grid, name: page.name, address },
  )
}

/** @throws VoiceError `not-in-room`, `not-allowed`, `rate-limited` */
export async function chatSlow(
  connection: Connection,
  { seconds }: ClientMessages['chat-slow'],
): Promise<void> {
  const { reach, page, address, moderationBudget } = connection
  const participation = participationIn(connection, {})
  const channel = participation.moderatedChannel()
  if (!moderationBudget.spend()) throw tooManyActs()
  const inForce = reach.roomChat.setSlow(participation, seconds)
  await reach.noteAct(writingSlowed(channel, inForce), { grid: page.grid, name: page.name, address })
}

const tooManyActs = () => new VoiceError('rate-limited', 'Too many acts: wait a moment.')
