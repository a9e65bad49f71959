/** Calls: the page calls, answers, hangs up and comes back. What becomes of a call is told as events. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { CallMedia } from '../../voice/calls/calls.js'
import type { Connection } from '../connection-state.js'

type Media = Pick<ClientMessages['call-return'], 'muted' | 'hideAddress' | 'links' | 'resumes'>

function mediaOf({ tellOfCall }: Connection, { muted, hideAddress, links, resumes }: Media): CallMedia {
  return (callId) => ({
    muted,
    addressHidden: hideAddress ?? false,
    tell: tellOfCall(callId),
    resumes: resumes ?? false,
    keptLinks: new Map(links?.map(({ agentId, link }) => [agentId, link])),
  })
}

/** @throws VoiceError `relay-unavailable` when an address is to be hidden that cannot be */
function requireHiding({ addressesCanHide }: Connection, { hideAddress }: Media): void {
  if (!hideAddress || addressesCanHide) return
  throw new VoiceError(
    'relay-unavailable',
    'This service has neither a TURN server nor a media hub, so your network address cannot be hidden in a call.',
  )
}

/** @throws VoiceError `call-full`, `rate-limited`, `not-allowed`, `relay-unavailable` */
export function call(connection: Connection, message: ClientMessages['call']): void {
  const { page, reach } = connection
  requireHiding(connection, message)
  const to = { grid: page.grid, agentId: message.to }
  reach.calls.call(page, [{ ...to, name: reach.nameOf(to) }], mediaOf(connection, message))
}

/** @throws VoiceError as `call` does; `not-allowed` where nobody of the group is in voice for the caller */
export function callGroup(connection: Connection, message: ClientMessages['call-group']): void {
  const { page, reach } = connection
  requireHiding(connection, message)
  const people = reach.groupInVoice(page, message.group)
  if (people.length === 0)
    throw new VoiceError('not-allowed', 'Nobody of that group is in voice at the moment.')
  reach.calls.call(page, people, mediaOf(connection, message))
}

/** @throws VoiceError `call-over`, `relay-unavailable` */
export function callAccept(connection: Connection, message: ClientMessages['call-accept']): void {
  requireHiding(connection, message)
  connection.reach.calls.accept(connection.page, message.call, mediaOf(connection, message))
}

export function callDecline({ page, reach }: Connection, message: ClientMessages['call-decline']): void {
  reach.calls.decline(page, message.call, message.words)
}

export function callHangUp({ page, reach }: Connection, message: ClientMessages['call-hang-up']): void {
  reach.calls.hangUp(page, message.call)
}

/** A call that is over is told as such: the page waits for nothing more. @throws VoiceError `relay-unavailable` */
export function callReturn(connection: Connection, message: ClientMessages['call-return']): void {
  const { page, reach, send } = connection
  requireHiding(connection, message)
  try {
    reach.calls.comeBack(page, message.call, message.token, mediaOf(connection, message))
  } catch (error) {
    if (!(error instanceof VoiceError && error.code === 'call-over')) throw error
    send({ type: 'call-ended', call: message.call, reason: 'lost' })
  }
}
