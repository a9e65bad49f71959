/** Offers that the hub has not answered yet: their candidates may come early, and the viewer may log out meanwhile. */

import { VoiceError } from '../../errors.js'
import { type Avatar, isSameAvatar } from '../../voice/grids/grid.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'
import type { Requester } from './requests.js'

/** Most early candidates of one offer; more than a viewer with many network interfaces has. */
const MAX_EARLY_CANDIDATES = 64

export interface PendingOffer {
  /**
   * @returns the candidates that came early
   * @throws VoiceError why the offer was cancelled; `session-replaced` if the viewer has logged out
   */
  answered(): readonly HubCandidate[]
  /** Idempotent. */
  end(): void
}

export interface PendingOffers {
  /** Of those that were asked for with the same region key, or with none. */
  countOf(avatar: Avatar, keyId: string | undefined): number
  begin(peerId: string, requester: Requester, facts: OfferFacts): PendingOffer
  /** @returns false if that viewer has no pending offer in that region */
  addCandidates(requester: Requester, candidates: readonly HubCandidate[]): boolean
  /** Cancels the pending offers of an avatar's viewer, in one region or everywhere. */
  cancel(requester: Avatar & Partial<Requester>): void
  /** Cancels the offers that are meant. */
  giveUp(isMeant: (offer: PendingView) => boolean, cause: VoiceError): void
}

interface OfferFacts {
  /** Whether it is for a call, not for the region's place. */
  readonly isCall: boolean
  /** The region key with which the region asked, if it has one. */
  readonly keyId: string | undefined
}

interface PendingView extends Requester, OfferFacts {
  readonly peerId: string
}

interface Pending extends PendingView {
  readonly early: HubCandidate[]
  /** Why the offer was cancelled. */
  fault: VoiceError | undefined
}

export function createPendingOffers(): PendingOffers {
  const offers = new Set<Pending>()

  return {
    countOf: (avatar, keyId) =>
      [...offers].filter((one) => isSameAvatar(one, avatar) && one.keyId === keyId).length,
    begin(peerId, { grid, agentId, regionId }, facts) {
      const offer: Pending = { peerId, grid, agentId, regionId, ...facts, early: [], fault: undefined }
      offers.add(offer)
      return {
        answered() {
          if (!offer.fault) return offer.early
          throw offer.fault
        },
        end: () => void offers.delete(offer),
      }
    },
    addCandidates(requester, candidates) {
      // A viewer does not know its session before the answer; within one region it makes one offer after the other.
      const offer = [...offers].findLast(
        (one) => isSameAvatar(one, requester) && one.regionId === requester.regionId,
      )
      offer?.early.push(...candidates.slice(0, MAX_EARLY_CANDIDATES - offer.early.length))
      return offer !== undefined
    },
    cancel(requester) {
      const { regionId } = requester
      for (const offer of offers) {
        if (!isSameAvatar(offer, requester)) continue
        if (regionId !== undefined && offer.regionId !== regionId) continue
        offer.fault = new VoiceError('session-replaced', 'The viewer has logged out meanwhile.')
      }
    },
    giveUp(isMeant, cause) {
      for (const offer of offers) if (isMeant(offer)) offer.fault = cause
    },
  }
}
