/** Leases: one owner at a time, who stops being it before its lease ends. */

import t from 'tap'
import { LEASE_TRANSITIONS } from '../../src/cluster/leases/lease-states.js'
import { createLeases, type LeaseStore } from '../../src/cluster/leases/leases.js'
import { createRedisLeases } from '../../src/cluster/leases/redis-leases.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { eventually } from '../helpers/eventually.js'
import { noRedis, startRedis } from '../helpers/servers/redis.js'
import { createTestTime, type TestTime } from '../helpers/test-time.js'
import { holdsTable } from '../helpers/transition-table.js'

t.test('the states of a lease', async (t) => {
  holdsTable(
    t,
    LEASE_TRANSITIONS,
    `
              claim    granted refused renewed lost ended hold release released
    free      claiming -       -       -       -    -     -    -       -
    claiming  -        owned   free    -       -    free  -    leaving -
    owned     -        -       -       =       free free  held leaving -
    held      -        -       -       owned   free free  -    leaving -
    leaving   -        -       -       -       -    -     -    -       free
    `,
  )
})

/** Keeps leases as Redis does, by a clock of its own. */
function createStore(time: TestTime) {
  const held = new Map<string, { value: string; until: number }>()
  let isAway = false
  const now = () => time.timers.now()
  const read = (area: string) => {
    const lease = held.get(area)
    return lease && lease.until > now() ? lease.value : undefined
  }
  const answer = async <T>(work: () => T): Promise<T> => {
    if (isAway) throw new Error('away')
    return work()
  }
  const store: LeaseStore = {
    claim: (area, value, milliseconds) =>
      answer(() => {
        const known = read(area)
        if (known === undefined) held.set(area, { value, until: now() + milliseconds })
        return known ?? value
      }),
    renew: (leases, milliseconds) =>
      answer(() =>
        leases.map(({ area, value }) => {
          const holds = (read(area) ?? value) === value
          if (holds) held.set(area, { value, until: now() + milliseconds })
          return holds
        }),
      ),
    release: (area, value) => answer(() => void (read(area) === value && held.delete(area))),
    read: (area) => answer(() => read(area)),
  }
  return {
    store,
    away(is: boolean) {
      isAway = is
    },
  }
}

t.test('an owner that cannot renew stops before anybody else can begin', async (t) => {
  const time = createTestTime()
  const { store, away } = createStore(time)
  const nodes = ['a', 'b'].map((nodeId) => createLeases({ store, nodeId, timers: time.timers }))
  const [one, other] = nodes
  if (!one || !other) return
  const told: string[] = []
  one.events.on('gained', (area) => told.push(`gained ${area}`))
  one.events.on('lost', (area) => told.push(`lost ${area}`))
  t.equal(await one.claim('main/r'), 'a')
  t.equal(await other.claim('main/r'), 'a', 'the other one is told who it is')
  t.strictSame([one.owns('main/r'), other.owns('main/r')], [true, false])
  await time.pass(60_000)
  t.ok(one.owns('main/r'), 'renewed for a minute')

  away(true)
  const both: boolean[] = []
  for (let milliseconds = 0; milliseconds < 6000; milliseconds += 100) {
    await time.pass(100)
    both.push(one.owns('main/r'))
  }
  t.strictSame(
    [both[20], both.at(-1)],
    [true, false],
    'it goes on for a while, and then ends by its own clock',
  )
  away(false)
  t.equal(await other.claim('main/r'), 'b')
  t.strictSame([one.owns('main/r'), other.owns('main/r')], [false, true])
  t.strictSame(told, ['gained main/r', 'lost main/r'])

  await other.release('main/r')
  t.notOk(other.owns('main/r'))
  t.equal(await one.claim('main/r'), 'a', 'a lease that is given up is free at once')
  await time.sleep(10_000)
  t.notOk(one.owns('main/r'), 'whoever slept through the end of its lease is no owner when it wakes')
  for (const node of nodes) node.close()
})

t.test(
  'where Redis is away for everybody, owners go on, and own no more once anybody could follow',
  async (t) => {
    const time = createTestTime()
    const { store, away } = createStore(time)
    let isAwayForAll = true
    let mayClaim = true
    const one = createLeases({ store, nodeId: 'a', timers: time.timers, mayHold: () => isAwayForAll })
    const other = createLeases({ store, nodeId: 'b', timers: time.timers, mayClaim: () => mayClaim })
    let losses = 0
    one.events.on('lost', () => {
      losses += 1
    })
    await one.claim('main/r')
    away(true)
    await time.pass(30_000)
    t.ok(one.owns('main/r'), 'half a minute without Redis')
    mayClaim = false
    away(false)
    t.equal(await other.claim('main/r'), '', 'who has Redis first leaves it to the owner')
    await time.pass(1500)
    mayClaim = true
    t.equal(await other.claim('main/r'), 'a')
    t.equal(losses, 0)
    away(true)
    await time.pass(10_000)
    isAwayForAll = false
    t.notOk(one.owns('main/r'), 'another node has Redis: it ends at once')
    t.equal(losses, 1)
    one.close()
    other.close()
  },
)

t.test('leases in Redis', { skip: noRedis }, async (t) => {
  const server = await startRedis(t)
  const open = async (nodeId: string) => {
    const leases = createLeases({
      store: createRedisLeases(await server.connect()),
      nodeId,
      timers: systemTimers,
    })
    t.teardown(leases.close)
    return leases
  }
  const [one, other] = [await open('a'), await open('b')]
  const areas = Array.from({ length: 600 }, (_, index) => `main/${index}`)
  const claims: (readonly [string, string])[] = []
  // Some at a time: a busy machine's Redis answers late.
  for (let from = 0; from < areas.length; from += 20) {
    const some = areas.slice(from, from + 20)
    claims.push(
      ...(await Promise.all(some.map((area) => Promise.all([one.claim(area), other.claim(area)] as const)))),
    )
  }
  t.ok(
    claims.every(([here, there]) => here === there),
    'two that claim at once agree on who it is',
  )
  t.equal(one.owned().length + other.owned().length, areas.length)
  const store = createRedisLeases(await server.connect())
  t.strictSame(
    await store.renew(
      [
        { area: 'main/0', value: 'b#0' },
        { area: 'main/1', value: 'a#0' },
      ],
      5000,
    ),
    [false, false],
    'nobody renews what they have not',
  )
  await store.claim('main/new', 'z#1', 5000)
  t.strictSame(
    await store.renew(
      [
        { area: 'main/new', value: 'z#1' },
        { area: 'main/0', value: 'z#2' },
        { area: 'main/gone', value: 'z#3' },
      ],
      5000,
    ),
    [true, false, true],
    'each is told of the lease that it asked for, and one that Redis has lost is taken again',
  )
  t.equal(await store.read('main/gone'), 'z#3')
  await store.release('main/0', 'z#1')
  t.ok(one.owns('main/0') || other.owns('main/0'), 'nor ends it')
  t.equal(
    await store.claim('main/0', `${await one.ownerOf('main/0')}#99`, 5000),
    `${await one.ownerOf('main/0')}#99`,
  )

  const [mine = ''] = one.owned().filter((area) => area !== 'main/0')
  await (await server.connect()).run((client) => client.flushAll())
  t.equal(await other.claim(mine), '', 'where Redis was emptied, owners come first')
  t.equal(await other.claim('main/free'), '')
  await eventually('the owner has renewed', async () => (await other.ownerOf(mine)) === 'a')
  t.equal(await other.claim(mine), 'a')
  await eventually('what is free can be taken again', async () => (await other.claim('main/free')) === 'b')
  server.pause()
  await eventually('an owner without Redis stops being it', () => !one.owns(mine), 6000)
  server.resume()
  t.ok(
    ['a', 'b'].includes(
      await eventually('it can be claimed again', () => other.claim(mine).catch(() => undefined)),
    ),
  )
})
