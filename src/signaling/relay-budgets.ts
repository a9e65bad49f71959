/** How much is relayed from pages to others: limits for each sender, and for each pair of sender and receiver. */

import { type Avatar, avatarKey } from '../voice/grids/grid.js'
import { createTokenBuckets, type Rate } from '../voice/limits/rates.js'
import type { Stopwatch } from '../voice/ports.js'

/** Twelve peers at once, an offer of up to 16 kB and a score of candidates each; anew now and then. */
const BYTES_OF_SENDER: Rate = { burst: 512 * 1024, perSecond: 32 * 1024 }
/** The largest description twice; in the long run a negotiation every few seconds. */
const BYTES_OF_PAIR: Rate = { burst: 112 * 1024, perSecond: 6 * 1024 }
const MESSAGES_OF_PAIR: Rate = { burst: 120, perSecond: 6 }

export interface RelayBudgets {
  /** Counts a message from one avatar to another; false if it is too much. */
  spend(from: Avatar, to: Avatar, bytes: number): boolean
}

/** Budgets of all pages of the service: a sender keeps its budget on a new socket. */
export function createRelayBudgets(stopwatch: Stopwatch): RelayBudgets {
  const bytesOfSender = createTokenBuckets(stopwatch, BYTES_OF_SENDER)
  const bytesOfPair = createTokenBuckets(stopwatch, BYTES_OF_PAIR)
  const messagesOfPair = createTokenBuckets(stopwatch, MESSAGES_OF_PAIR)
  return {
    spend(from, to, bytes) {
      const sender = avatarKey(from)
      const pair = `${sender} ${avatarKey(to)}`
      const [ofSender, ofPair] = [bytesOfSender(sender), bytesOfPair(pair)]
      if (!ofSender.has(bytes) || !ofPair.has(bytes) || !messagesOfPair(pair).spend()) return false
      return ofSender.spend(bytes) && ofPair.spend(bytes)
    },
  }
}
