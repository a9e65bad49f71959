/** A room of a hundred in the console: who is listed in which order, and what stands on the map. */

import t from 'tap'
import {
  type Dot,
  isInView,
  labelsOf,
  marksOf,
  neighbourOf,
  viewOf,
} from '../../console/ui/live/map-marks.js'
import { type Listing, listed, middleOf, notedSpeakers } from '../../console/ui/live/people-order.js'
import { REGIONS_SHOWN, regionsShown } from '../../console/ui/regions/region-filter.js'
import type { ListedRegionView } from '../../src/protocol/admin/region-list.js'
import type { LivePerson } from '../../src/protocol/admin-api.js'

const nobody: LivePerson = {
  agentId: '',
  name: '',
  muted: false,
  mutedByModerator: false,
  position: [0, 0, 0],
  look: null,
  npc: false,
  positionSource: 'push',
  positionAgeSeconds: 1,
  client: 'page',
  connections: [],
  silence: null,
  channelId: 1,
  mute: null,
  writingMute: null,
  hereSeconds: 10,
  speaking: false,
  moderator: false,
  floor: false,
  hand: null,
}
const person = (name: string, change: Partial<LivePerson> = {}): LivePerson => ({
  ...nobody,
  agentId: name,
  name,
  ...change,
})

t.test('people are searched, filtered and sorted', async (t) => {
  const people = [
    person('Zoe', { speaking: true, position: [9, 0, 0], hereSeconds: 5 }),
    person('Anna', {
      client: null,
      channelId: null,
      hereSeconds: null,
      silence: { code: 'not-in-voice', seconds: null },
    }),
    person('Émile', { hand: 2, position: [3, 0, 0], hereSeconds: 90 }),
    person('Bert', {
      position: null,
      mute: { by: 'admin', at: 1 },
      silence: { code: 'muted-by-moderator', seconds: null },
    }),
    person('Carla Eng', { hand: 1, channelId: 2, hereSeconds: 30 }),
  ]
  const names = (change: Partial<Listing> = {}) =>
    listed(people, {
      search: '',
      shown: 'everybody',
      order: 'speaking',
      channelId: undefined,
      inSight: undefined,
      from: [0, 0, 0],
      spokeAt: notedSpeakers(new Map(), people, 1000),
      now: 1000,
      language: 'en',
      ...change,
    })
      .map(({ name }) => name)
      .join()
  t.equal(names(), 'Carla Eng,Émile,Zoe,Bert,Anna', 'hands in their order, speakers, the others in voice')
  t.equal(names({ now: 12_000 }), 'Carla Eng,Émile,Bert,Zoe,Anna', 'who stopped long ago')
  t.equal(names({ order: 'arrival' }), 'Zoe,Bert,Carla Eng,Émile,Anna', 'the newest first')
  t.equal(names({ order: 'distance' }), 'Anna,Carla Eng,Émile,Zoe,Bert', 'the last: nobody knows where')
  t.equal(names({ order: 'name' }), 'Anna,Bert,Carla Eng,Émile,Zoe')
  t.equal(names({ search: ' ENG car ' }), 'Carla Eng')
  t.equal(names({ channelId: 2 }), 'Carla Eng')
  t.equal(names({ shown: 'voice', order: 'name' }), 'Bert,Carla Eng,Émile,Zoe')
  t.equal(names({ shown: 'silent' }), 'Bert', 'who is not in voice is not looked for')
  t.equal(names({ shown: 'muted' }), 'Bert')
  t.equal(names({ inSight: new Set(['Zoe']) }), 'Zoe')
  t.strictSame(middleOf(people), [4, 0, 0], 'of those in voice whose place is known')
  t.strictSame(
    [
      ...notedSpeakers(
        new Map([
          ['Gone', 1],
          ['Bert', 2],
        ]),
        people,
        3,
      ),
    ],
    [
      ['Zoe', 3],
      ['Bert', 2],
    ],
  )
})

t.test('a crowd becomes clusters that open, and names cover nothing', async (t) => {
  const dot = (agentId: string, x: number, y: number, isChosen = false): Dot => ({
    agentId,
    name: `Resident ${agentId}`,
    x,
    y,
    isChosen,
  })
  const crowd = Array.from({ length: 30 }, (_, index) =>
    dot(`c${index}`, 50 + (index % 6), 50 + Math.floor(index / 6)),
  )
  const dots = [...crowd, dot('far', 200, 60), dot('low', 60, 220), dot('me', 52, 52, true)]
  const far = marksOf(dots, 0.5)
  t.ok(far.length < 12, `${far.length} marks`)
  t.equal(far.flatMap((mark) => mark.dots).length, dots.length, 'nobody is lost')
  t.ok(
    far.some(({ id, dots: { length } }) => id === 'me' && length === 1),
    'who is chosen stands alone',
  )
  t.strictSame(
    marksOf(dots.toReversed(), 0.5).map(({ id }) => id),
    far.map(({ id }) => id),
    'in whatever order they come',
  )
  const cluster = far.find((mark) => mark.dots.length > 2)
  const view = cluster && viewOf(cluster)
  t.ok(cluster && view, 'a cluster that opens')
  if (!cluster || !view) return
  t.ok(cluster.dots.every((one) => isInView(view, one)))
  t.ok(marksOf(cluster.dots, view.side / 500).length > cluster.dots.length / 2, 'opened, they stand apart')
  t.equal(viewOf({ ...cluster, dots: [dot('a', 1, 1), dot('b', 1, 1)] }), undefined, 'on one spot')

  const labels = labelsOf(far, { x: 0, y: 0, side: 256 }, 0.5)
  t.ok(labels.some(({ agentId }) => agentId === 'far') && labels.some(({ agentId }) => agentId === 'me'))
  const boxes = labels.map(({ text, x, y, anchor }) => {
    const width = text.length * 6.5 * 0.5
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
    return { left, right: left + width, y }
  })
  for (const box of boxes) {
    t.ok(box.left >= 0 && box.right <= 256, 'within the map')
    const covers = (x: number, y: number) => x > box.left - 5 && x < box.right + 5 && Math.abs(y - box.y) < 8
    t.notOk(
      far.some(({ x, y }) => covers(x, y)),
      'no disc is covered',
    )
  }
  const apart = marksOf(
    [dot('left', 10, 50), dot('here', 60, 50), dot('up', 70, 20), dot('right', 90, 60)],
    0.5,
  )
  const next = (key: string, from = 'here') => neighbourOf(apart, from, key)?.id
  t.strictSame(
    ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter'].map((key) => next(key)),
    ['left', 'right', 'up', 'right', undefined],
  )
  t.equal(next('ArrowRight', 'right'), undefined)
})

t.test('of all regions those are shown that somebody looks for', async (t) => {
  const region = (name: string, change: Partial<ListedRegionView> = {}): ListedRegionView => ({
    regionId: name,
    name,
    corner: null,
    sizeMetres: null,
    simulator: '',
    state: 'online',
    goneAt: null,
    positions: true,
    inVoice: 0,
    silentBorders: [],
    parcels: [],
    ...change,
  })
  const regions = [
    region('Plaza', { inVoice: 3, silentBorders: [{ name: 'East', node: 'other:8443' }] }),
    region('Meadow', { positions: false, simulator: 'http://sim.test:9000' }),
    region('Gone', { state: 'gone', positions: false }),
    region('Asleep', { state: 'offline' }),
  ]
  const names = (...[shown, search]: [(typeof REGIONS_SHOWN)[number], string?]) =>
    regionsShown(regions, shown, search ?? '').map(({ name }) => name)
  t.strictSame(
    REGIONS_SHOWN.map((shown) => names(shown)),
    [['Plaza', 'Meadow', 'Gone', 'Asleep'], ['Plaza'], ['Gone', 'Asleep'], ['Meadow'], ['Plaza']],
  )
  t.strictSame(names('all', ' SIM.test '), ['Meadow'])
})
