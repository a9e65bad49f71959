/**
 * Whether Redis is away for everybody. A node that alone cannot reach Redis has to let go of its areas, because others
 * take them. Where no node can, nobody takes anything, and all go on with what they have.
 */

import type { Timers } from '../../voice/ports.js'
import { every } from '../../voice/time/timers.js'
import type { Nodes, NodeView } from './nodes.js'

const ASK_INTERVAL_MS = 500
/** What other nodes said holds this long from when they were asked: less than the pause of who has Redis again. */
const HOLDS_MS = 3000

export interface RedisWitness {
  isAwayForAll(): boolean
  close(): void
}

export interface RedisWitnessOptions {
  readonly nodes: Pick<Nodes, 'live' | 'self' | 'isRedisAnswering'>
  /** Asks another node whether Redis answers it. @throws Error where that node does not answer */
  readonly ask: (node: NodeView) => Promise<boolean>
  readonly timers: Timers
}

export function watchRedis({ nodes, ask, timers }: RedisWitnessOptions): RedisWitness {
  let provenAt = Number.NEGATIVE_INFINITY

  /** Does not wait for the last answers: on busy machines they take longer than the interval. */
  async function look(): Promise<void> {
    if (nodes.isRedisAnswering()) return
    const askedAt = timers.now()
    const others = nodes.live().filter(({ id }) => id !== nodes.self().id)
    const answers = await Promise.allSettled(others.map(ask))
    // Whoever has Redis again takes nothing for longer than this holds, so that all can renew what they have.
    if (answers.every((answer) => answer.status === 'fulfilled' && !answer.value))
      provenAt = Math.max(provenAt, askedAt)
  }

  return {
    isAwayForAll: () => timers.now() - provenAt < HOLDS_MS,
    close: every(timers, ASK_INTERVAL_MS, () => void look()),
  }
}
