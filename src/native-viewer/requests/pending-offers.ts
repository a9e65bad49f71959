/** Offers that the hub has not answered yet: candidates may come for them, and the viewer may log out meanwhile. */

import { VoiceError } from '../../errors.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'
import type { Caller } from './requests.js'

/** For one offer; more than a viewer with many network interfaces has. */
const MAX_EARLY_CANDIDATES = 64

export interface PendingOffer {
  /** @returns the candidates that came early @throws VoiceError `session-replaced` when the viewer has logged out */
  answered(): readonly HubCandidate[]
  /** Idempotent. */
  end(): void
}

export interface PendingOffers {
  readonly size: number
  countOf(agentId: string): number
  begin(caller: Caller): PendingOffer
  /** @returns whether that viewer waits for an answer in that region */
  addCandidates(caller: Caller, candidates: readonly HubCandidate[]): boolean
  /** Nothing shall come of what that avatar's viewer offered so far in that region, or anywhere. */
  callOff(caller: Pick<Caller, 'agentId'> & Partial<Caller>): void
}

interface Pending extends Caller {
  readonly early: HubCandidate[]
  calledOff: boolean
}

export function createPendingOffers(): PendingOffers {
  const offers = new Set<Pending>()

  return {
    get size() {
      return offers.size
    },
    countOf: (agentId) => [...offers].filter((one) => one.agentId === agentId).length,
    begin({ agentId, regionId }) {
      const offer: Pending = { agentId, regionId, early: [], calledOff: false }
      offers.add(offer)
      return {
        answered() {
          if (!offer.calledOff) return offer.early
          throw new VoiceError('session-replaced', 'The viewer has logged out meanwhile.')
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
        if (regionId === undefined || offer.regionId === regionId) offer.calledOff = true
      }
    },
  }
}
