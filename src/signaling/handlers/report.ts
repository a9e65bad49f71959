/** `report`: what the page says of its own voice, for statistics and the console. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `not-in-room` before a join, `rate-limited` when it comes too often */
export function report(connection: Connection, message: ClientMessages['report']): void {
  const { participations, reporter, reportBudget } = connection
  if (!participations.place)
    throw new VoiceError('not-in-room', 'Join first: there is nothing to report yet.')
  if (!reportBudget.spend()) {
    throw new VoiceError('rate-limited', 'Too many reports: this one was not counted.')
  }
  const { speaking, routes, timeToVoiceMs, failure } = message
  if (speaking !== undefined) reporter.setSpeaking(speaking)
  if (routes) reporter.setRoutes(routes)
  if (timeToVoiceMs !== undefined) reporter.noteTimeToVoice(timeToVoiceMs)
  if (failure !== undefined) reporter.noteFailure(failure)
}
