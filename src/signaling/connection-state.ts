/** One page's connection, as the message handlers see it. */

import type { ClientMessageType, ServerMessage } from '../protocol/messages.js'
import type { TokenBucket } from '../voice/limits/token-bucket.js'
import type { VoiceReporter } from '../voice/reports/voice-reports.js'
import type { PageParticipant } from '../voice/rooms/participants/page-participant.js'
import type { Tell } from '../voice/rooms/room-event.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import type { HeldBack } from './held-back.js'

/** The rooms in which a session takes part. */
export interface Participations {
  /** In the room of the avatar's place. */
  place: PageParticipant | undefined
}

export interface Connection {
  readonly session: Session
  readonly rooms: Rooms
  /** Whether there is a TURN server or a media hub to hide behind. */
  readonly addressesCanHide: boolean
  /** The rooms in which the session takes part. */
  readonly participations: Participations
  /** Takes the page's reports about its own voice. */
  readonly reporter: VoiceReporter
  readonly reportBudget: TokenBucket
  readonly hubBudget: TokenBucket
  /** Limits changes that everybody in the room is told about. */
  readonly joins: HeldBack
  readonly microphone: HeldBack
  /** Sends what the core tells this page. */
  readonly tell: Tell
  send(message: ServerMessage): void
  /** Wraps a step that runs later than its message, so that an error is still answered. */
  guarded(about: ClientMessageType, step: () => void): () => void
}
