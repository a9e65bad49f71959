/** Hands each message to its own handler. */

import { VoiceError } from '../../errors.js'
import type { ClientMessage } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'
import { call, callAccept, callDecline, callGroup, callHangUp, callReturn } from './call.js'
import { chat, chatEdit, chatMute, chatRead, chatRemove, chatSlow, chatWrites } from './chat.js'
import { effort } from './effort.js'
import { hand, moderate } from './floor.js'
import { hubCandidate, hubOffer } from './hub.js'
import { join } from './join.js'
import { leave } from './leave.js'
import { microphone } from './microphone.js'
import { block, complain, doNotDisturb, findPeople, viewerHeadphones } from './people.js'
import { pictures } from './pictures.js'
import { report } from './report.js'
import { candidate, description, linkLost } from './signal.js'

/** What reaches people wherever they are. */
const BEYOND_ITS_PLACE: ReadonlySet<ClientMessage['type']> = new Set([
  'call',
  'call-accept',
  'call-decline',
  'call-group',
  'call-hang-up',
  'call-return',
  'find-people',
  'block',
  'complain',
  'do-not-disturb',
  'viewer-headphones',
])

/** @throws VoiceError `not-allowed` in the name of an avatar for which only the key of some regions vouches */
function requireVouched({ confined, session }: Connection, message: ClientMessage): void {
  const isBeyond = BEYOND_ITS_PLACE.has(message.type) || ('with' in message && message.with !== undefined)
  if (!isBeyond || !confined.of(session)) return
  throw new VoiceError(
    'not-allowed',
    'Your voice link is good for talking in its own regions only: for calls and messages, sign in where the grid vouches for you.',
  )
}

/** @throws VoiceError with what the page did wrong, now or as a rejection */
export function handleMessage(connection: Connection, message: ClientMessage): void | Promise<void> {
  requireVouched(connection, message)
  switch (message.type) {
    case 'join':
      return join(connection, message)
    case 'leave':
      return leave(connection)
    case 'microphone':
      return microphone(connection, message)
    case 'effort':
      return effort(connection, message)
    case 'description':
      return description(connection, message)
    case 'candidate':
      return candidate(connection, message)
    case 'link-lost':
      return linkLost(connection, message)
    case 'hub-offer':
      return hubOffer(connection, message)
    case 'hub-candidate':
      return hubCandidate(connection, message)
    case 'ping':
      return connection.send({ type: 'pong' })
    case 'report':
      return report(connection, message)
    case 'hand':
      return hand(connection, message)
    case 'moderate':
      return moderate(connection, message)
    case 'call':
      return call(connection, message)
    case 'call-accept':
      return callAccept(connection, message)
    case 'call-decline':
      return callDecline(connection, message)
    case 'call-group':
      return callGroup(connection, message)
    case 'call-hang-up':
      return callHangUp(connection, message)
    case 'call-return':
      return callReturn(connection, message)
    case 'pictures':
      return pictures(connection, message)
    case 'find-people':
      return findPeople(connection, message)
    case 'viewer-headphones':
      return viewerHeadphones(connection, message)
    case 'block':
      return block(connection, message)
    case 'complain':
      return complain(connection, message)
    case 'do-not-disturb':
      return doNotDisturb(connection, message)
    case 'chat':
      return chat(connection, message)
    case 'chat-edit':
      return chatEdit(connection, message)
    case 'chat-remove':
      return chatRemove(connection, message)
    case 'chat-writes':
      return chatWrites(connection, message)
    case 'chat-read':
      return chatRead(connection, message)
    case 'chat-mute':
      return chatMute(connection, message)
    case 'chat-slow':
      return chatSlow(connection, message)
  }
}
