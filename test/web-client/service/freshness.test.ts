/** A page of yesterday, without a browser: when it loads itself anew, when it only says so, and never twice. */

import t from 'tap'
import { type Activity, createFreshness } from '../../../web-client/service/freshness.js'
import type { TextStorage } from '../../../web-client/settings/settings.js'

function setUp({ storage = memory() as TextStorage | null, build = 'old' } = {}) {
  let now = 0
  let activity: Activity = 'none'
  let answer: string | undefined = 'new'
  let reloads = 0
  const ticks = new Set<() => void>()
  const freshness = createFreshness({
    build,
    storage: storage ?? undefined,
    askBuild: async () => {
      if (answer === undefined) throw new Error('out of reach')
      return answer
    },
    activity: () => activity,
    reload: () => {
      reloads += 1
    },
    time: {
      now: () => now,
      every(_milliseconds, callback) {
        ticks.add(callback)
        return () => ticks.delete(callback)
      },
    },
  })
  return {
    freshness,
    reloads: () => reloads,
    set: (next: Activity) => {
      activity = next
    },
    answer: (next: string | undefined) => {
      answer = next
    },
    pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        now += 1000
        for (const tick of [...ticks]) tick()
      }
    },
  }
}

function memory(): TextStorage {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value)
    },
    removeItem: (key) => {
      values.delete(key)
    },
  }
}

t.test('the same build, or none, is nothing', async (t) => {
  for (const [own, told] of [
    ['old', 'old'],
    ['old', ''],
    ['', 'new'],
  ] as const) {
    const { freshness, pass, reloads } = setUp({ build: own })
    freshness.note(told)
    pass(60)
    t.equal(freshness.stale.value, false)
    t.equal(reloads(), 0)
  }
})

t.test(
  'where nobody would notice it is loaded anew at once; where people are, after a quiet while',
  async (t) => {
    const alone = setUp()
    alone.freshness.note('new')
    t.equal(alone.freshness.stale.value, true)
    alone.pass(1)
    t.equal(alone.reloads(), 1)

    const room = setUp()
    room.set('quiet')
    room.freshness.note('new')
    room.pass(15)
    room.set('busy')
    room.pass(300)
    t.equal(room.reloads(), 0, 'not while somebody speaks')
    room.set('quiet')
    room.pass(15)
    t.equal(room.reloads(), 0, 'nor between two sentences')
    room.pass(10)
    room.pass(100)
    t.equal(room.reloads(), 1)
  },
)

t.test(
  'a build for which it was loaded anew already, and a browser that remembers nothing, are only told',
  async (t) => {
    const storage = memory()
    for (const expected of [1, 0]) {
      const { freshness, pass, reloads } = setUp({ storage })
      freshness.note('new')
      pass(5)
      t.equal(reloads(), expected)
      t.equal(freshness.stale.value, true)
    }
    const { freshness, pass, reloads } = setUp({ storage: null })
    freshness.note('new')
    pass(5)
    t.equal(reloads(), 0)
  },
)

t.test('a missing file: the service is away, or the page is of yesterday', async (t) => {
  const { freshness, answer, pass, reloads, set } = setUp()
  set('busy')
  answer(undefined)
  t.equal(await freshness.missing(), 'away')
  t.equal(freshness.stale.value, false)
  answer('new')
  t.equal(await freshness.missing(), 'gone')
  t.equal(freshness.stale.value, true)
  pass(60)
  t.equal(reloads(), 0)
})
