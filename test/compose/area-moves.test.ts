/** When a node gives regions away so that people hear each other over borders. */

import t from 'tap'
import { areaOfGrid, areaOfRegion } from '../../src/cluster/area.js'
import { type BoundOptions, createAreaMoves, isBound } from '../../src/compose/cluster/area-moves.js'
import type { Channel } from '../../src/voice/channels/channel.js'
import { regionOf } from '../helpers/regions/of-grid.js'
import { createTestTime } from '../helpers/test-time.js'

t.test('a region goes to those who talk beside it: at once, after a while, or not at all', async (t) => {
  const { timers, pass } = createTestTime()
  const [idle, busy, viewed] = ['idle', 'busy', 'viewed'].map((id) => regionOf(id))
  if (!idle || !busy || !viewed) return
  const inVoice = [busy, busy, viewed].map((region) => ({ ...region, position: [1, 1, 1] as const }))
  let owned = [areaOfGrid('main'), ...[idle, busy, viewed].map(areaOfRegion)]
  let asked: readonly (readonly [string, number])[] = []
  let mayMove = false
  const done: string[] = []
  const moves = createAreaMoves({
    leases: { owned: () => owned, release: async (area) => void done.push(`released ${area}`) },
    routing: {
      tooMany: (areas) => areas,
      following(areas) {
        asked = areas
        return areas.map(([area]) => area)
      },
    },
    mayMove: () => mayMove,
    voices: () => inVoice,
    isBound: ({ regionId }) => regionId === viewed.regionId,
    prepare: async () => void done.push('prepared'),
    async giveUp(area) {
      done.push(area)
      owned = owned.filter((one) => one !== area)
    },
    stopwatch: timers,
  })
  await moves.follow()
  await moves.balance()
  t.strictSame(done, [], 'nothing is moved while nodes come and go')
  mayMove = true
  await moves.balance()
  t.strictSame(done.splice(0), ['released main/idle'])
  await moves.follow()
  t.strictSame(asked, [
    ['main/idle', 0],
    ['main/busy', 2],
    ['main/viewed', 1],
  ])
  t.strictSame(done.splice(0), ['main/idle'])
  await pass(4999)
  await moves.follow()
  t.strictSame(done, [], 'people pass by')
  await pass(1)
  await moves.follow()
  t.strictSame(done.splice(0), ['prepared', 'main/busy'])
  await pass(60_000)
  await moves.follow()
  t.strictSame(done, [], 'who would lose more than a moment stays')
})

t.test('a region is bound by a viewer, a locked room and raised hands', async (t) => {
  const [here, there] = [regionOf('here'), regionOf('there')]
  const room = (locked: boolean, hands: string[]) => ({
    channel: { grid: 'main' } as Channel,
    agentIds: () => ['anna'],
    locked,
    hands: () => hands,
  })
  const nothing: BoundOptions = { viewers: () => [], rooms: () => [room(false, [])], find: () => here }
  t.notOk(isBound(nothing, here))
  for (const more of [
    { viewers: () => [here] },
    { rooms: () => [room(true, [])] },
    { rooms: () => [room(false, ['anna'])] },
  ]) {
    t.ok(isBound({ ...nothing, ...more }, here))
    t.notOk(isBound({ ...nothing, ...more }, there))
  }
})
