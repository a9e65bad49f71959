import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/store.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createUsage } from '../../../src/voice/usage/usage.js'
import { createTestTime } from '../../helpers/test-time.js'

const NOON = Date.parse('2026-11-28T12:00:00Z')
const HOUR_MS = 3_600_000
const anna = { grid: MAIN_GRID, agentId: 'aaaaaaaa-0000-4000-8000-000000000001' }
const bert = { grid: MAIN_GRID, agentId: 'aaaaaaaa-0000-4000-8000-000000000002' }

async function storeAt(t: Test) {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const time = createTestTime(NOON)
  const present = new Set<typeof anna>()
  const grids = [MAIN_GRID]
  const node = () =>
    createUsage({
      store: store.usage,
      grids: () => grids,
      present: () => present,
      secret: 'secret',
      clock: time.clock,
      stopwatch: time.timers,
    })
  return { store, time, present, node, grids }
}

t.test('minutes and people of several nodes add up, and a write that is repeated counts once', async (t) => {
  const { time, node } = await storeAt(t)
  const [one, other] = [node(), node()]
  one.entered(anna)
  other.entered(bert)
  other.entered(anna)
  await time.pass(60_000)
  await one.write()
  one.left(anna)
  await time.pass(30_000)
  one.entered(anna)
  await time.pass(30_000)
  await one.write()
  await one.write()
  await other.write()
  const [day] = await one.read({ grid: MAIN_GRID, days: 1 })
  t.match(day, { day: '2026-11-28', people: 2, voiceSeconds: 60 + 30 + 2 * 120 })

  const restarted = node()
  restarted.entered(anna)
  await time.pass(10_000)
  await restarted.write()
  t.match(await one.read({ grid: MAIN_GRID, days: 1 }), [{ people: 2, voiceSeconds: 340 }])
})

t.test('whoever stays over midnight UTC counts on both days, and is forgotten with each', async (t) => {
  const { store, time, present, node } = await storeAt(t)
  const usage = node()
  usage.entered(anna)
  present.add(anna)
  await time.pass(11.5 * HOUR_MS)
  await usage.write()
  await time.pass(30 * 60_000)
  await usage.write()
  await time.pass(10 * 60_000)
  await usage.write()
  const both = await usage.read({ grid: MAIN_GRID, days: 2 })
  t.same(
    both.map(({ day, people }) => [day, people]),
    [
      ['2026-11-28', 1],
      ['2026-11-29', 1],
    ],
  )
  t.equal(
    both.reduce((sum, { voiceSeconds }) => sum + voiceSeconds, 0),
    (12 * HOUR_MS + 600_000) / 1000,
  )
  await time.pass(HOUR_MS)
  await usage.write()
  const late = [{ grid: MAIN_GRID, day: '2026-11-28', person: 'somebody who was written late' }]
  await store.usage.save([], late)
  await time.pass(1000)
  await usage.write()
  t.match(await usage.read({ grid: MAIN_GRID, days: 2 }), [{ people: 1 }, { people: 1 }])
  await time.pass(401 * 24 * HOUR_MS)
  await usage.write()
  t.notOk(
    (await usage.read({ days: 1000 })).some(({ day }) => day < '2027-01-01'),
    '400 days are kept',
  )
})

t.test(
  'what cannot be written is written later; a grid that is gone keeps no other from being written',
  async (t) => {
    const { store, time, node, grids } = await storeAt(t)
    const { save } = store.usage
    const usage = node()
    usage.entered(anna)
    usage.entered({ grid: 'gone', agentId: bert.agentId })
    await time.pass(60_000)
    Object.assign(store.usage, { save: () => Promise.reject(new Error('no disk')) })
    await t.rejects(usage.write(), /no disk/)
    Object.assign(store.usage, { save })
    await usage.write()
    t.match(await usage.read({ days: 1 }), [{ grid: MAIN_GRID, people: 1, voiceSeconds: 60 }])
    grids.pop()
    await time.pass(60_000)
    await usage.write()
    t.match(await usage.read({ days: 1 }), [{ voiceSeconds: 60 }])
  },
)

t.test('what the hub does belongs to its grid', async (t) => {
  const { node } = await storeAt(t)
  const usage = node()
  for (let report = 0; report < 3; report += 1) usage.hubWorked(MAIN_GRID, { busyMs: 500, bytes: 1000 })
  usage.hubWorked('other', { busyMs: 99_000, bytes: 1 })
  await usage.write()
  t.match(await usage.read({ days: 1 }), [{ grid: MAIN_GRID, hubSeconds: 2, hubBytes: 3000, people: 0 }])
})
