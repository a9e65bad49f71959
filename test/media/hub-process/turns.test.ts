/** The hub's clock: a turn every 20 ms, and none while there is nothing to do. */

import t from 'tap'
import { startTurns } from '../../../src/media/hub-process/turns.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('turns rest until something is due or somebody speaks, and stay in step', async (t) => {
  const time = createTestTime()
  const done: string[] = []
  let resting = 0
  const clock = startTurns(
    {
      turn: (nowMs, turn) => done.push(`${turn} at ${nowMs}`),
      restingTurns: () => resting,
      rest: (turns) => done.push(`${turns} left out`),
    },
    time.timers,
  )
  t.teardown(() => clock.close())
  const during = async (milliseconds: number) => {
    done.length = 0
    await time.pass(milliseconds)
    return done.join(', ')
  }
  t.equal(await during(60), '0 at 20, 1 at 40, 2 at 60')
  resting = 3
  t.equal(await during(20), '3 at 80')
  t.equal(await during(79), '', 'nothing is due')
  t.equal(await during(1), '3 left out, 7 at 160')
  await during(45)
  resting = 0
  clock.wake()
  t.equal(await during(15), '10 at 220', 'the next turn comes when it would have come anyway')
  t.equal(await during(20), '11 at 240')
  resting = Number.POSITIVE_INFINITY
  await during(20)
  clock.wake()
  resting = 0
  t.equal(await during(20), '13 at 280', 'somebody spoke before the first turn that would have been left out')
  resting = Number.POSITIVE_INFINITY
  await during(20)
  t.equal(await during(1020), '50 left out, 65 at 1320', 'it looks again now and then')
  resting = 0
  t.equal(clock.dropped(), 0)
  await time.sleep(2000)
  t.ok(clock.dropped() > 20, 'what it did not rest in was dropped')
})
