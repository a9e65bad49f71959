/** One page's connection, as its messages' handlers have it. */

import type { ClientMessageType, ServerMessage } from '../protocol/messages.js'
import type { TokenBucket } from '../voice/limits/token-bucket.js'
import type { VoiceReporter } from '../voice/reports/voice-reports.js'
import type { PageParticipant } from '../voice/rooms/participants/page-participant.js'
import type { Tell } from '../voice/rooms/room-event.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import type { HeldBack } from './held-back.js'

/** What a session may take part in at a time. */
export interface Participations {
  /** The room of its avatar's place. */
  place: PageParticipant | undefined
}

export interface Connection {
  readonly session: Session
  readonly rooms: Rooms
  /** Whether there is a TURN server or a media hub to hide behind. */
  readonly addressesCanHide: boolean
  /** What the session takes part in. */
  readonly participations: Participations
  /** What the page says of its own voice, and how often it may. */
  readonly reporter: VoiceReporter
  readonly reportBudget: TokenBucket
  readonly hubBudget: TokenBucket
  /** Changes that everybody in the room is told of. */
  readonly joins: HeldBack
  readonly microphone: HeldBack
  /** What the core tells this page. */
  readonly tell: Tell
  send(message: ServerMessage): void
  /** Does something later what a message asked for, and answers what goes wrong. */
  guarded(about: ClientMessageType, step: () => void): () => void
}
