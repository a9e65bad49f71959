/** How much of a page's word is handed on to others: so much of each sender, and so much from each to each. */

import type { Stopwatch } from '../voice/ports.js'
import { createMessageBudget, type MessageBudget, type Rate } from './message-budget.js'

/** Twelve peers at once, an offer of up to 16 kB and a score of candidates each; anew now and then. */
const BYTES_OF_SENDER: Rate = { burst: 512 * 1024, perSecond: 32 * 1024 }
/** The largest description twice; in the long run a negotiation every few seconds. */
const BYTES_OF_PAIR: Rate = { burst: 112 * 1024, perSecond: 6 * 1024 }
const MESSAGES_OF_PAIR: Rate = { burst: 120, perSecond: 6 }

/** So many are remembered before those are looked for that are whole again. */
const SWEEP_AT = 2000

export interface RelayBudgets {
  /** Takes a message of so many bytes from one agent to another; false where that is too much. */
  spend(from: string, to: string, bytes: number): boolean
}

interface Pair {
  readonly bytes: MessageBudget
  readonly messages: MessageBudget
}

/** Of all pages of the service: a sender that comes back on a new socket has what it had left. */
export function createRelayBudgets(stopwatch: Stopwatch): RelayBudgets {
  const senders = new Map<string, MessageBudget>()
  const pairs = new Map<string, Pair>()
  let sweepAt = SWEEP_AT

  function sweep(): void {
    if (pairs.size < sweepAt) return
    for (const [key, pair] of pairs) if (pair.bytes.isFull() && pair.messages.isFull()) pairs.delete(key)
    for (const [from, budget] of senders) if (budget.isFull()) senders.delete(from)
    // Looked through once for each doubling, so that a full house costs no more.
    sweepAt = Math.max(SWEEP_AT, pairs.size * 2)
  }

  return {
    spend(from, to, bytes) {
      sweep()
      const key = `${from} ${to}`
      const sender = senders.get(from) ?? createMessageBudget(stopwatch, BYTES_OF_SENDER)
      const pair = pairs.get(key) ?? {
        bytes: createMessageBudget(stopwatch, BYTES_OF_PAIR),
        messages: createMessageBudget(stopwatch, MESSAGES_OF_PAIR),
      }
      senders.set(from, sender)
      pairs.set(key, pair)
      if (!sender.affords(bytes) || !pair.bytes.affords(bytes) || !pair.messages.spend()) return false
      return sender.spend(bytes) && pair.bytes.spend(bytes)
    },
  }
}
