/** The same avatar and region UUIDs on two grids are two avatars and two regions, for everything that presence knows. */

import t from 'tap'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createNames } from '../../../src/voice/presence/names.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import type { RegionReport } from '../../../src/voice/presence/region-report.js'
import { createRegionRequests } from '../../../src/voice/reports/region-requests.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'
import { createTestTime } from '../../helpers/test-time.js'

const GRIDS = ['alpha', 'beta'] as const
const ANNA = 'anna'
const WEST = 'west'

function setUp() {
  const time = createTestTime()
  const presence = createPresence(time.timers)
  const events: string[] = []
  for (const name of ['seen', 'gone', 'viewerReported'] as const) {
    presence.events.on(name, (avatars: readonly { readonly grid: string }[]) =>
      events.push(...avatars.map(({ grid }) => `${name} ${grid}`)),
    )
  }
  for (const name of ['outage', 'feedLost', 'feedBack', 'feedForgotten', 'regionMoved'] as const) {
    presence.events.on(name, ({ grid }: { readonly grid: string }) => events.push(`${name} ${grid}`))
  }
  /** What a region of that grid says of Anna. */
  const report = (grid: string, x: number, more: Partial<RegionReport> = {}) =>
    presence.report({
      ...regionOf(WEST, grid),
      regionName: `West of ${grid}`,
      source: 'push',
      avatars: [
        { agentId: ANNA, name: `Anna of ${grid}`, position: [x, 2, 3], look: [1, 0, 0], parcelId: null },
      ],
      ...more,
    })
  async function pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1000) {
      await time.pass(Math.min(left, 1000))
      presence.sweep()
    }
  }
  return { time, presence, report, pass, taken: () => events.splice(0) }
}

t.test('an avatar has a place and a name on each grid', async (t) => {
  const { presence, report, taken } = setUp()
  const names = createNames(presence)
  const called: string[] = []
  names.onChange(({ grid }, name) => called.push(`${grid}: ${name}`))
  report('alpha', 1)
  report('beta', 9)
  t.strictSame(taken(), ['seen alpha', 'seen beta'])
  t.strictSame(called, ['alpha: Anna of alpha', 'beta: Anna of beta'])
  t.equal(presence.count(), 2)
  for (const [grid, x] of [
    ['alpha', 1],
    ['beta', 9],
  ] as const) {
    const anna = avatarOf(ANNA, grid)
    t.match(presence.find(anna), { grid, position: [x, 2, 3], name: `Anna of ${grid}` })
    t.match(presence.seen(anna), { regionName: `West of ${grid}` })
    t.strictSame(
      presence.list(grid).map(({ position }) => position[0]),
      [x],
    )
    t.equal(names.of(anna), `Anna of ${grid}`)
    t.ok(presence.isGridKnown(grid))
  }
  t.notOk(presence.isGridKnown('gamma'))

  report('alpha', 1, { avatars: [] })
  t.strictSame(taken(), ['gone alpha'])
  t.equal(presence.find(avatarOf(ANNA, 'alpha')), undefined)
  t.equal(presence.find(avatarOf(ANNA, 'beta'))?.position[0], 9, 'she stays on the other one')
  t.equal(names.of(avatarOf(ANNA, 'alpha')), 'Anna of alpha', 'kept for when no feed tells')

  names.note(avatarOf('bert', 'alpha'), 'Bert')
  t.equal(names.of(avatarOf('bert', 'beta')), 'Resident BERT')
  t.end()
})

t.test('nobody who is lost on one grid is looked for on the other', async (t) => {
  const { presence, report, time } = setUp()
  report('alpha', 1)
  await time.pass(1000)
  report('beta', 9, { ...regionOf('east', 'beta') })
  report('alpha', 1, { avatars: [] })
  t.equal(presence.find(avatarOf(ANNA, 'alpha')), undefined)
  t.equal(presence.find(avatarOf(ANNA, 'beta'))?.regionId, 'east')
})

t.test('a region is up, out of reach, silent and forgotten on each grid by itself', async (t) => {
  const { presence, report, pass, taken } = setUp()
  const [alpha, beta] = GRIDS.map((grid) => regionOf(WEST, grid))
  report('alpha', 1, { order: 5 })
  t.ok(report('beta', 9, { order: 4 }), 'no late report of another grid')
  await pass(5000)
  taken()
  for (let seconds = 5; seconds < 31; seconds += 1) {
    report('beta', 9)
    await pass(1000)
  }
  t.strictSame(
    taken().filter((event) => event !== 'seen beta'),
    ['outage alpha', 'feedLost alpha'],
  )
  t.ok(alpha && beta && presence.isFeedLost(alpha) && !presence.isFeedLost(beta))
  t.equal(beta && presence.stateOf(beta), 'up')
  t.strictSame(
    presence.feeds().map(({ grid, silent }) => [grid, silent]),
    [
      ['alpha', true],
      ['beta', false],
    ],
  )
  presence.feedFailed(regionOf(WEST, 'beta'), 'push')
  t.strictSame(taken(), ['outage beta'])
  report('alpha', 1)
  t.strictSame(taken(), ['seen alpha', 'feedBack alpha'])
  await pass(10_000)
  report('beta', 9)
  await pass(290_000)
  t.match(taken(), /feedForgotten alpha/)
  t.equal(presence.count(), 1)
  t.equal(presence.find(avatarOf(ANNA, 'beta'))?.position[0], 9)
})

t.test('a viewer’s word counts on its own grid, whatever feeds another grid has', (t) => {
  const { presence, report, taken } = setUp()
  const reportByViewer = (grid: string, x: number) =>
    presence.reportByViewer({
      ...avatarOf(ANNA, grid),
      ...regionOf(WEST, grid),
      by: 'viewer',
      parcelId: null,
      channelId: 7,
      position: [x, 2, 3],
      look: [1, 0, 0],
    })
  report('beta', 9)
  reportByViewer('alpha', 1)
  reportByViewer('beta', 2)
  t.strictSame(taken(), ['seen beta', 'viewerReported alpha'])
  t.equal(presence.viewerReport(avatarOf(ANNA, 'alpha'))?.position[0], 1)
  t.equal(presence.viewerReport(avatarOf(ANNA, 'beta')), undefined)
  presence.viewerEnded(avatarOf(ANNA, 'gamma'), 'viewer')
  reportByViewer('delta', 3)
  taken()
  report('gamma', 7, { avatars: [] })
  t.strictSame(taken(), [], 'a feed that begins voids nobody’s word on another grid')
  report('alpha', 5)
  t.equal(presence.viewerReport(avatarOf(ANNA, 'alpha')), undefined)
  t.end()
})

t.test('each grid has its own map', (t) => {
  const { presence, report, taken } = setUp()
  report('alpha', 1, { corner: [256_000, 256_000] })
  report('beta', 9, { ...regionOf('east', 'beta'), corner: [256_000, 256_000] })
  report('beta', 9, { corner: [512_000, 512_000] })
  t.strictSame(
    taken().filter((event) => event.startsWith('regionMoved')),
    ['regionMoved alpha', 'regionMoved beta', 'regionMoved beta'],
  )
  t.strictSame(presence.frames.cornerOf(regionOf(WEST, 'alpha')), [256_000, 256_000])
  t.strictSame(presence.frames.cornerOf(regionOf(WEST, 'beta')), [512_000, 512_000])
  t.strictSame(presence.frames.cornerOf(regionOf('east', 'beta')), [256_000, 256_000])
  t.end()
})

t.test('voice is switched off on one grid’s land', (t) => {
  const parcelVoice = createParcelVoice()
  const changed: string[] = []
  parcelVoice.events.on('changed', ({ grid }) => changed.push(grid))
  const house = (grid: string) => ({ ...regionOf(WEST, grid), parcelId: 'house' })
  const garden = (grid: string) => ({ ...regionOf(WEST, grid), parcelId: 'garden' })
  parcelVoice.set(house('alpha'), false)
  const flags = new Map([['garden', { estateChannel: true }]])
  parcelVoice.report(regionOf(WEST, 'beta'), { allowed: true, parcels: flags })
  t.strictSame(
    GRIDS.map((grid) => parcelVoice.isAllowed(house(grid))),
    [false, true],
  )
  t.strictSame(
    GRIDS.map((grid) => parcelVoice.roomPlace(garden(grid))?.parcelId),
    ['garden', null],
  )
  parcelVoice.forgetReports(regionOf(WEST, 'alpha'))
  t.equal(parcelVoice.roomPlace(garden('beta'))?.parcelId, null)
  parcelVoice.forgetReports(regionOf(WEST, 'beta'))
  t.equal(parcelVoice.roomPlace(garden('beta'))?.parcelId, 'garden')
  t.strictSame(changed, ['alpha', 'beta', 'beta'])
  t.end()
})

t.test('one address may have simulators of two grids', (t) => {
  const requests = createRegionRequests(() => 5)
  const by = (grid: string) => ({ grid, address: '192.0.2.1', path: '/api2', way: 'from-0.9.2' }) as const
  requests.answered(by('alpha'))
  requests.answered(by('alpha'))
  requests.refused(by('beta'), 'wrong')
  t.match(requests.list(), [
    { grid: 'alpha', requests: 2, refused: null },
    { grid: 'beta', requests: 0, refused: { requests: 1, over: false } },
  ])
  t.equal(requests.list().length, 2)
  requests.answered(by('alpha'))
  t.equal(requests.list()[1]?.refused?.over, false)
  t.end()
})
