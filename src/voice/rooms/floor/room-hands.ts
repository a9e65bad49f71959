/** The raised hands of a room, in the order in which they were raised. */

import { createMachine, type Machine } from '../../../pure/state-machine.js'
import type { Timers } from '../../ports.js'
import { HAND_TIMES_MS, HAND_TRANSITIONS, type HandEvent, type HandState } from './hand-states.js'

export interface RoomHands {
  /** False if the hand is raised already. */
  raise(agentId: string): boolean
  /** False if the hand is not raised. */
  lower(agentId: string): boolean
  /** Who raised their hand earlier has the smaller number; `undefined`: not raised. */
  numberOf(agentId: string): number | undefined
  /** In their order. */
  agentIds(): readonly string[]
  /** The resident is heard, or no longer is. */
  spoke(agentId: string, speaking: boolean): void
}

interface Hand {
  readonly number: number
  readonly life: Machine<HandState, HandEvent>
  cancelTime: () => void
}

/** @param onLowered called when a hand was lowered by itself */
export function createRoomHands(timers: Timers, onLowered: (agentId: string) => void): RoomHands {
  const hands = new Map<string, Hand>()
  let next = 1

  function lower(agentId: string): boolean {
    hands.get(agentId)?.cancelTime()
    return hands.delete(agentId)
  }

  function startTime(agentId: string, hand: Hand): void {
    hand.cancelTime()
    const milliseconds = HAND_TIMES_MS[hand.life.state()]
    if (milliseconds === undefined) return
    hand.cancelTime = timers.after(milliseconds, () => tell(agentId, 'time-up'))
  }

  function tell(agentId: string, event: HandEvent): void {
    const hand = hands.get(agentId)
    if (!hand?.life.tell(event)) return
    startTime(agentId, hand)
    if (hand.life.state() === 'lowered' && lower(agentId)) onLowered(agentId)
  }

  return {
    raise(agentId) {
      if (hands.has(agentId)) return false
      const life = createMachine<HandState, HandEvent>(HAND_TRANSITIONS, 'raised')
      hands.set(agentId, { number: next, life, cancelTime: () => undefined })
      next += 1
      return true
    },
    lower,
    numberOf: (agentId) => hands.get(agentId)?.number,
    agentIds: () => [...hands.keys()],
    spoke: (agentId, speaking) => tell(agentId, speaking ? 'speaks' : 'stops'),
  }
}
