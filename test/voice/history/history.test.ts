/** The overview's numbers over time: thinned out with age, bounded, and kept over a full disk. */

import { EventEmitter } from 'node:events'
import t from 'tap'
import { VoiceError } from '../../../src/errors.js'
import type { Figures } from '../../../src/pure/figures.js'
import { holdUnwrittenHistory } from '../../../src/store/held/held-history.js'
import { createBacklog } from '../../../src/store/held/written-later.js'
import { openStore } from '../../../src/store/store.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createHistory } from '../../../src/voice/history/history.js'
import type { HistoryStore } from '../../../src/voice/history/history-ports.js'
import { createTestTime } from '../../helpers/test-time.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A full hour. */
const START = 500_000 * HOUR

async function setUp(wrap = (store: HistoryStore): HistoryStore => store) {
  const time = createTestTime(START)
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  let now: Figures = {}
  const options = {
    store: wrap(store.history),
    grids: async () => [MAIN_GRID],
    figuresOf: (grid: string | null): Figures => {
      const { people = 0, timeToVoiceMs, refusedSignIns = 0, lossShare } = now
      if (grid === null) return { refusedSignIns, ...(lossShare !== undefined && { lossShare }) }
      return { people, ...(timeToVoiceMs !== undefined && { timeToVoiceMs }) }
    },
    clock: time.clock,
  }
  let history = createHistory(options)
  return {
    ...time,
    read: (range: '1h' | '24h' | '7d' | '30d') => history.read(MAIN_GRID, range),
    rows: (stepMinutes: number) => store.history.list({ grid: MAIN_GRID, stepMinutes, since: 0 }),
    restart() {
      history = createHistory(options)
    },
    async minute(figures: Figures): Promise<void> {
      now = figures
      await history.record()
      time.set(time.clock() + MINUTE)
    },
  }
}

t.test('minutes become ten minutes and hours, each number in its own way', async (t) => {
  const { minute, read, restart } = await setUp()
  for (let index = 0; index < 75; index += 1) {
    // A restart in the middle of an hour loses none of it.
    if (index === 33) restart()
    await minute({
      people: index === 31 ? 40 : 3,
      refusedSignIns: 1,
      ...(index % 10 < 3 && { timeToVoiceMs: [900, 100, 500][index % 10] ?? 0 }),
      ...(index < 20 && { lossShare: index % 10 === 0 ? 0.5 : 0 }),
    })
  }
  const minutes = await read('1h')
  t.equal(minutes.stepMinutes, 1)
  t.equal(minutes.figures.people.length, 60)
  t.equal(minutes.from, START + 16 * MINUTE, 'the last hour, the present minute included')
  t.strictSame(minutes.figures.people.slice(14, 17), [3, 40, 3])
  t.equal(minutes.figures.people.at(-1), null, 'the present minute is not known yet')
  const tens = (await read('7d')).figures
  t.strictSame(tens.people.slice(-8), [3, 3, 3, 40, 3, 3, 3, 3], 'the highest')
  t.strictSame(tens.refusedSignIns.slice(-8), [10, 10, 10, 10, 10, 10, 10, 5], 'the sum')
  t.equal(tens.timeToVoiceMs.at(-3), 500, 'the median')
  t.strictSame(tens.lossShare.slice(-8, -5), [0.05, 0.05, null], 'the mean of what is known')
  const hours = (await read('30d')).figures
  t.equal(hours.people.length, 720)
  t.strictSame(hours.people.slice(-3), [null, 40, 3])
  t.strictSame(hours.refusedSignIns.slice(-2), [60, 15])
  t.strictSame(hours.hubCores.slice(-2), [null, null], 'what nobody knows is no zero')
})

t.test('a month takes no more than its rows, whatever the clock does', async (t) => {
  const { minute, set, clock, rows } = await setUp()
  // One minute an hour, for longer than anything is kept.
  for (let hour = 0; hour < 24 * 32; hour += 1) {
    await minute({ people: hour })
    set(START + (hour + 1) * HOUR)
  }
  t.equal((await rows(60)).length, 24 * 30 + 1)
  t.equal((await rows(10)).length, 24 * 7 + 1)
  t.equal((await rows(1)).length, 24 + 1)
  set(clock() - 20 * 24 * HOUR)
  await minute({ people: 1 })
  for (const step of [1, 10, 60]) {
    t.ok(
      (await rows(step)).every(({ at }) => at <= clock()),
      'nothing stays of a future',
    )
  }
})

t.test('a full disk makes no gap, and holds no line of moderators up', async (t) => {
  let full = false
  const events = new EventEmitter<{ writable: []; changed: [] }>()
  const health = {
    events,
    onChange: () => () => undefined,
    fault: () => undefined,
    wrote: () => undefined,
    failed: (error: unknown) => error,
    look: async () => undefined,
  }
  const backlog = createBacklog(health, { info: () => undefined, error: () => t.fail('a write was lost') })
  const check = () => {
    if (full) throw new VoiceError('store-unwritable', 'full')
  }
  const { minute, read, rows } = await setUp((store) =>
    holdUnwrittenHistory(
      {
        list: store.list,
        save: async (entries) => {
          check()
          await store.save(entries)
        },
        keepOnly: async (...what) => {
          check()
          await store.keepOnly(...what)
        },
      },
      backlog,
    ),
  )
  await minute({ people: 1 })
  full = true
  const order: string[] = []
  for (let index = 0; index < 12; index += 1) {
    await minute({ people: 2 + index })
    if (index === 3) {
      await backlog.write(async () => {
        check()
        order.push('a ban')
      })
    }
  }
  t.equal((await rows(1)).length, 1)
  t.strictSame((await read('1h')).figures.people.slice(-4), [11, 12, 13, null], 'the charts go on')
  t.strictSame((await read('7d')).figures.people.slice(-2), [10, 13], 'and are thinned out')
  full = false
  events.emit('writable')
  await new Promise((resolve) => setImmediate(resolve))
  await minute({ people: 20 })
  t.strictSame(order, ['a ban'])
  t.equal((await rows(1)).length, 14, 'then everything is written')
  t.strictSame(
    (await rows(10)).map(({ figures }) => figures.people),
    [10, 20],
  )
})

t.test('two nodes that write of one minute, as one follows the other, add to each other', async (t) => {
  const { minute, read, set, clock, restart } = await setUp()
  await minute({ people: 3, refusedSignIns: 4 })
  await minute({ people: 5, refusedSignIns: 2 })
  restart()
  set(clock() - MINUTE)
  await minute({ people: 2, refusedSignIns: 1 })
  const { figures } = await read('1h')
  t.strictSame(figures.refusedSignIns.slice(-3), [4, 3, null])
  t.strictSame(figures.people.slice(-3), [3, 5, null])
  t.equal((await read('7d')).figures.refusedSignIns.at(-1), 7)
})
