/** Which node an area falls to: evenly, together with its neighbours, and nothing moves to and fro. */

import t from 'tap'
import { areaOfRegion, patchOf } from '../../src/cluster/area.js'
import { createLeases, type LeaseStore } from '../../src/cluster/leases/leases.js'
import { type Link, NotOwner } from '../../src/cluster/links/link.js'
import type { NodeView } from '../../src/cluster/nodes/nodes.js'
import { followed, mayTake, type Placed, placeFor, tooMany } from '../../src/cluster/placement.js'
import { createRouting, type Routing } from '../../src/cluster/routing.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createTestTime } from '../helpers/test-time.js'

/** The same in every run: how even they fall is no matter of luck. */
const areas = Array.from({ length: 2000 }, (_, index) =>
  areaOfRegion({ grid: MAIN_GRID, regionId: String(index) }),
)

/** Nobody knows where it lies. */
const unplaced = (area: string): Placed => ({ patch: area, voicesBeside: new Map() })
/** All are one continent. */
const COLUMNS = 50
const indices = new Map(areas.map((area, index) => [area, index]))
const onContinent = (area: string): Placed => {
  const index = indices.get(area) ?? 0
  const corner = [256 * (index % COLUMNS), 256 * Math.floor(index / COLUMNS)] as const
  return { patch: patchOf(MAIN_GRID, corner), voicesBeside: new Map() }
}

/** What each node owns, and how much that is as nodes tell it. */
function createOwners(ids: readonly string[], placed: (area: string) => Placed) {
  const owned = new Map(ids.map((id) => [id, new Set<string>()]))
  const loads = () => [...owned].map(([id, { size }]) => ({ id, areas: size }))
  function place(some: Iterable<string>): void {
    for (const area of some) owned.get(placeFor(placed(area), loads())?.id ?? '')?.add(area)
  }
  return {
    owned,
    loads,
    place,
    /** What every node gives away is placed anew. @returns how many areas that were */
    giveAway(): number {
      let given = 0
      for (const [id, own] of owned) {
        const away = tooMany(new Map([...own].map((area) => [area, placed(area)])), loads(), id)
        given += away.length
        for (const area of away) own.delete(area)
        place(away)
      }
      return given
    },
  }
}

for (const [where, placed] of [
  ['nobody knows where', unplaced],
  ['on one continent', onContinent],
] as const)
  t.test(`areas ${where} are spread evenly, also after a node has gone and one has come`, async (t) => {
    const { owned, loads, place, giveAway } = createOwners(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], placed)
    const isEven = (what: string, atLeast = 0.85, together = 0.3) => {
      const counts = loads().map((load) => load.areas)
      const mean = areas.length / counts.length
      t.equal(
        counts.reduce((sum, count) => sum + count),
        areas.length,
      )
      t.ok(Math.max(...counts) <= 1.1 * mean, `${what}: ${counts}`)
      t.ok(Math.min(...counts) >= atLeast * mean, `${what}: ${counts}`)
      if (placed === unplaced) return
      const ownerOf = new Map([...owned].flatMap(([id, own]) => [...own].map((area) => [area, id] as const)))
      const borders = areas.flatMap((area, index) =>
        index % COLUMNS < COLUMNS - 1 ? [[area, areas[index + 1] ?? ''] as const] : [],
      )
      const within = borders.filter(([one, other]) => ownerOf.get(one) === ownerOf.get(other))
      t.ok(
        within.length > together * borders.length,
        `${what}: ${within.length} of ${borders.length} borders`,
      )
    }
    place(areas)
    isEven('at first')

    const lost = owned.get('c') ?? new Set()
    owned.delete('c')
    const before = loads()
    place(lost)
    isEven('without one')
    const heirs = loads().map((load, index) => load.areas - (before[index]?.areas ?? 0))
    t.ok(Math.max(...heirs) < lost.size / 3, `each of the others has some of its areas: ${heirs}`)

    owned.set('i', new Set())
    giveAway()
    giveAway()
    isEven('with a new one')
    for (let round = 0; round < 10 && giveAway() > 0; round += 1);
    isEven('after a while', 0.9, 0.45)
    t.ok(giveAway() <= areas.length / 100, 'and then nothing goes to and fro')
  })

t.test('a few areas fall to whom the hash says', async (t) => {
  const nodes = [
    { id: 'a', areas: 2 },
    { id: 'b', areas: 0 },
  ]
  const falls = areas.slice(0, 100).map((area) => placeFor(unplaced(area), nodes)?.id)
  t.ok(falls.includes('a') && falls.includes('b'))
  t.equal(placeFor(unplaced('main/r'), []), undefined)
})

t.test(
  'a region where nobody talks goes to the node of most who talk beside it, and stays there',
  async (t) => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ id, areas: 100 }))
    const beside = (people: Record<string, number>): Placed => ({
      patch: 'patch',
      voicesBeside: new Map(Object.entries(people)),
    })
    for (const { id } of nodes) {
      const other = id === 'a' ? 'b' : 'a'
      t.equal(placeFor(beside({ [other]: 1, [id]: 2 }), nodes)?.id, id)
      t.ok(mayTake(beside({ [other]: 1, [id]: 2 }), nodes, id))
      t.notOk(followed(beside({ [id]: 1, [other]: 2 }), nodes, id, 0), 'it lies beside some who talk here')
      t.equal(followed(beside({ [other]: 1 }), nodes, id, 0)?.id, other)
      t.equal(followed(beside({ [other]: 3 }), nodes, id, 2)?.id, other, 'fewer talk in it')
      t.notOk(followed(beside({ [other]: 2 }), nodes, id, 3), 'more talk in it')
      t.not(
        followed(beside({ [other]: 2 }), nodes, id, 2) === undefined,
        followed(beside({ [id]: 2 }), nodes, other, 2) === undefined,
        'one of two that are alike goes, never both',
      )
      const full = nodes.map((node) => (node.id === other ? { id: other, areas: 130 } : node))
      t.notOk(followed(beside({ [other]: 1 }), full, id, 0), 'that node has no room')
      const own = new Map(areas.slice(0, 100).map((area) => [area, beside({ [id]: 1 })]))
      const loads = [
        { id, areas: 100 },
        { id: other, areas: 10 },
      ]
      t.strictSame(tooMany(own, loads, id), [], 'they are not moved')
    }
    t.notOk(followed(beside({ gone: 1 }), nodes, 'a', 0))
  },
)

/** Nodes that reach each other by calls. */
function createNodes(ids: readonly string[]) {
  const { timers } = createTestTime()
  const held = new Map<string, string>()
  let reads = 0
  const store: LeaseStore = {
    async claim(area, value) {
      held.set(area, held.get(area) ?? value)
      return held.get(area) ?? ''
    },
    renew: async (leases) => leases.map(() => true),
    release: async (area) => void held.delete(area),
    async read(area) {
      reads += 1
      return held.get(area)
    },
  }
  let selves = 0
  const views: NodeView[] = ids.map((id) => ({
    id,
    url: id,
    version: '',
    draining: false,
    areas: 0,
    patches: true,
  }))
  const routings = new Map<string, Routing>()
  const nodes = views.map((self) => {
    const leases = createLeases({ store, nodeId: self.id, timers })
    const link = (url: string): Link => ({
      async request({ area = '' }) {
        if (await routings.get(url)?.own(area)) return { status: 204, headers: {}, body: Buffer.alloc(0) }
        throw new NotOwner('not the owner')
      },
      open: () => Promise.reject(new Error('no pages')),
      close: () => undefined,
    })
    const routing = createRouting({
      nodeId: self.id,
      leases,
      placed: unplaced,
      nodes: {
        start: async () => undefined,
        self() {
          selves += 1
          return self
        },
        live: () => views,
        find: (id) => views.find((view) => view.id === id),
        beat: async () => undefined,
        isRedisAnswering: () => true,
        answeringSince: () => 0,
        onChange: () => undefined,
        close: async () => undefined,
      },
      secret: '',
      timers,
      log: { warn: () => undefined },
      isDraining: () => false,
      ready: () => undefined,
      connect: ({ url }) => link(url),
    })
    routings.set(self.id, routing)
    const ask = (area: string): Promise<string> =>
      routing.byOwner(
        area,
        0,
        () => self.id,
        async (to, { id }) => {
          await to.request({ area, method: '', url: '', headers: {}, address: '' }, Buffer.alloc(0))
          return id
        },
      )
    return { leases, routing, ask, close: leases.close }
  })
  return { nodes, views, reads: () => reads, selves: () => selves }
}

t.test('what a node gives away goes to another, though others remember it as the owner', async (t) => {
  const { nodes, views, reads, selves } = createNodes(['a', 'b', 'c'])
  const [one, , other] = nodes
  if (!one || !other) return
  t.teardown(() => {
    for (const { close } of nodes) close()
  })
  const mine = areas.filter((area) => placeFor(unplaced(area), views)?.id === 'a').slice(0, 30)
  for (const area of mine) t.equal(await other.ask(area), 'a')
  const before = reads()
  for (const area of mine) t.equal(await other.ask(area), 'a')
  t.equal(reads(), before, 'Redis is not asked again while the owner answers')
  await one.ask(mine[0] ?? '')
  const told = selves()
  for (const area of mine) t.equal(await one.ask(area), 'a')
  t.equal(selves(), told, 'an owner does not count its areas for each request')

  t.strictSame(one.routing.tooMany(mine), [])
  views[0] = { id: 'a', url: 'a', version: '', draining: false, areas: 30, patches: true }
  const away = one.routing.tooMany(mine)
  t.equal(away.length, 18, 'what is more than its share')
  for (const area of away) await one.leases.release(area)
  for (const area of away)
    t.not(
      await other.ask(area),
      'a',
      'the one that it knew is not the owner any more, so Redis is asked at once',
    )
})

t.test('while nodes are upgraded, those of the earlier version and the newer ones find owners', async (t) => {
  const { nodes, views } = createNodes(['a', 'b', 'c'])
  const [one, two] = nodes
  const earlier = views[2]
  if (!one || !two || !earlier) return
  t.teardown(() => {
    for (const { close } of nodes) close()
  })
  views[2] = { id: 'c', url: 'c', version: '', draining: false, areas: 0 }
  for (const area of areas.slice(0, 30)) t.not(await one.ask(area), 'c', 'which may think it another one’s')
  for (const area of areas.slice(30, 60)) t.ok(await two.routing.own(area), 'whatever such a node hands on')
})
