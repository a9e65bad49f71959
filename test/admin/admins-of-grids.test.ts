/** An admin of one grid sees and changes that grid alone; an admin of the service names the grid they work in. */

import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ADMIN_ROUTES } from '../../src/protocol/admin/access.js'
import { openStore } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'

const password = 'long enough 1'

async function setUp(t: Test) {
  const app = await startTestApp(t)
  const make = async (id: string) => (await app.grids.make({ id, name: `Grid ${id}` })).secrets
  const secrets = { acme: await make('acme'), beta: await make('beta') }
  const owner = await signedInAdmin(app)
  const inGrid = (grid: string) => ({ headers: { 'x-grid': grid } })
  for (const grid of ['acme', 'beta'])
    t.equal(
      (await owner.post('/admins', { name: `owner-${grid}`, password, role: 'owner', grid })).status,
      204,
    )
  const acme = await signedInAdmin(app, { name: 'owner-acme', password })
  const beta = await signedInAdmin(app, { name: 'owner-beta', password })
  return { app, secrets, owner, inGrid, acme, beta }
}

t.test('channels, keys, looks and the log of another grid are not there', async (t) => {
  const { app, secrets, owner, inGrid, acme, beta } = await setUp(t)
  t.match((await acme.get('/session')).body, { name: 'owner-acme', grid: 'acme', role: 'owner' })
  t.match((await owner.get('/session')).body, { grid: null })

  const made = await acme.post('/region-keys', { name: 'Lair', regions: 'all', rights: ['positions'] })
  t.equal(made.status, 200)
  const { id } = made.body.key
  const keysOf = async (admin: typeof acme, more = {}) =>
    (await admin.call('GET', '/region-keys', more)).body.keys.map((key: { name: string }) => key.name)
  t.strictSame(await keysOf(acme), ['Lair'])
  t.strictSame(await keysOf(beta), [])
  t.strictSame(await keysOf(owner), [], 'an admin of the service begins in the main grid')
  t.strictSame(await keysOf(owner, inGrid('acme')), ['Lair'])
  t.equal((await owner.call('GET', '/region-keys?grid=acme')).body.keys.length, 1, 'for addresses of files')
  t.equal((await beta.post(`/region-keys/${id}/withdraw`, {})).status, 404)
  t.equal((await owner.post(`/region-keys/${id}/withdraw`, {})).status, 404)

  await beta.call('PATCH', '/look', { body: { name: 'Beta', accent: '' } })
  t.equal((await acme.get('/look')).body.name, '')
  t.equal((await beta.get('/look')).body.name, 'Beta')

  for (const grid of ['beta', MAIN_GRID, 'none'])
    t.equal((await acme.call('GET', '/region-keys', inGrid(grid))).status, 404, `acme in ${grid}`)
  t.equal((await owner.call('GET', '/region-keys', inGrid('none'))).status, 404)

  const acts = async (admin: typeof acme, more = {}) => {
    const entries = (await admin.call('GET', '/audit', more)).body
    return new Set(entries.map((entry: { grid: string | null; act: string }) => `${entry.grid} ${entry.act}`))
  }
  t.strictSame(
    await acts(acme),
    new Set(['acme region-key-made', 'acme signed-in', 'acme admin-added']),
    'nothing of the service or of another grid',
  )
  t.strictSame(await acts(beta), new Set(['beta look-changed', 'beta signed-in', 'beta admin-added']))
  t.strictSame(await acts(owner, inGrid('beta')), new Set([...(await acts(beta)), 'null signed-in']))
  const region = testRegion({ url: app.url, secrets: secrets.beta }, [testAvatar('Anna Test')])
  await region.push()
  const seen = async (admin: typeof acme) => {
    const { now, regions, hubProcesses, health } = (await admin.get('/overview')).body
    return [now.avatars, regions.length, hubProcesses, health.memoryMegabytes]
  }
  t.strictSame(await seen(beta), [1, 1, [], 0])
  t.strictSame(await seen(acme), [0, 0, [], 0], 'nor anything of the service itself')
  const store = await openStore({ file: join(app.config.dataDir, 'voice.sqlite') })
  const at = Math.floor(Date.now() / 60_000) * 60_000
  await store.history.save([{ grid: null, stepMinutes: 1, at, figures: { hubCores: 0.5 } }])
  await store.close()
  const cores = async (admin: typeof acme) =>
    (await admin.get('/history?range=1h')).body.figures.hubCores.filter((of: number | null) => of !== null)
  t.strictSame([await cores(owner), await cores(acme)], [[0.5], []], 'in numbers over time either')

  // A channel comes with the first who asks for it.
  await region.post('/opensim/v1/caps/ParcelVoiceInfoRequest', { region: region.id, region_name: 'Plaza' })
  const [{ id: channelId, version }] = (await beta.get('/channels')).body.channels
  t.strictSame((await acme.get('/channels')).body.channels, [])
  const patch = { version, settings: { rollOff: 3 } }
  t.equal((await acme.patch(`/channels/${channelId}`, patch)).status, 404)
  t.equal((await beta.patch(`/channels/${channelId}`, patch)).status, 200)
  const change = (await beta.get('/audit')).body.find((one: { undoable: boolean }) => one.undoable)
  t.equal((await acme.post(`/audit/${change.id}/undo`, {})).status, 404)
  t.equal((await beta.post(`/audit/${change.id}/undo`, {})).status, 204)
})

t.test('what is about the whole service is for its own admins', async (t) => {
  const { owner, acme } = await setUp(t)
  const body = { method: '', name: 'vivoxAdminPassword', test: 'grid' }
  let refused = 0
  for (const [route, access] of Object.entries(ADMIN_ROUTES)) {
    if (!('about' in access) || access.about !== 'service') continue
    const [method = '', path = ''] = route.split(' ')
    const address = path.replace(':name', 'vivoxAdminPassword').replace(/:\w+/, 'grid')
    const answer = await acme.call(method, address, method === 'GET' ? {} : { body })
    t.match(answer, { status: 403, body: { error: 'role-too-low' } }, route)
    refused += 1
  }
  t.ok(refused >= 6)
  t.equal((await owner.get('/setup')).status, 200)
})

t.test(
  'a grid’s owner looks after its admins alone, and the service keeps an owner of its own',
  async (t) => {
    const { app, owner, acme, beta } = await setUp(t)
    const names = async (admin: typeof acme) =>
      (await admin.get('/admins')).body.map((one: { name: string }) => one.name)
    t.strictSame(await names(acme), ['owner-acme'])
    t.strictSame(await names(owner), ['admin', 'owner-acme', 'owner-beta'])
    const add = async (name: string, more: object) =>
      (await acme.post('/admins', { name, password, role: 'moderator', ...more })).status
    t.equal(await add('mod', {}), 204)
    for (const grid of [null, 'beta', MAIN_GRID, 'none']) t.equal(await add('x', { grid }), 404, `in ${grid}`)
    t.strictSame(await names(acme), ['mod', 'owner-acme'])
    t.strictSame(await names(beta), ['owner-beta'])

    for (const name of ['admin', 'owner-beta', 'nobody']) {
      const acts = [
        ['password', { password }],
        ['role', { role: 'observer' }],
        ['end-sessions', {}],
        ['remove', {}],
        ['second-factor/reset', {}],
      ] as const
      for (const [act, body] of acts)
        t.equal((await acme.post(`/admins/${name}/${act}`, body)).status, 404, `${act} of ${name}`)
    }
    t.equal((await beta.get('/session')).status, 200)
    const sessions = async (admin: typeof acme) =>
      new Set((await admin.get('/keys')).body.map((key: { adminName: string }) => key.adminName))
    t.strictSame(await sessions(acme), new Set(['owner-acme']))
    const [foreign] = (await owner.get('/keys')).body.filter(
      (key: { adminName: string }) => key.adminName === 'owner-beta',
    )
    t.equal((await acme.post(`/keys/${foreign.id}/revoke`, {})).status, 404)

    t.match(
      await owner.post('/admins/admin/role', { role: 'observer' }),
      { status: 403, body: { error: 'last-owner' } },
      'owners of grids are none of the service',
    )
    t.equal((await acme.post('/admins/owner-acme/role', { role: 'observer' })).status, 204)

    const token = (await beta.post('/tokens', { label: 'program', role: 'owner' })).body.token
    await app.grids.remove('beta')
    t.equal((await owner.get('/admins')).body.length, 3)
    t.equal((await beta.get('/session')).status, 401)
    const asToken = { headers: { authorization: `Bearer ${token}` } }
    t.equal((await beta.call('GET', '/region-keys', asToken)).status, 401, 'its admins are gone with a grid')
  },
)
