/** The life of one node's lease on one area, as a table. Pure. */

import type { Transitions } from '../../pure/state-machine.js'

/**
 * | state    | what holds                                                                         |
 * | -------- | ---------------------------------------------------------------------------------- |
 * | free     | this node is not the owner, and does not try to be                                 |
 * | claiming | it has asked Redis; it is not the owner yet                                        |
 * | owned    | it is the owner, until its own clock says that the lease is about to end           |
 * | held     | its time is over, but Redis is away for all nodes: nobody can follow, so it goes on   |
 * | leaving  | it is the owner no more, and lets Redis know so that nobody waits for the end      |
 */
export type LeaseState = 'free' | 'claiming' | 'owned' | 'held' | 'leaving'

/**
 * `claim`: this node wants the area. `granted`, `refused`: Redis' answer; no answer in time counts as `refused`.
 * `renewed`: Redis has prolonged the lease. `lost`: Redis names another owner. `ended`: the lease is about to end by
 * this node's clock. `hold`: it is, but every other node says that Redis does not answer it either. `release`: this node gives it up. `released`: Redis knows, or will by the end of the lease.
 */
export type LeaseEvent =
  | 'claim'
  | 'granted'
  | 'refused'
  | 'renewed'
  | 'lost'
  | 'ended'
  | 'hold'
  | 'release'
  | 'released'

export const LEASE_TRANSITIONS: Transitions<LeaseState, LeaseEvent> = {
  free: { claim: 'claiming' },
  claiming: { granted: 'owned', refused: 'free', ended: 'free', release: 'leaving' },
  owned: { renewed: 'owned', lost: 'free', ended: 'free', hold: 'held', release: 'leaving' },
  held: { renewed: 'owned', lost: 'free', ended: 'free', release: 'leaving' },
  leaving: { released: 'free' },
}

/** How long Redis keeps a lease that nobody renews. */
export const LEASE_MS = 5000
/** The owner stops this long before: its clock and Redis' may run at different speeds, and what it does takes time. */
export const MARGIN_MS = 1000
export const RENEW_INTERVAL_MS = 1000
/** After Redis was away, nobody takes what they did not own before: owners who went on meanwhile come first. */
export const CLAIM_PAUSE_MS = 4000
