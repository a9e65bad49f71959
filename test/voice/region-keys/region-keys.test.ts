/** Region keys on several nodes: what one decides, all hold, and what cannot be stored is void all the same. */

import t from 'tap'
import { createLoopbackBus } from '../../../src/voice/bus.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { masterOf, senderOf } from '../../../src/voice/region-keys/authority.js'
import { createRegionGate } from '../../../src/voice/region-keys/region-gate.js'
import type { RegionKey, RegionKeyStore, SecretUse } from '../../../src/voice/region-keys/region-key.js'
import { createRegionKeys } from '../../../src/voice/region-keys/region-keys.js'
import { createTestTime } from '../../helpers/test-time.js'

const terms = { name: 'Lair', regions: ['r1'], rights: ['positions'] } as const

function setUp() {
  const { clock, timers, set } = createTestTime()
  const rows = new Map<string, RegionKey>()
  const used: SecretUse[] = []
  const fault: { now?: Error } = {}
  const store: RegionKeyStore = {
    list: async () => [...rows.values()],
    async save(key) {
      if (fault.now) throw fault.now
      rows.set(key.id, key)
    },
    async delete({ id }) {
      if (fault.now) throw fault.now
      rows.delete(id)
    },
    noteUse: async (use) => void used.push(use),
    uses: async () => used,
  }
  const bus = createLoopbackBus()
  const [here, there] = [createRegionKeys({ store, bus, clock }), createRegionKeys({ store, bus, clock })]
  return { here, there, rows, used, fault, clock, timers, set }
}

t.test('what one node makes, changes and withdraws holds on the others at once', async (t) => {
  const { here, there, rows, fault } = setUp()
  const withdrawn: string[] = []
  there.events.on('withdrawn', ({ id }) => void withdrawn.push(id))
  const { key, secret } = await here.make(MAIN_GRID, terms)
  t.match(there.match(secret), { grid: MAIN_GRID, key: { id: key.id, name: 'Lair' } })
  const [id = '', letters = ''] = [secret.slice(0, 16), secret.slice(16)]
  for (const wrong of ['', secret.slice(1), `${id}${letters.toUpperCase()}`, `rk-aaaaaaaaaaaa-${letters}`])
    t.equal(there.match(wrong), undefined, wrong)
  t.notMatch(JSON.stringify([...rows.values()]), letters, 'and nobody can read it again')

  await here.change(key, { regions: 'all' })
  t.equal(there.match(secret)?.regions, 'all')
  const second = await there.renew(key)
  await t.rejects(here.renew(key), { code: 'not-allowed' })
  t.ok(here.match(secret) && here.match(second.secret), 'both hold')
  await here.endOld(key)
  t.equal(there.match(secret), undefined)

  fault.now = new Error('the disk is full')
  await t.rejects(here.change(key, { name: 'Den' }), /full/)
  t.equal(there.find(key)?.name, 'Lair', 'what cannot be stored is not in force')
  await t.rejects(here.withdraw(key), /full/)
  t.equal(there.match(second.secret), undefined, 'but a withdrawal is, as long as the service runs')
  t.strictSame(withdrawn, [key.id])
})

t.test('a node that has missed messages finds out what is void', async (t) => {
  const { here, there, rows } = setUp()
  const { key, secret } = await here.make(MAIN_GRID, terms)
  const withdrawn: string[] = []
  there.events.on('withdrawn', ({ id }) => void withdrawn.push(id))
  rows.delete(key.id)
  await there.load()
  t.equal(there.match(secret), undefined)
  t.strictSame(withdrawn, [key.id])
})

t.test('a use is written once a minute, and when it comes from elsewhere', async (t) => {
  const { here, used, clock, set } = setUp()
  const { secret } = await here.make(MAIN_GRID, terms)
  const authority = here.match(secret) ?? masterOf(MAIN_GRID)
  const begin = clock()
  for (const [seconds, address] of [
    [0, 'a'],
    [1, 'a'],
    [2, 'b'],
    [70, 'b'],
  ] as const) {
    set(begin + seconds * 1000)
    here.noteUse(authority, address)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { secretId = '' } = authority.key ?? {}
  const uses = [
    [0, 'a'],
    [2, 'b'],
    [70, 'b'],
  ] as const
  t.strictSame(
    used,
    uses.map(([seconds, from]) => ({ secretId, at: begin + seconds * 1000, from })),
  )
  here.noteUse(masterOf(MAIN_GRID), 'c')
  t.equal(used.length, 3)
})

t.test(
  'each grid has its own secret and its own Vivox admin, and no key is an admin of another',
  async (t) => {
    const { here, timers } = setUp()
    let grids = ['main', 'other']
    const master = (isIt: (grid: string) => boolean) =>
      grids.filter(isIt).map((grid) => ({
        grid,
        adminUser: `admin of ${grid}`,
        isAdminPassword: (given: string) => given === `password of ${grid}`,
        adminPasswordMark: () => grid,
      }))[0]
    const gate = createRegionGate({
      masters: {
        ofSecret: (given) => master((grid) => given === `secret of ${grid}`),
        ofAdmin: (user) => master((grid) => user === `admin of ${grid}`),
        of: (id) => master((grid) => grid === id),
      },
      keys: here,
      stopwatch: timers,
    })
    for (const grid of grids) {
      t.strictSame(gate.resolve(`secret of ${grid}`), masterOf(grid))
      t.strictSame(gate.resolveAdmin(`admin of ${grid}`, `password of ${grid}`), masterOf(grid))
      const { key, secret } = await here.make(grid, terms)
      t.equal(gate.resolve(secret)?.grid, grid, 'a credential says of which grid a request is')
      t.equal(gate.resolveAdmin(`region-${key.id}`, secret)?.key?.id, key.id)
      t.equal(gate.resolveAdmin('region-aaaaaaaa', secret), undefined)
      t.equal(gate.resolveAdmin(`admin of ${grid}`, secret), undefined)
      t.equal(senderOf(gate.resolve(secret) ?? masterOf(grid), '192.0.2.1'), `key ${grid}/${key.id}`)
    }
    t.equal(gate.resolveAdmin('admin of main', 'password of other'), undefined)
    t.ok(gate.isAdminName('region-zzzzzzzz'), 'whether there is such a key is not told')

    const { key, secret } = await here.make('other', terms)
    grids = ['main']
    const refused = [
      gate.resolve('secret of other'),
      gate.resolve(secret),
      gate.resolveAdmin(`region-${key.id}`, secret),
      gate.ofSecretId(key.secrets[0]?.id ?? ''),
    ]
    t.strictSame(refused, [undefined, undefined, undefined, undefined], 'a grid that is served no more')
  },
)
