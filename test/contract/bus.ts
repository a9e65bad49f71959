/** What every bus keeps to, in one process or between several. */

import type { Test } from 'tap'
import type { Bus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { eventually } from '../helpers/eventually.js'

/** @param here a bus, and `there` the bus of another part, perhaps of another node */
export async function keepsBusContract(t: Test, here: Bus, there: Bus): Promise<void> {
  const lost = (name: string) => ({ name })
  const told: string[] = []
  const stop = there.subscribe('secret-renewed', ({ name }) => told.push(name))
  let isTold = false
  here.subscribe('secret-renewed', () => {
    isTold = true
  })
  here.publish('secret-renewed', lost('first'))
  t.ok(isTold, 'subscribers of this process have been called when it returns')
  const many = Array.from({ length: 2000 }, (_, index) => String(index))
  for (const name of many) here.publish('secret-renewed', lost(name))
  await eventually('all are heard', () => told.length > many.length)
  t.strictSame(told, ['first', ...many], 'each once, in the order in which they were told')
  stop()
  const rules: unknown[] = []
  there.subscribe('speech-rules-lifted', (message) => rules.push(message))
  here.publish('secret-renewed', lost('unheard'))
  here.publish('speech-rules-lifted', { grid: MAIN_GRID, channelId: 7, kind: 'muted' })
  await eventually('the message is heard', () => rules.length > 0)
  t.strictSame(rules, [{ grid: MAIN_GRID, channelId: 7, kind: 'muted' }], 'as it was told')
  t.equal(told.includes('unheard'), false, 'whoever has ended a subscription hears no more')
}
