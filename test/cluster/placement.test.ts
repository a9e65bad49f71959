/** Which node an area falls to: evenly, and nothing moves to and fro. */

import t from 'tap'
import { areaOfRegion } from '../../src/cluster/area.js'
import { createLeases, type LeaseStore } from '../../src/cluster/leases/leases.js'
import { type Link, NotOwner } from '../../src/cluster/links/link.js'
import type { NodeView } from '../../src/cluster/nodes/nodes.js'
import { placeFor, tooMany } from '../../src/cluster/placement.js'
import { createRouting, type Routing } from '../../src/cluster/routing.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createTestTime } from '../helpers/test-time.js'

/** The same in every run: how even they fall is no matter of luck. */
const areas = Array.from({ length: 2000 }, (_, index) =>
  areaOfRegion({ grid: MAIN_GRID, regionId: String(index) }),
)

/** What each node owns, and how much that is as nodes tell it. */
function createOwners(ids: readonly string[]) {
  const owned = new Map(ids.map((id) => [id, new Set<string>()]))
  const loads = () => [...owned].map(([id, { size }]) => ({ id, areas: size }))
  function place(some: Iterable<string>): void {
    for (const area of some) owned.get(placeFor(area, loads())?.id ?? '')?.add(area)
  }
  return {
    owned,
    loads,
    place,
    /** What every node gives away is placed anew. @returns how many areas that were */
    giveAway(): number {
      let given = 0
      for (const [id, own] of owned) {
        const away = tooMany([...own], loads(), id)
        given += away.length
        for (const area of away) own.delete(area)
        place(away)
      }
      return given
    },
  }
}

t.test(
  'areas are spread within a tenth of the mean, also after a node has gone and one has come',
  async (t) => {
    const { owned, loads, place, giveAway } = createOwners(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
    const isEven = (what: string) => {
      const counts = loads().map((load) => load.areas)
      const mean = areas.length / counts.length
      t.equal(
        counts.reduce((sum, count) => sum + count),
        areas.length,
      )
      t.ok(Math.max(...counts) <= 1.1 * mean, `${what}: ${counts}`)
      t.ok(Math.min(...counts) >= 0.85 * mean, `${what}: ${counts}`)
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
    t.ok(giveAway() <= areas.length / 100, 'and then nothing goes to and fro')
  },
)

t.test('a few areas fall to whom the hash says', async (t) => {
  const nodes = [
    { id: 'a', areas: 5 },
    { id: 'b', areas: 0 },
  ]
  const falls = areas.slice(0, 100).map((area) => placeFor(area, nodes)?.id)
  t.ok(falls.includes('a') && falls.includes('b'))
  t.equal(placeFor('main/r', []), undefined)
})

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
  const views: NodeView[] = ids.map((id) => ({ id, url: id, version: '', draining: false, areas: 0 }))
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
  const mine = areas.filter((area) => placeFor(area, views)?.id === 'a').slice(0, 30)
  for (const area of mine) t.equal(await other.ask(area), 'a')
  const before = reads()
  for (const area of mine) t.equal(await other.ask(area), 'a')
  t.equal(reads(), before, 'Redis is not asked again while the owner answers')
  await one.ask(mine[0] ?? '')
  const told = selves()
  for (const area of mine) t.equal(await one.ask(area), 'a')
  t.equal(selves(), told, 'an owner does not count its areas for each request')

  t.strictSame(one.routing.tooMany(mine), [])
  views[0] = { id: 'a', url: 'a', version: '', draining: false, areas: 30 }
  const away = one.routing.tooMany(mine)
  t.equal(away.length, 12, 'what is more than its share')
  for (const area of away) await one.leases.release(area)
  for (const area of away)
    t.not(
      await other.ask(area),
      'a',
      'the one that it knew is not the owner any more, so Redis is asked at once',
    )
})
