/** Offers that the hub has not answered yet: candidates may come for them, and the viewer may log out meanwhile. */

import { VoiceError } from '../../errors.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'
import type { Caller } from './requests.js'

/** For one offer; more than a viewer with many network interfaces has. */
const MAX_EARLY_CANDIDATES = 64

export interface PendingOffer {
  /**
   * @returns the candidates that came early
   * @throws VoiceError `session-replaced` when the viewer has logged out, or why else nothing shall come of it
   */
  answered(): readonly HubCandidate[]
  /** Idempotent. */
  end(): void
}

export interface PendingOffers {
  countOf(agentId: string): number
  begin(peerId: string, caller: Caller): PendingOffer
  /** @returns whether that viewer waits for an answer in that region */
  addCandidates(caller: Caller, candidates: readonly HubCandidate[]): boolean
  /** Nothing shall come of what that avatar's viewer offered so far in that region, or anywhere. */
  callOff(caller: Pick<Caller, 'agentId'> & Partial<Caller>): void
  /** Nor of the one of that peer. */
  giveUp(peerId: string, cause: VoiceError): void
}

interface Pending extends Caller {
  readonly peerId: string
  readonly early: HubCandidate[]
  /** Why nothing shall come of it. */
  fault: VoiceError | undefined
}

export function createPendingOffers(): PendingOffers {
  const offers = new Set<Pending>()

  return {
    countOf: (agentId) => [...offers].filter((one) => one.agentId === agentId).length,
    begin(peerId, { agentId, regionId }) {
      const offer: Pending = { peerId, agentId, regionId, early: [], fault: undefined }
      offers.add(offer)
      return {
        answered() {
          if (!offer.fault) return offer.early
          throw offer.fault
        },
        end: () => void offers.delete(offer),
      }
    },
    addCandidates({ agentId, regionId }, candidates) {
      // A viewer does not know its session before the answer; in one region it makes one after the other.
      const offer = [...offers].findLast((one) => one.agentId === agentId && one.regionId === regionId)
      offer?.early.push(...candidates.slice(0, MAX_EARLY_CANDIDATES - offer.early.length))
      return offer !== undefined
    },
    callOff({ agentId, regionId }) {
      for (const offer of offers) {
        if (offer.agentId !== agentId) continue
        if (regionId !== undefined && offer.regionId !== regionId) continue
        offer.fault = new VoiceError('session-replaced', 'The viewer has logged out meanwhile.')
      }
    },
    giveUp(peerId, cause) {
      for (const offer of offers) if (offer.peerId === peerId) offer.fault = cause
    },
  }
}
