/** A participant: an avatar with a live voice session, in a room or on its way to one. */

import type { Pose } from '../../spatial/direction.js'
import type { HubCandidate } from './hub.js'
import type { SignalPayload } from './room-event.js'

/** A participant through a viewer: in one room, whatever its feet do. */
export interface Attendance {
  setPose(pose: Pose): void
  /** Where it was not known at first. */
  setName(name: string): void
  /** Ends it; the participant is told nothing more. */
  leave(): void
}

/** A participant's own handle on its voice session. */
export interface Participation {
  readonly agentId: string
  setMuted(muted: boolean): void
  /** Connections that this changes are made anew. */
  setAddressHidden(hidden: boolean): void
  /**
   * Hands an offer, an answer or a candidate to a connected participant.
   * @throws VoiceError `not-in-room`, `peer-unreachable` when there is no such connection, `rate-limited`
   */
  signal(to: string, linkId: string, payload: SignalPayload): void
  /**
   * Answers an offer to the media hub.
   * @throws VoiceError `not-in-room`, `offer-invalid`, `hub-unavailable`
   */
  connectHub(offer: string): Promise<string>
  addHubCandidate(candidate: HubCandidate): void
  /** Ends it; the participant is told nothing more. */
  leave(): void
  /** The page fell silent without a farewell: it may come back within a moment, else that was it. */
  lost(): void
}
