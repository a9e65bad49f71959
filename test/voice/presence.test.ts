/** Presence: one avatar has one place, whatever two feeds, two regions and a clock make of it. */

import t from 'tap'
import {
  type AvatarReport,
  createPresence,
  type FeedSource,
  MAX_AVATARS,
  type RegionReport,
} from '../../src/voice/presence.js'
import { createTestTime } from '../helpers/test-time.js'

/** A presence whose events are written down as `seen anna`. */
function setUp() {
  const time = createTestTime()
  const presence = createPresence(time.timers)
  const events: string[] = []
  for (const name of ['seen', 'gone'] as const) {
    presence.events.on(name, (agentIds) => events.push(`${name} ${[...agentIds].sort().join(' ')}`))
  }
  for (const name of ['feedLost', 'feedBack'] as const) {
    presence.events.on(name, (regionId) => events.push(`${name} ${regionId}`))
  }
  /** What a region says now. */
  function report(regionId: string, avatars: AvatarReport[], more: Partial<RegionReport> = {}): boolean {
    return presence.report({ regionId, regionName: regionId, source: 'remote-admin', avatars, ...more })
  }
  /** Lets time pass with a sweep every second, as the service does. */
  async function pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1000) {
      await time.pass(Math.min(left, 1000))
      presence.sweep()
    }
  }
  const placeOf = (agentId: string) => presence.find(agentId)?.regionId
  const taken = () => events.splice(0)
  return { time, presence, report, pass, placeOf, taken }
}

function avatar(agentId: string, x = 1, more: Partial<AvatarReport> = {}): AvatarReport {
  return { agentId, name: `${agentId} Test`, position: [x, 2, 3], look: [0, 1, 0], parcelId: null, ...more }
}

t.test(
  'a region silent for 30 s is lost, keeps its avatars, and gives them up after 5 minutes',
  async (t) => {
    const { presence, report, pass, placeOf, taken } = setUp()
    report('west', [avatar('anna')])
    await pass(29_000)
    t.notOk(presence.isFeedLost('west'))
    taken()
    await pass(1000)
    t.strictSame(taken(), ['feedLost west'])
    t.ok(presence.isFeedLost('west'))
    t.match(presence.feeds(), [{ regionId: 'west', silent: true, avatars: 1, ageMs: 30_000 }])
    await pass(269_000)
    t.strictSame(taken(), [], 'said once')
    t.equal(placeOf('anna'), 'west')
    await pass(1000)
    t.strictSame(taken(), ['gone anna'])
    t.equal(presence.count(), 0)
    t.strictSame(presence.feeds(), [])
    t.notOk(presence.isFeedLost('west'))
  },
)

t.test('a feed that comes back is said to be back', async (t) => {
  const { report, pass, taken } = setUp()
  report('west', [avatar('anna')])
  await pass(60_000)
  taken()
  report('west', [])
  t.strictSame(taken(), ['gone anna', 'feedBack west'])
  report('west', [])
  t.strictSame(taken(), [])
})

t.test('a region with two feeds is lost when both are silent', async (t) => {
  const { presence, report, pass, taken } = setUp()
  report('west', [avatar('anna')])
  await pass(20_000)
  report('west', [avatar('anna')], { source: 'push' })
  taken()
  await pass(20_000)
  t.strictSame(taken(), [])
  t.match(
    presence.feeds().map(({ source, silent }) => [source, silent]),
    [
      ['remote-admin', true],
      ['push', false],
    ],
  )
  await pass(10_000)
  t.strictSame(taken(), ['feedLost west'])
})

t.test(
  'of two feeds of one region the newest position counts, and one of them is enough to stay',
  async (t) => {
    const { time, presence, report, placeOf, taken } = setUp()
    const say = (source: FeedSource, ...avatars: AvatarReport[]) => report('west', avatars, { source })
    say('push', avatar('anna', 10))
    say('remote-admin', avatar('anna', 11))
    t.match(presence.find('anna'), { position: [11, 2, 3], source: 'remote-admin' })
    for (let round = 0; round < 5; round += 1) {
      await time.pass(250)
      say('remote-admin')
      say('push', avatar('anna', 12))
    }
    t.notMatch(taken().join(), /gone/, 'one that never lists her does not make her come and go')
    t.equal(placeOf('anna'), 'west')
    say('push')
    t.strictSame(taken(), ['gone anna'])
  },
)

t.test('an avatar that two regions list is where it appeared last, without going to and fro', async (t) => {
  const { time, report, placeOf, taken } = setUp()
  report('west', [avatar('anna')])
  await time.pass(250)
  report('east', [avatar('anna', 2)])
  t.equal(placeOf('anna'), 'east')
  taken()
  for (let round = 0; round < 5; round += 1) {
    await time.pass(250)
    report('west', [avatar('anna')])
    report('east', [avatar('anna', 2)])
    t.equal(placeOf('anna'), 'east')
  }
  t.strictSame(new Set(taken()), new Set(['seen anna']))
  report('east', [])
  t.equal(placeOf('anna'), 'west', 'where she still is listed')
  t.strictSame(taken(), ['seen anna'])
  report('west', [])
  t.strictSame(taken(), ['gone anna'])
})

t.test('who leaves the world after a crossing is not put back by an old report', async (t) => {
  const { time, report, placeOf } = setUp()
  report('west', [avatar('anna')])
  await time.pass(1000)
  report('east', [avatar('anna', 2)])
  await time.pass(1000)
  report('east', [])
  t.equal(placeOf('anna'), undefined)
})

t.test('a walk to and fro follows the feet', async (t) => {
  const { time, report, placeOf } = setUp()
  for (let round = 0; round < 3; round += 1) {
    report('west', [avatar('anna')])
    report('east', [])
    t.equal(placeOf('anna'), 'west')
    await time.pass(250)
    report('east', [avatar('anna')])
    report('west', [])
    t.equal(placeOf('anna'), 'east')
    await time.pass(250)
  }
})

t.test('a region that fell silent loses who is listed elsewhere', async (t) => {
  const { report, pass, placeOf } = setUp()
  report('east', [avatar('anna')])
  report('west', [avatar('anna')])
  t.equal(placeOf('anna'), 'west')
  await pass(10_000)
  report('east', [avatar('anna')])
  t.equal(placeOf('anna'), 'west')
  await pass(20_000)
  report('east', [avatar('anna')])
  t.equal(placeOf('anna'), 'east')
})

t.test('ten thousand avatars are taken in, the next one is refused, and places become free again', (t) => {
  const { presence, report } = setUp()
  const crowd = Array.from({ length: MAX_AVATARS }, (_, index) => avatar(`a${index}`))
  report('west', [...crowd.slice(0, -1), avatar('a0'), avatar('a1')])
  t.equal(presence.count(), MAX_AVATARS - 1, 'one UUID twice is one avatar')
  report('east', [avatar('anna'), avatar('bert')])
  t.equal(presence.count(), MAX_AVATARS)
  t.equal(presence.find('bert'), undefined)
  t.match(
    presence.feeds().map(({ regionId, avatars, refused }) => [regionId, avatars, refused]),
    [
      ['west', MAX_AVATARS - 1, 0],
      ['east', 1, 1],
    ],
  )
  report('west', [])
  report('east', [avatar('anna'), avatar('bert')])
  t.equal(presence.count(), 2)
  t.end()
})

t.test(
  'late reports are dropped, also while a clock is set back; one that starts afresh is not',
  async (t) => {
    const { time, report, placeOf } = setUp()
    const at = (order: number, ...ids: string[]) =>
      report(
        'west',
        ids.map((id) => avatar(id)),
        { source: 'push', order },
      )
    t.equal(at(5000, 'anna'), true)
    t.equal(at(4000, 'bert'), false)
    t.equal(at(5000, 'bert'), false, 'the same report twice')
    t.equal(placeOf('anna'), 'west')
    time.set(time.clock() - 3_600_000)
    t.equal(at(4500, 'bert'), false)
    t.equal(at(6000, 'bert'), true)
    t.equal(at(6000 - 3_600_000, 'carl'), true, 'the region’s clock was set back by an hour')
    t.equal(at(6000 - 3_600_000 + 1000, 'carl'), true)
    await time.pass(30_000)
    t.equal(at(6000 - 3_600_000, 'carl'), true, 'nothing else was heard for 30 s')
  },
)

t.test('silence is measured on, whatever the clock is set to', async (t) => {
  const { time, presence, report, pass, taken } = setUp()
  report('west', [avatar('anna')])
  await pass(10_000)
  time.set(time.clock() - 3_600_000)
  presence.sweep()
  taken()
  await pass(10_000)
  time.set(time.clock() + 7_200_000)
  await pass(9000)
  t.strictSame(taken(), [])
  await pass(1000)
  t.strictSame(taken(), ['feedLost west'])
})

t.test('what a feed does not know stays as it was: the look, and that an avatar is none', (t) => {
  const { presence, report } = setUp()
  report('west', [avatar('guard', 1, { look: [-1, 0, 0], npc: true })])
  report('west', [avatar('guard', 2, { look: [0, 0, 0] })], { source: 'push' })
  t.match(presence.find('guard'), { look: [-1, 0, 0], position: [2, 2, 3], npc: true })
  report('west', [avatar('anna', 1, { look: [0, 0, 0] })])
  t.strictSame(presence.find('anna')?.look, [1, 0, 0])
  t.end()
})

t.test('a place on the grid is one region’s, until nothing is heard of that', async (t) => {
  const { presence, report, pass } = setUp()
  const told: string[] = []
  presence.events.on('cornerTold', (regionId) => told.push(regionId))
  report('west', [], { corner: [256_000, 256_000] })
  report('west', [], { corner: [256_000, 256_000] })
  t.strictSame(told, ['west'], 'said once')
  report('copy', [avatar('anna')], { corner: [256_000, 256_000] })
  t.equal(presence.corners.get('copy'), undefined)
  t.equal(presence.find('anna')?.regionId, 'copy', 'its avatars are known all the same')
  report('west', [], { corner: [256_256, 256_000] })
  t.strictSame(presence.corners.get('west'), [256_256, 256_000], 'it was moved')
  report('copy', [], { corner: [256_000, 256_000] })
  t.strictSame(told, ['west', 'west', 'copy'])
  await pass(30_000)
  report('heir', [], { corner: [256_256, 256_000] })
  t.equal(presence.corners.get('west'), undefined, 'the same place under another id, after a restart')
  t.equal(presence.corners.regionAt([256_256, 256_000]), 'heir')
  await pass(300_000)
  t.equal(presence.corners.regionAt([256_256, 256_000]), undefined)
})
