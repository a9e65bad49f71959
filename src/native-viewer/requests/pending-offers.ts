/** Offers that the hub has not answered yet: candidates may come for them, and the viewer may log out meanwhile. */

import { VoiceError } from '../../errors.js'
import { type Avatar, isSameAvatar } from '../../voice/grids/grid.js'
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
  countOf(avatar: Avatar): number
  begin(peerId: string, caller: Caller): PendingOffer
  /** @returns whether that viewer waits for an answer in that region */
  addCandidates(caller: Caller, candidates: readonly HubCandidate[]): boolean
  /** Nothing shall come of what that avatar's viewer offered so far in that region, or anywhere. */
  callOff(caller: Avatar & Partial<Caller>): void
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
    countOf: (avatar) => [...offers].filter((one) => isSameAvatar(one, avatar)).length,
    begin(peerId, { grid, agentId, regionId }) {
      const offer: Pending = { peerId, grid, agentId, regionId, early: [], fault: undefined }
      offers.add(offer)
      return {
        answered() {
          if (!offer.fault) return offer.early
          throw offer.fault
        },
        end: () => void offers.delete(offer),
      }
    },
    addCandidates(caller, candidates) {
      // A viewer does not know its session before the answer; in one region it makes one after the other.
      const offer = [...offers].findLast(
        (one) => isSameAvatar(one, caller) && one.regionId === caller.regionId,
      )
      offer?.early.push(...candidates.slice(0, MAX_EARLY_CANDIDATES - offer.early.length))
      return offer !== undefined
    },
    callOff(caller) {
      const { regionId } = caller
      for (const offer of offers) {
        if (!isSameAvatar(offer, caller)) continue
        if (regionId !== undefined && offer.regionId !== regionId) continue
        offer.fault = new VoiceError('session-replaced', 'The viewer has logged out meanwhile.')
      }
    },
    giveUp(peerId, cause) {
      for (const offer of offers) if (offer.peerId === peerId) offer.fault = cause
    },
  }
}
