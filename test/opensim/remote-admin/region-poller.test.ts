/** When a region is asked: four times a second in voice, every 5 s otherwise, ever less often while it fails. */

import t from 'tap'
import type { RegionAgents } from '../../../src/opensim/remote-admin/agents-answer.js'
import { createRegionPoller, type PolledRegion } from '../../../src/opensim/remote-admin/region-poller.js'
import { RemoteAdminFault } from '../../../src/opensim/remote-admin/remote-admin-client.js'
import { createTestTime } from '../../helpers/test-time.js'

const answer: RegionAgents = { regionId: 'r', regionName: 'Here', avatars: [] }

/** A poller that is ticked every 50 ms of a test's time. */
function setUp({ random = () => 1 }: { random?: () => number } = {}) {
  const time = createTestTime()
  const asked: number[] = []
  const changes: PolledRegion[] = []
  const errors: unknown[] = []
  const world = {
    live: false,
    respond: (): Promise<RegionAgents> => Promise.resolve(answer),
  }
  const poller = createRegionPoller({
    ask() {
      asked.push(time.clock())
      return world.respond()
    },
    onAgents: () => undefined,
    onChange: (region) => changes.push(region),
    onAsked: () => undefined,
    onError: (error) => errors.push(error),
    clock: time.clock,
    stopwatch: time.timers,
    random,
  })
  function tick(): void {
    poller.tick(world.live)
    time.timers.after(50, tick)
  }
  tick()
  /** How often it was asked in so many milliseconds. */
  async function askedIn(milliseconds: number): Promise<number> {
    const before = asked.length
    await time.pass(milliseconds)
    return asked.length - before
  }
  return { time, asked, askedIn, changes, errors, world, poller }
}

t.test(
  'every 5 s where nobody talks, four times a second where somebody does, from the next moment on',
  async (t) => {
    const { askedIn, world } = setUp()
    await askedIn(1000)
    t.equal(await askedIn(60_000), 12)
    await askedIn(1000)
    world.live = true
    t.equal(await askedIn(50), 1, 'it wakes at once')
    t.equal(await askedIn(10_000), 40)
    world.live = false
    await askedIn(5000)
    t.equal(await askedIn(60_000), 12)
  },
)

t.test('one question at a time: a slow region is asked again when it has answered', async (t) => {
  const { askedIn, world } = setUp()
  let release: (agents: RegionAgents) => void = () => undefined
  world.live = true
  world.respond = () =>
    new Promise((resolve) => {
      release = resolve
    })
  t.equal(await askedIn(10_000), 1)
  release(answer)
  t.equal(await askedIn(100), 1)
})

t.test(
  'a region that is down is asked every 2 s for five minutes, then ever less often, and recovers by itself',
  async (t) => {
    const { time, asked, askedIn, changes, world, poller } = setUp()
    world.live = true
    await askedIn(1000)
    world.respond = () => Promise.reject(new RemoteAdminFault('unreachable', 'It is down.'))
    await time.pass(300_000)
    const pauses = asked.slice(5).map((at, index) => at - (asked[index + 4] ?? 0))
    t.strictSame(new Set(pauses.slice(0, 149)), new Set([2000]))
    await time.pass(120_000)
    const later = asked.slice(5).map((at, index) => at - (asked[index + 4] ?? 0))
    t.strictSame(later.slice(150, 156), [1000, 2000, 4000, 8000, 16_000, 30_000])
    t.strictSame(
      changes.map(({ state, reason }) => [state, reason]),
      [
        ['ok', undefined],
        ['failing', 'unreachable'],
      ],
    )
    t.match(poller.current(), { error: 'The simulator is not up, or not yet. It is down.', regionId: 'r' })
    world.respond = () => Promise.reject(new RemoteAdminFault('wrong-password', 'Wrong password.'))
    await time.pass(30_000)
    t.equal(changes.at(-1)?.reason, 'wrong-password')
    world.respond = () => Promise.resolve(answer)
    await time.pass(30_000)
    t.match(poller.current(), { state: 'ok', error: undefined })
    t.equal(await askedIn(1000), 4, 'at full speed again')
  },
)

t.test('after a recovery it is patient anew, and a pause begins with the answer', async (t) => {
  const { time, asked, world } = setUp()
  world.live = true
  /** How far apart the next questions are, from the first one that fails. */
  async function failing(reason: 'unreachable' | 'wrong-password', afterMs: number, count: number) {
    world.respond = () => Promise.resolve(answer)
    await time.pass(31_000)
    const times: number[] = []
    world.respond = () => {
      times.push(asked.at(-1) ?? 0)
      return new Promise((_, reject) => {
        time.timers.after(afterMs, () => reject(new RemoteAdminFault(reason, 'No.')))
      })
    }
    while (times.length <= count) await time.pass(50)
    await time.pass(afterMs)
    return times.slice(1, count + 1).map((at, index) => at - (times[index] ?? 0))
  }
  const first = [6000, 7000, 9000]
  t.strictSame(await failing('wrong-password', 5000, 3), first)
  t.strictSame(await failing('wrong-password', 5000, 3), first)
  t.equal((await failing('unreachable', 0, 160)).at(-1), 30_000)
  t.strictSame(await failing('unreachable', 0, 2), [2000, 2000])
})

t.test('pauses are spread over half their length, so that regions do not come back in step', async (t) => {
  const pauseWith = async (random: number) => {
    const { asked, time, world } = setUp({ random: () => random })
    world.respond = () => Promise.reject(new RemoteAdminFault('refused', 'No.'))
    await time.pass(300_000)
    return (asked[8] ?? 0) - (asked[7] ?? 0)
  }
  t.equal(await pauseWith(1), 30_000)
  t.equal(await pauseWith(0), 15_000)
})

t.test('a clock that is set back holds no region up', async (t) => {
  const { time, askedIn, world } = setUp()
  world.live = true
  await askedIn(1000)
  time.set(time.clock() - 3_600_000)
  t.equal(await askedIn(1000), 4)
  time.set(time.clock() + 7_200_000)
  t.equal(await askedIn(1000), 4)
})

t.test('a fault of our own is told, and the region is asked on', async (t) => {
  const { time, errors, world, poller } = setUp()
  world.respond = () => Promise.reject(new TypeError('a bug'))
  await time.pass(1000)
  t.match(errors, [/a bug/])
  t.equal(poller.current().state, 'failing')
  world.respond = () => Promise.resolve(answer)
  await time.pass(5000)
  t.equal(poller.current().state, 'ok')
})
