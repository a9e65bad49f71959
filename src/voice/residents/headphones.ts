/** Whether residents wear headphones at their own viewers: kept with their accounts, told to their pages and viewers at once. */

import { EventEmitter } from 'node:events'
import type { Accounts } from '../accounts/accounts.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import type { Avatar } from '../grids/grid.js'

/** `null`: as each place has it. */
export type HeadphonesChoice = boolean | null

export interface Headphones {
  choiceOf(avatar: Avatar): Promise<HeadphonesChoice>
  choose(avatar: Avatar, choice: HeadphonesChoice): Promise<void>
  readonly events: EventEmitter<{ chosen: [avatar: Avatar, choice: HeadphonesChoice] }>
}

export function createHeadphones(
  accounts: Pick<Accounts, 'headphonesOf' | 'setHeadphones'>,
  bus: Bus = createLoopbackBus(),
): Headphones {
  const events: Headphones['events'] = new EventEmitter()
  // Every viewer that is connected listens.
  events.setMaxListeners(0)
  bus.subscribe('headphones-chosen', ({ grid, agentId, choice }) =>
    events.emit('chosen', { grid, agentId }, choice),
  )
  return {
    events,
    choiceOf: accounts.headphonesOf,
    async choose({ grid, agentId }, choice) {
      await accounts.setHeadphones({ grid, agentId }, choice)
      bus.publish('headphones-chosen', { grid, agentId, choice })
    },
  }
}
