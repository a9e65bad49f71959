/** Friends: who is told of whom, when, and what becomes of it where the grid does not answer. */

import t from 'tap'
import { avatarKey, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { NamedAgent } from '../../../src/voice/ports.js'
import { createFriends } from '../../../src/voice/residents/reachable/friends.js'
import { tellOfReachable } from '../../../src/voice/residents/reachable/reachable.js'
import type { ReachableView, ResidentEvent } from '../../../src/voice/residents/resident-event.js'
import { createResidents } from '../../../src/voice/residents/residents.js'
import { avatarOf } from '../../helpers/regions/of-grid.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'

t.test('friends', async (t) => {
  const time = createTestTime()
  const [anna, bert, cleo] = [testUuid(), testUuid(), testUuid()]
  const friends = new Map<string, NamedAgent[]>([
    [
      anna,
      [
        { agentId: bert, name: 'Bert' },
        { agentId: cleo, name: 'Cleo' },
      ],
    ],
    [bert, [{ agentId: anna, name: 'Anna' }]],
  ])
  const voices = new Set<string>()
  const blocked = new Set<string>()
  let asked = 0
  let fault: Error | undefined
  const errors: unknown[] = []
  const residents = createResidents()
  const friendsOf = createFriends({
    source: {
      async of({ agentId }) {
        asked += 1
        if (fault) throw fault
        return friends.get(agentId) ?? []
      },
    },
    grid: MAIN_GRID,
    mayReach: (from, to) => !blocked.has(`${avatarKey(from)} ${avatarKey(to)}`),
    timers: time.timers,
    onError: (error) => errors.push(error),
  })
  const stop = tellOfReachable({
    lists: [friendsOf],
    grid: MAIN_GRID,
    residents,
    inVoice: () => voices,
    timers: time.timers,
  })
  t.teardown(stop)
  function open(agentId: string, name: string) {
    const told: (readonly ReachableView[])[] = []
    const tell = (event: ResidentEvent) => {
      if (event.type === 'friends-changed') told.push(event.friends)
    }
    const close = residents.open({ ...avatarOf(agentId), name, tell })
    return {
      close,
      names: () => told.splice(0).map((list) => list.map((one) => one.name + (one.inVoice ? '!' : ''))),
    }
  }

  const annas = open(anna, 'Anna')
  await time.pass(4000)
  t.strictSame(annas.names(), [], 'nobody is there: nothing is told')
  const berts = open(bert, 'Bert')
  await time.pass(4000)
  t.strictSame([annas.names(), berts.names()], [[['Bert']], [['Anna']]])
  voices.add(cleo)
  await time.pass(2000)
  t.strictSame(annas.names(), [['Cleo!', 'Bert']], 'by viewer, without a page')
  const second = open(anna, 'Anna')
  t.strictSame(second.names(), [['Cleo!', 'Bert']], 'a page that opens is told at once')

  blocked.add(`${avatarKey(avatarOf(anna))} ${avatarKey(avatarOf(cleo))}`)
  await time.pass(2000)
  t.strictSame(annas.names(), [['Bert']])
  t.equal(asked, 2, 'each was asked for once')
  fault = new Error('away')
  friends.set(anna, [])
  await time.pass(5 * 60_000)
  t.ok(errors.length > 0)
  t.strictSame(annas.names(), [], 'a grid that does not answer takes nobody away')
  fault = undefined
  await time.pass(32_000)
  t.strictSame(annas.names(), [[]], 'no friend any more')
  berts.close()
  t.strictSame(berts.names().at(-1), undefined)
})
