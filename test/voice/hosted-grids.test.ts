/** Several grids as stored values: made, changed and removed while the service runs, on every node at once. */

import t, { type Test } from 'tap'
import { createTokens } from '../../src/vivox-compat/tokens.js'
import { type Bus, createLoopbackBus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { GridTermsFault, type NewGrid } from '../../src/voice/grids/grid-terms.js'
import { createGrids, type GridsOptions } from '../../src/voice/grids/grids.js'
import { type GridStore, type HostedGrid, NO_LIMITS } from '../../src/voice/grids/hosted-grid.js'
import { createGridMasters } from '../../src/voice/grids/masters.js'
import { masterOf } from '../../src/voice/region-keys/authority.js'
import { createRegionGate } from '../../src/voice/region-keys/region-gate.js'
import { createRegionKeys } from '../../src/voice/region-keys/region-keys.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { createTestTime } from '../helpers/test-time.js'

const MAIN = {
  sipDomain: 'voice.test',
  hostNames: ['voice.test'],
  vivoxAdminUser: 'opensim',
  robust: undefined,
  signInWays: [],
  language: 'en',
} as const

function storeOf(...more: HostedGrid[]): GridStore & { readonly rows: Map<string, HostedGrid> } {
  const main = hostedGrid(MAIN_GRID, {
    name: MAIN_GRID,
    hashes: undefined,
    sipDomain: '',
    vivoxAdminUser: '',
  })
  const rows = new Map([main, ...more].map((grid) => [grid.id, grid]))
  return {
    rows,
    list: async () => [...rows.values()],
    save: async (grid) => void rows.set(grid.id, grid),
    delete: async (id) => void rows.delete(id),
  }
}

/** One node of a service. */
async function setUp(
  store: GridStore = storeOf(),
  bus: Bus = createLoopbackBus(),
  more: Partial<GridsOptions> = {},
) {
  const { clock, timers } = createTestTime()
  const grids = createGrids({ store, bus, clock, signingKey: 'key', main: () => MAIN, ...more })
  await grids.load()
  const keyStore = {
    list: async () => [],
    save: async () => undefined,
    delete: async () => undefined,
    noteUse: async () => undefined,
    uses: async () => [],
  }
  const keys = createRegionKeys({ store: keyStore, bus, clock })
  const main = {
    isRegionSecret: (given: string) => given === 'main secret',
    vivoxAdminPassword: () => 'main password',
  }
  const gate = createRegionGate({ masters: createGridMasters(grids, main), keys, stopwatch: timers })
  return { grids, gate, keys, tokens: createTokens({ secret: 'key', gate, clock }) }
}

async function fieldsOf(t: Test, work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  )
  if (error instanceof GridTermsFault) return error.faults.map(({ field }) => field)
  t.fail(`no fault of terms: ${error}`)
  return []
}

t.test(
  'a grid that is made is served on all nodes, its secrets are told once, and it is gone as fast',
  async (t) => {
    const [store, bus] = [storeOf(), createLoopbackBus()]
    const [here, there] = [await setUp(store, bus), await setUp(store, bus)]
    const { grid, secrets } = await here.grids.make({
      id: 'acme',
      name: 'Acme',
      hostNames: ['voice.acme.test'],
    })
    t.match(grid, { sipDomain: 'acme.voice.test', vivoxAdminUser: 'acme', limits: NO_LIMITS, language: 'en' })
    const stored = JSON.stringify([...store.rows.values(), ...there.grids.list()])
    for (const secret of Object.values(secrets)) t.notOk(stored.includes(secret), 'nothing keeps a secret')

    for (const { grids, gate } of [here, there]) {
      t.strictSame(
        grids.list().map(({ id }) => id),
        [MAIN_GRID, 'acme'],
      )
      t.strictSame(gate.resolve(secrets.regionSecret), masterOf('acme'))
      t.strictSame(gate.resolve('main secret'), masterOf(MAIN_GRID))
      t.strictSame(gate.resolveAdmin('acme', secrets.vivoxPassword), masterOf('acme'))
      t.strictSame(gate.resolveAdmin('opensim', 'main password'), masterOf(MAIN_GRID))
      const wrong = [
        gate.resolve(secrets.vivoxPassword),
        gate.resolve(grid.hashes?.regionSecret ?? ''),
        gate.resolveAdmin('acme', secrets.regionSecret),
        gate.resolveAdmin('acme', 'main password'),
        gate.resolveAdmin('opensim', secrets.vivoxPassword),
      ]
      t.ok(wrong.every((authority) => authority === undefined))
      t.equal(grids.ofHost('Voice.Acme.test')?.id, 'acme')
      t.equal(grids.ofHost('voice.test')?.id, MAIN_GRID)
      t.equal(grids.ofHost('elsewhere.test'), undefined)
    }

    const token = here.tokens.issueAdmin(masterOf('acme'))
    t.match(there.tokens.read(token), { kind: 'admin', authority: { grid: 'acme' } })
    const renewed = await there.grids.renewSecret('acme', 'vivoxPassword')
    for (const { gate, tokens } of [here, there]) {
      t.strictSame(gate.resolveAdmin('acme', renewed), masterOf('acme'))
      t.equal(gate.resolveAdmin('acme', secrets.vivoxPassword), undefined)
      t.equal(tokens.read(token), undefined, 'a token of the password of before is void')
      t.strictSame(gate.resolve(secrets.regionSecret), masterOf('acme'), 'the other secret stays')
    }

    const terms = { name: 'K', regions: 'all', rights: ['positions'] } as const
    const { secret } = await here.keys.make('acme', terms)
    t.equal(there.gate.resolve(secret)?.grid, 'acme')
    await there.grids.remove('acme')
    for (const { grids, gate } of [here, there]) {
      t.strictSame([grids.find('acme'), grids.ofHost('voice.acme.test')], [undefined, undefined])
      t.strictSame([secret, secrets.regionSecret].map(gate.resolve), [undefined, undefined])
      t.equal(gate.resolveAdmin('acme', renewed), undefined)
    }
    t.notOk(store.rows.has('acme'))
  },
)

t.test('what is one grid’s own is no other’s, and every fault is told at once', async (t) => {
  const taken = hostedGrid('taken', { hostNames: ['voice.taken.test'] })
  const { grids } = await setUp(storeOf(taken))
  const make = (terms: Partial<NewGrid>) => grids.make({ id: 'new', name: 'New', ...terms })
  t.strictSame(
    await fieldsOf(
      t,
      make({ id: 'taken', sipDomain: taken.sipDomain, hostNames: taken.hostNames, vivoxAdminUser: 'taken' }),
    ),
    ['id', 'sipDomain', 'hostNames', 'vivoxAdminUser'],
  )
  const ofMain = { sipDomain: 'voice.test', hostNames: ['voice.test'], vivoxAdminUser: 'opensim' }
  t.strictSame(await fieldsOf(t, make({ id: MAIN_GRID, ...ofMain })), [
    'id',
    'sipDomain',
    'hostNames',
    'vivoxAdminUser',
  ])
  for (const id of ['', 'A', '-a', 'a/b', 'a.b', 'x'.repeat(32)])
    t.strictSame((await fieldsOf(t, make({ id }))).slice(0, 1), ['id'], id)
  const robust = { url: 'http://robust.test:8003/x', publicUrl: 'nowhere', user: 'a:b', password: '' }
  const odd: Partial<NewGrid> = {
    name: ' ',
    hostNames: ['Voice.test', 'https://voice.test', 'localhost'],
    vivoxAdminUser: 'region-abc',
    robust,
    limits: { ...NO_LIMITS, people: 0 },
  }
  t.strictSame(await fieldsOf(t, make(odd)), [
    'name',
    'hostNames',
    'vivoxAdminUser',
    'robust.url',
    'robust.publicUrl',
    'robust.user',
    'limits.people',
  ])
  t.strictSame(await fieldsOf(t, make({ signInWays: ['code'] })), ['signInWays'])

  // Two at once: one of them is first.
  const both = await Promise.allSettled([
    make({ id: 'a', sipDomain: 'same' }),
    make({ id: 'b', sipDomain: 'same' }),
  ])
  t.strictSame(
    both.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  await grids.change('taken', { sipDomain: taken.sipDomain, name: 'Still mine' })
  t.strictSame(await fieldsOf(t, grids.change('a', { sipDomain: taken.sipDomain })), ['sipDomain'])
  await grids.change('taken', { hostNames: [] })
  await grids.change('a', { hostNames: taken.hostNames })
  t.equal(grids.ofHost('voice.taken.test')?.id, 'a')
})

t.test('the main grid is what the settings say; its name and its limits are stored', async (t) => {
  const store = storeOf()
  const { grids } = await setUp(store)
  const limits = { ...NO_LIMITS, rooms: 7 }
  await grids.change(MAIN_GRID, { name: 'Home', limits })
  for (const one of [grids, (await setUp(store)).grids])
    t.match(one.find(MAIN_GRID), { ...MAIN, name: 'Home', limits, hashes: undefined })
  const ofSettings: readonly Promise<unknown>[] = [
    grids.change(MAIN_GRID, { sipDomain: 'x.test' }),
    grids.renewSecret(MAIN_GRID, 'regionSecret'),
  ]
  for (const work of ofSettings) await t.rejects(work, { code: 'set-in-environment' })
  await t.rejects(grids.remove(MAIN_GRID), { code: 'not-allowed' })
  for (const work of [grids.remove('none'), grids.change('none', { name: 'x' })])
    await t.rejects(work, { code: 'not-found' })
})

t.test(
  'the password of a grid’s services is read by this service alone, and goes nowhere else',
  async (t) => {
    const store = storeOf()
    const { grids } = await setUp(store, createLoopbackBus(), { mainRobustUrl: 'http://u:p@main.test:8003' })
    const robust = { url: 'http://robust.test:8003', publicUrl: undefined, user: 'voice', password: 'p%w /@' }
    await grids.make({ id: 'acme', name: 'Acme', robust, signInWays: ['code'] })
    t.notOk(JSON.stringify([...store.rows.values()]).includes('p%w'))
    const read = async (signingKey = 'key') => {
      const url = (await setUp(store, createLoopbackBus(), { signingKey })).grids.robustUrl('acme')
      return url && [url.origin, decodeURIComponent(url.username), decodeURIComponent(url.password)]
    }
    t.strictSame(await read(), [robust.url, 'voice', robust.password])
    t.strictSame(await read('another key'), [robust.url, 'voice', ''])
    t.equal(grids.robustUrl(MAIN_GRID)?.href, 'http://u:p@main.test:8003/')
    t.equal(grids.robustUrl('none'), undefined)
    const { password, ...kept } = robust
    await grids.change('acme', {
      robust: { ...kept, publicUrl: 'http://grid.test:8002', password: undefined },
    })
    t.strictSame(await read(), [robust.url, 'voice', password], 'it stays')
    await grids.change('acme', {
      robust: { ...kept, url: 'http://elsewhere.test:8003', password: undefined },
    })
    t.strictSame(
      await read(),
      ['http://elsewhere.test:8003', 'voice', ''],
      'another host has to be told it anew',
    )
  },
)

t.test('what other nodes said while messages were lost is found at the next load', async (t) => {
  const store = storeOf(hostedGrid('old'), hostedGrid('stays'))
  const { grids } = await setUp(store)
  const told: string[] = []
  grids.events.on('changed', ({ id }) => told.push(id))
  grids.events.on('removed', (id) => told.push(`no ${id}`))
  store.rows.delete('old')
  store.rows.set('new', hostedGrid('new'))
  await grids.load()
  t.strictSame(told, ['new', 'no old'])
  t.strictSame(
    grids.list().map(({ id }) => id),
    [MAIN_GRID, 'new', 'stays'],
  )
})
