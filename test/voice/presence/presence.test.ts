/** Presence: one avatar has one place, whatever two feeds, two regions and a clock make of it. */

import t from 'tap'
import { type Avatar, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { MAX_AVATARS } from '../../../src/voice/presence/avatar-states.js'
import { MAX_FEEDS } from '../../../src/voice/presence/feeds.js'
import { createPresence, MAX_AVATARS_PER_REGION } from '../../../src/voice/presence/presence.js'
import type { AvatarReport, FeedSource, RegionReport } from '../../../src/voice/presence/region-report.js'
import {
  REGION_STATES,
  type RegionState,
  VIEWERS_COUNT,
} from '../../../src/voice/presence/regions/region-states.js'
import { masterOf } from '../../../src/voice/region-keys/authority.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'
import { createTestTime } from '../../helpers/test-time.js'
import { holdsTable } from '../../helpers/transition-table.js'

/** A presence whose events are written down as `seen anna`. */
function setUp() {
  const time = createTestTime()
  const presence = createPresence(time.timers)
  const events: string[] = []
  for (const name of ['seen', 'gone', 'viewerReported'] as const) {
    presence.events.on(name, (avatars: readonly Avatar[]) =>
      events.push(
        `${name} ${avatars
          .map(({ agentId }) => agentId)
          .sort()
          .join(' ')}`,
      ),
    )
  }
  for (const name of ['feedLost', 'feedBack'] as const) {
    presence.events.on(name, ({ regionId }) => events.push(`${name} ${regionId}`))
  }
  /** What a region says now. */
  function report(regionId: string, avatars: AvatarReport[], more: Partial<RegionReport> = {}): boolean {
    return presence.report({
      ...regionOf(regionId),
      regionName: regionId,
      source: 'remote-admin',
      avatars,
      ...more,
    })
  }
  /** Lets time pass with a sweep every second, as the service does. */
  async function pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1000) {
      await time.pass(Math.min(left, 1000))
      presence.sweep()
    }
  }
  const placeOf = (agentId: string) => presence.find(avatarOf(agentId))?.regionId
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
    t.notOk(presence.isFeedLost(regionOf('west')))
    taken()
    await pass(1000)
    t.strictSame(taken(), ['feedLost west'])
    t.ok(presence.isFeedLost(regionOf('west')))
    t.match(presence.feeds(), [{ regionId: 'west', silent: true, avatars: 1, ageMs: 30_000 }])
    t.equal(presence.feeds().length, 1)
    await pass(269_000)
    t.strictSame(taken(), [], 'said once')
    t.equal(placeOf('anna'), 'west')
    await pass(1000)
    t.strictSame(taken(), ['gone anna'])
    t.equal(presence.count(), 0)
    t.strictSame(presence.feeds(), [])
    t.notOk(presence.isFeedLost(regionOf('west')))
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
  t.strictSame(
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
    t.match(presence.find(avatarOf('anna')), { position: [11, 2, 3], source: 'remote-admin' })
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

const crowd = (region: string, size: number) =>
  Array.from({ length: size }, (_, index) => avatar(`${region}-${index}`))

t.test('no region crowds out another one, however many avatars it invents', (t) => {
  const { presence, report, taken } = setUp()
  const invented = Array.from({ length: MAX_AVATARS / MAX_AVATARS_PER_REGION }, (_, index) => `r${index}`)
  const flood = () => {
    for (const region of invented)
      report(region, crowd(region, MAX_AVATARS_PER_REGION), { sender: 'mallory' })
  }
  report('r0', crowd('r0', MAX_AVATARS_PER_REGION + 1), { sender: 'mallory' })
  t.match(presence.feeds(), [{ avatars: MAX_AVATARS_PER_REGION, refused: 1 }])
  t.equal(presence.feeds().length, 1)
  flood()
  t.equal(presence.count(), MAX_AVATARS)
  report('east', [avatar('anna'), avatar('bert')])
  report('north', [avatar('carl')], { sender: 'mallory' })
  t.equal(presence.count(), MAX_AVATARS, 'whoever holds most gives way')
  for (const name of ['anna', 'bert', 'carl']) t.ok(presence.find(avatarOf(name)), name)
  taken()
  flood()
  report('east', [avatar('anna'), avatar('bert')])
  t.notMatch(taken().join(), /gone/, 'and nobody takes turns')
  for (const name of ['anna', 'bert', 'carl']) t.ok(presence.find(avatarOf(name)), name)
  for (const region of invented) report(region, [], { sender: 'mallory' })
  t.equal(presence.count(), 3)
  t.end()
})

t.test('nor however many regions it invents', async (t) => {
  const { presence, report, placeOf, time } = setUp()
  report('west', [avatar('anna')], { sender: 'west' })
  for (let index = 0; index < MAX_FEEDS; index += 1) {
    await (index % 1000 === 0 && time.pass(1))
    report(`invented ${index}`, [], { sender: 'mallory' })
  }
  report('east', [avatar('bert')], { sender: 'east' })
  t.equal(presence.feeds().length, MAX_FEEDS)
  t.strictSame([placeOf('anna'), placeOf('bert')], ['west', 'east'])
})

t.test(
  'of two feeds one decides the direction, the parcel and the name, and both tell positions',
  async (t) => {
    const { time, presence, report } = setUp()
    const camera = (x: number, more: Partial<AvatarReport> = {}) =>
      report('west', [avatar('anna', x, { look: [1, 0, 0], parcelId: 'house', ...more })])
    const body = (x: number, more: Partial<AvatarReport> = {}) =>
      report('west', [avatar('anna', x, { look: [0, 1, 0], name: 'Anna', ...more })], { source: 'push' })
    body(1)
    t.match(presence.find(avatarOf('anna')), { look: [0, 1, 0], parcelId: null })
    camera(2, { look: [0, 0, 0] })
    body(3)
    t.match(
      presence.find(avatarOf('anna')),
      { look: [0, 1, 0] },
      'while nothing is known of the camera, the body counts',
    )
    for (let x = 4; x < 8; x += 2) {
      camera(x)
      t.match(presence.find(avatarOf('anna')), { look: [1, 0, 0], position: [x, 2, 3] })
      body(x + 1, { parcelId: x === 4 ? null : 'garden' })
      t.match(presence.find(avatarOf('anna')), { look: [1, 0, 0], position: [x + 1, 2, 3] })
      t.match(presence.find(avatarOf('anna')), { parcelId: 'house', name: 'anna Test' })
      await time.pass(1000)
    }
    camera(8, { parcelId: null })
    t.match(
      presence.find(avatarOf('anna')),
      { parcelId: 'garden' },
      'what one does not know is left to the other',
    )
    await time.pass(9000)
    body(9)
    t.match(
      presence.find(avatarOf('anna')),
      { look: [0, 1, 0], name: 'Anna' },
      'one that fell silent decides no more',
    )
    camera(10)
    body(11)
    t.match(presence.find(avatarOf('anna')), { look: [1, 0, 0] })
  },
)

t.test('who is listed at no usable place stays where it was, and is nowhere else', (t) => {
  const { presence, report, taken } = setUp()
  report('west', [avatar('anna'), avatar('bert')])
  report('west', [avatar('bert', 5)], { unplaced: ['anna', 'carl'] })
  t.match(presence.find(avatarOf('anna')), { position: [1, 2, 3], regionId: 'west' })
  t.equal(presence.find(avatarOf('carl')), undefined)
  t.notMatch(taken().join(), /gone/)
  report('east', [avatar('anna', 9)])
  report('west', [avatar('bert', 5)], { unplaced: ['anna'] })
  report('west', [avatar('bert', 5), avatar('anna', 3)])
  t.equal(
    presence.find(avatarOf('anna'))?.regionId,
    'east',
    'the one that merely goes on listing her gets her not back',
  )
  report('east', [avatar('anna', 9, { name: '' }), avatar('dora', 1, { name: '' })])
  t.equal(presence.find(avatarOf('anna'))?.name, 'anna Test')
  t.equal(presence.find(avatarOf('dora')), undefined)
  t.end()
})

t.test('after an outage it is no proof of anything that somebody is not listed', async (t) => {
  const { time, presence, report, pass } = setUp()
  const gone: string[] = []
  presence.events.on('gone', (avatars, proof) =>
    gone.push(`${avatars.map(({ agentId }) => agentId)} ${proof}`),
  )
  presence.events.on('outage', ({ regionId }) => gone.push(`outage ${regionId}`))
  const people = ['anna', 'bert', 'carl'].map((name) => avatar(name))
  report('west', people)
  await time.pass(250)
  presence.feedFailed(regionOf('west'), 'remote-admin')
  presence.feedFailed(regionOf('west'), 'remote-admin')
  await time.pass(2000)
  report('west', people.slice(0, 1))
  t.strictSame(gone.splice(0), ['outage west', 'bert,carl outage'], 'also of those who are not back yet')
  report('west', [])
  t.strictSame(gone.splice(0), ['anna left'], 'who was seen since has left')

  report('east', people, { source: 'push' })
  await pass(7000)
  report('east', [], { source: 'push' })
  t.strictSame(
    gone.splice(0),
    ['outage east', 'anna,bert,carl outage'],
    'a script is not asked: it falls silent',
  )

  report('north', people, { source: 'push' })
  report('north', people)
  presence.feedFailed(regionOf('north'), 'remote-admin')
  report('north', [], { source: 'push' })
  report('north', [])
  t.strictSame(
    gone.splice(0),
    ['anna,bert,carl left'],
    'one feed that fails is no outage while another one tells',
  )

  report('south', people)
  await pass(301_000)
  t.strictSame(gone.splice(-2), ['outage south', 'anna,bert,carl outage'], 'nor is five minutes of silence')
})

t.test(
  'late reports are dropped, also while a clock is set back; one that starts afresh is not',
  async (t) => {
    const { time, report, placeOf } = setUp()
    const at = (order: number, ...ids: string[]) =>
      report(
        'west',
        ids.map((id) => avatar(id)),
        { source: 'push', order, sender: 'simulator' },
      )
    t.equal(at(5000, 'anna'), true)
    t.equal(at(4000, 'bert'), false)
    t.equal(at(5000, 'bert'), false, 'the same report twice')
    const forged = { source: 'push', order: 5900, sender: 'mallory' } as const
    report('west', [avatar('anna')], forged)
    t.equal(at(5001, 'anna'), true, 'what somebody else numbers holds nobody up')
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
  t.match(presence.find(avatarOf('guard')), { look: [-1, 0, 0], position: [2, 2, 3], npc: true })
  report('west', [avatar('anna', 1, { look: [0, 0, 0] })])
  t.strictSame(presence.find(avatarOf('anna'))?.look, [0, 0, 0])
  t.end()
})

t.test('a place on the grid is one region’s, until nothing is heard of that', async (t) => {
  const { presence, report, pass } = setUp()
  const told: string[] = []
  presence.events.on('regionMoved', ({ regionId }) => told.push(regionId))
  report('west', [], { corner: [256_000, 256_000] })
  report('west', [], { corner: [256_000, 256_000] })
  t.strictSame(told, ['west'], 'said once')
  report('copy', [avatar('anna')], { corner: [256_000, 256_000] })
  t.equal(presence.frames.cornerOf(regionOf('copy')), undefined)
  t.equal(presence.find(avatarOf('anna'))?.regionId, 'copy', 'its avatars are known all the same')
  report('west', [], { corner: [256_256, 256_000] })
  t.strictSame(presence.frames.cornerOf(regionOf('west')), [256_256, 256_000], 'it was moved')
  report('copy', [], { corner: [256_000, 256_000] })
  t.strictSame(told, ['west', 'west', 'copy'])
  await pass(30_000)
  report('heir', [], { corner: [256_256, 256_000] })
  t.equal(
    presence.frames.cornerOf(regionOf('west')),
    undefined,
    'the same place under another id, after a restart',
  )
  t.strictSame(presence.frames.cornerOf(regionOf('heir')), [256_256, 256_000])
  const refused: string[] = []
  presence.events.on('cornerTaken', ({ regionId }, holder) => refused.push(`${regionId} ${holder.regionId}`))
  report('west', [], { corner: [256_256, 256_000] })
  t.strictSame(refused, ['west heir'], 'what it was granted before its silence is not its own any more')
  for (let second = 0; second < 30; second += 10) {
    await pass(10_000)
    report('west', [], { corner: [256_256, 256_000] })
  }
  t.strictSame(presence.frames.cornerOf(regionOf('west')), [256_256, 256_000], 'the other one fell silent')
  await pass(300_000)
  t.equal(presence.frames.cornerOf(regionOf('west')), undefined)
})

t.test('who waits for one avatar or region hears of that one alone, until they wait no longer', (t) => {
  const { presence, report } = setUp()
  const heard: string[] = []
  const ends = [
    presence.watch(avatarOf('anna'), {
      seen: () => {
        heard.push('seen')
        ends[1]?.()
      },
      viewerReported: () => heard.push('viewer'),
      gone: (proof) => heard.push(proof),
    }),
    presence.watch(avatarOf('anna'), { seen: () => heard.push('seen by another') }),
    presence.watchRegion(regionOf('west'), () => heard.push('west')),
  ]
  presence.watch(avatarOf('anna', 'other'), { seen: () => heard.push('other grid') })
  report('east', [avatar('carl')])
  t.strictSame(heard.splice(0), [])
  report('west', [avatar('anna'), avatar('carl', 5)])
  t.strictSame(heard.splice(0), ['seen', 'west'], 'who stops while others are told is told nothing')
  report('west', [])
  t.strictSame(heard.splice(0), ['left', 'west'])
  presence.reportByViewer({
    ...avatarOf('anna'),
    ...regionOf('far'),
    by: 'viewer',
    position: [1, 2, 3],
    look: [1, 0, 0],
    parcelId: null,
    channelId: 1,
  })
  t.strictSame(heard.splice(0), ['viewer'])
  for (const end of ends) end()
  report('west', [avatar('anna')])
  t.strictSame(heard, [])
  t.end()
})

t.test('what follows from reports and from silence, in every state of a region', (t) => {
  holdsTable(
    t,
    REGION_STATES,
    `
               reported  down    silent  forgotten
      no-feed  up        -       -       -
      up       =         outage  -       no-feed
      outage   up        -       silent  no-feed
      silent   up        -       -       no-feed`,
  )
  t.end()
})

t.test(
  'what a viewer reports is the weakest word: it counts where no feed lives, in every state',
  async (t) => {
    const { presence, report, pass, taken } = setUp()
    const reportByViewer = (agentId: string, x: number, by = 'viewer') =>
      presence.reportByViewer({
        grid: MAIN_GRID,
        agentId,
        by,
        regionId: 'west',
        parcelId: null,
        channelId: 7,
        position: [x, 2, 3],
        look: [1, 0, 0],
      })
    const counts = (agentId: string) => presence.viewerReport(avatarOf(agentId))?.position[0]
    const inState = (state: RegionState, word: number | undefined) => {
      t.equal(presence.stateOf(regionOf('west')), state)
      reportByViewer('bert', 5)
      t.equal(counts('bert'), VIEWERS_COUNT[state] ? 5 : undefined, `${state}: of one whom no feed lists`)
      reportByViewer('anna', 6)
      t.equal(counts('anna'), word, `${state}: of one whom the feed has listed`)
      t.strictSame(
        taken().filter((event) => event.startsWith('viewerReported')),
        [
          ...(VIEWERS_COUNT[state] ? ['viewerReported bert'] : []),
          ...(word === undefined ? [] : ['viewerReported anna']),
        ],
      )
    }
    inState('no-feed', 6)
    report('west', [avatar('anna', 1)])
    t.strictSame(taken(), ['seen anna', 'gone bert'], 'a feed that begins voids what it does not confirm')
    inState('up', undefined)
    report('east', [avatar('carl')])
    await pass(100)
    presence.reportByViewer({ grid: MAIN_GRID, ...avatar('carl'), by: 'v', regionId: 'north', channelId: 8 })
    t.equal(
      presence.viewerReport(avatarOf('carl')),
      undefined,
      'nor does one count elsewhere, of whom a live feed tells',
    )
    await pass(12_000)
    inState('outage', undefined)
    await pass(18_000)
    t.strictSame(taken(), ['feedLost west', 'viewerReported anna bert', 'feedLost east'])
    t.equal(presence.find(avatarOf('anna'))?.position[0], 1, 'what the feed said last is kept')
    t.equal(presence.stateOf(regionOf('west')), 'silent')
    t.equal(presence.find(avatarOf('anna'))?.position[0], 1)
    inState('silent', 6)
    report('west', [avatar('anna', 2), avatar('bert')])
    inState('up', undefined)
    await pass(300_000)
    taken()
    inState('no-feed', 6)
  },
)

t.test('a viewer that has gone is silent after 30 s, and void after 5 minutes', async (t) => {
  const { presence, pass, taken } = setUp()
  const reportByViewer = (by: string) =>
    presence.reportByViewer({ grid: MAIN_GRID, ...avatar('anna'), by, regionId: 'west', channelId: 7 })
  reportByViewer('first')
  await pass(600_000)
  t.match(
    presence.viewerReport(avatarOf('anna')),
    { silent: false },
    'while it is connected it speaks only when it moves',
  )
  reportByViewer('second')
  presence.viewerEnded(avatarOf('anna'), 'first')
  await pass(60_000)
  t.match(presence.viewerReport(avatarOf('anna')), { silent: false }, 'another connection has ended')
  presence.viewerEnded(avatarOf('anna'), 'second')
  await pass(29_000)
  t.ok(presence.isViewerFresh(avatarOf('anna')))
  taken()
  await pass(1000)
  t.strictSame(taken(), ['viewerReported anna'])
  t.match(presence.viewerReport(avatarOf('anna')), { silent: true })
  t.notOk(presence.isViewerFresh(avatarOf('anna')))
  await pass(269_000)
  t.strictSame(taken(), [])
  await pass(1000)
  t.strictSame(taken(), ['gone anna'])
  t.equal(presence.viewerReport(avatarOf('anna')), undefined)
})

t.test(
  'another presence that is handed what feeds told last knows who stands where, and goes on with them',
  (t) => {
    const { presence, report } = setUp()
    report('west', [avatar('anna', 10), avatar('bert')], { order: 5, corner: [256, 512] })
    report('west', [avatar('anna', 11, { name: '' })], { source: 'push' })
    report('east', [avatar('bert')])
    const next = setUp()
    for (const told of presence.lastReports(regionOf('west')))
      t.ok(next.presence.report(JSON.parse(JSON.stringify(told))))
    t.match(next.presence.find(avatarOf('anna')), { name: 'anna Test', position: [11, 2, 3] })
    t.equal(next.placeOf('bert'), undefined, 'who has gone to another region is not put back')
    t.notOk(next.report('west', [], { order: 4 }), 'an older report is dropped, as before')
    t.ok(next.report('west', [], { order: 6 }))
    const authority = masterOf(regionOf('north').grid)
    report('north', [avatar('cleo')], { source: 'push', authority })
    t.equal(
      presence.lastReports(regionOf('north'))[0]?.authority,
      authority,
      'for whom it speaks stays with it',
    )
    t.end()
  },
)

t.test(
  'a region key’s region has nobody whom the grid denies; one that the grid did not name yet, it has',
  async (t) => {
    const { presence, report, placeOf } = setUp()
    const key = { id: 'k', name: 'Lair', secretId: 's' }
    const ofKey = { authority: { ...masterOf(MAIN_GRID), key, regions: new Set(['lair']) } }
    const told = (regionId: string | undefined) =>
      presence.gridLocated(MAIN_GRID, new Map([['anna', regionId === undefined ? undefined : { regionId }]]))
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), 'lair')
    told(undefined)
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), 'lair', 'one answer may come too early')
    told(undefined)
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), undefined, 'two do not')
    report('home', [avatar('anna')])
    t.equal(placeOf('anna'), 'home', 'the grid’s own regions are believed all the same')
    report('home', [])
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), undefined)
    told('lair')
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), 'lair', 'as soon as the grid has the avatar')
    told(undefined)
    told(undefined)
    presence.gridLocated(MAIN_GRID, new Map())
    report('lair', [avatar('anna')], ofKey)
    t.equal(placeOf('anna'), 'lair', 'who is asked for no more is not denied')
  },
)
