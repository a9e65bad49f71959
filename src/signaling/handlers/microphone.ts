/** `microphone`: the resident switched their microphone on or off; the others see it. */

import { VoiceError } from '../../errors.js'
import type { ClientMessages } from '../../protocol/messages.js'
import type { Connection } from '../connection-state.js'

/** @throws VoiceError `not-in-room` before a join */
export function microphone(connection: Connection, { muted }: ClientMessages['microphone']): void {
  const { participations, microphone } = connection
  if (!participations.place)
    throw new VoiceError('not-in-room', 'Join first: nobody can hear your microphone yet.')
  microphone.change(() => participations.place?.setMuted(muted))
}
