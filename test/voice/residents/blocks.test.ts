/** Blocks: they hold both ways, in every process, and over a restart. */

import t from 'tap'
import { openStore } from '../../../src/store/store.js'
import { createLoopbackBus } from '../../../src/voice/bus.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createBlocks, MAX_BLOCKS } from '../../../src/voice/residents/blocks.js'
import { eventually } from '../../helpers/eventually.js'
import { testUuid } from '../../helpers/regions/region.js'

const avatar = (agentId = testUuid()) => ({ grid: MAIN_GRID, agentId })

t.test('a block holds both ways until whoever made it takes it back', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const bus = createLoopbackBus()
  const fail = (error: unknown) => t.fail(String(error))
  const blocks = createBlocks(store.blocks, () => 1, fail, bus)
  const elsewhere = createBlocks(undefined, () => 1, fail, bus)
  const [ada, ben] = [avatar(), avatar()]
  const changed: string[] = []
  elsewhere.events.on('changed', ({ agentId }, blockedId) => changed.push(`${agentId} ${blockedId}`))
  t.equal(blocks.areApart(ada, ben), false)
  blocks.add(ada, ben.agentId, 'Ben')
  blocks.add(ada, ben.agentId, 'Ben')
  for (const one of [blocks, elsewhere]) {
    t.ok(one.areApart(ada, ben) && one.areApart(ben, ada), 'both ways, and in another process')
    t.strictSame(one.apartFrom(ben), [ada.agentId])
  }
  t.match(blocks.of(ada), [{ blockedId: ben.agentId, name: 'Ben' }])
  t.strictSame(blocks.of(ben), [], 'who is blocked is not told')
  t.strictSame(changed, [`${ada.agentId} ${ben.agentId}`])
  blocks.add(ben, ada.agentId, 'Ada')
  blocks.lift(ada, ben.agentId)
  t.ok(blocks.areApart(ada, ben), 'the other one goes on blocking')
  await eventually('it is stored', async () => (await store.blocks.list()).length === 1)
  const restarted = createBlocks(store.blocks, () => 1, fail)
  await restarted.load()
  t.ok(restarted.areApart(ada, ben), 'over a restart')
  t.strictSame([restarted.of(ada).length, restarted.of(ben).length], [0, 1])
  blocks.lift(ben, ada.agentId)
  t.equal(blocks.areApart(ada, ben), false)
  t.strictSame(blocks.apartFrom(ben), [])
  const namesake = { grid: 'other' as const, agentId: ada.agentId }
  t.ok(blocks.areApart(namesake as typeof ada, ada), 'grids never meet')
  await eventually('it is forgotten', async () => (await store.blocks.list()).length === 0)
})

t.test('nobody blocks themselves, and a list has an end', (t) => {
  const blocks = createBlocks(
    undefined,
    () => 1,
    (error) => t.fail(String(error)),
  )
  const ada = avatar()
  t.throws(() => blocks.add(ada, ada.agentId, 'Ada'), { code: 'not-allowed' })
  for (let count = 0; count < MAX_BLOCKS; count += 1) blocks.add(ada, testUuid(), '')
  t.throws(() => blocks.add(ada, testUuid(), ''), { code: 'not-allowed' })
  t.end()
})
