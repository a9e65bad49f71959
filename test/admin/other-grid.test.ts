/** Every route of the console's API, asked by the owner of one grid about things of another: nothing is found, nothing changes. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { type Access, ADMIN_ROUTES, type AdminRoute } from '../../src/protocol/admin/access.js'
import { openStore } from '../../src/store/store.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { anna, bert, fillGrid } from '../helpers/filled-grid.js'
import { startTestApp } from '../helpers/test-app.js'

const password = 'long enough 1'

t.test('the owner of one grid asks every route for another’s', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const store = await openStore({ file: join(dataDir, 'voice.sqlite') })
  for (const grid of ['acme', 'beta']) await fillGrid(store, grid)
  const [channel] = await store.channels.search({ grid: 'acme' })
  const [key] = (await store.regionKeys.list()).filter(({ grid }) => grid === 'acme')
  const [complaint] = await store.complaints.list('acme')
  const [act] = await store.audit.list({ limit: 1, grids: ['acme'] })
  await store.close()

  const app = await startTestApp(t, { dataDir })
  const owner = await signedInAdmin(app)
  for (const grid of ['acme', 'beta'])
    await owner.post('/admins', { name: `own-${grid}`, password, role: 'owner', grid })
  const admin = await signedInAdmin(app, { name: 'own-beta', password })
  const theirs = async () => {
    const answer = await fetch(`${app.url}/admin/api/grids/acme/export`, {
      method: 'POST',
      headers: { origin: app.url, 'content-type': 'application/json', cookie: owner.cookie },
      body: '{}',
    })
    // The last numbers of minutes are written meanwhile.
    return (await answer.text())
      .split('\n')
      .filter((line) => line.startsWith('[') && !line.startsWith('["history"'))
  }
  const before = await theirs()
  t.ok(before.length > 15)

  /** The id that a route takes of something of the other grid, by the beginning of its path. */
  const idOf = (path: string) =>
    ({
      channels: channel?.id,
      rooms: channel?.id,
      'region-keys': key?.id,
      complaints: complaint?.id,
      acts: act?.id,
      audit: act?.id,
      grids: 'acme',
    })[path.split('/')[1] ?? ''] ?? '1'
  const version = (await owner.call('GET', `/channels/${channel?.id}`, { headers: { 'x-grid': 'acme' } }))
    .body.version
  const edit = { settings: { maxRangeMetres: 7 } }
  /** What would be done where the route were not closed. */
  const bodies: Partial<Record<AdminRoute, object>> = {
    'POST /rooms/:id/acts': { act: 'kick', agentIds: [anna] },
    'POST /rooms/:id/mute': { agentId: bert, muted: true },
    'POST /rooms/:id/mute-all': { muted: true },
    'POST /rooms/:id/floor': { agentId: bert, given: true },
    'POST /rooms/:id/lower-hand': { agentId: bert },
    'POST /rooms/:id/lock': { locked: true },
    'POST /rooms/:id/kick': { agentId: anna },
    'POST /rooms/:id/ban': { agentId: bert, minutes: 5 },
    'POST /rooms/:id/unban': { agentId: anna },
    'PATCH /channels/:id': { version, ...edit },
    'POST /channels/change': { ids: [channel?.id], ...edit },
    'POST /accounts/:agentId/disabled': { disabled: false },
    'PATCH /region-keys/:id': { name: 'Taken' },
    'POST /region-keys': { name: 'Own', regions: 'all', rights: ['positions'] },
    'PATCH /look': { name: 'Own', accent: '#112233' },
    'POST /admins': { name: 'Taken', password, role: 'owner', grid: 'acme' },
    'POST /admins/:name/role': { role: 'observer' },
    'POST /admins/:name/password': { password: 'another one 1' },
    'PATCH /grids/:id': { name: 'Taken' },
    'POST /grids/:id/remove': { typed: 'acme' },
    'POST /setup/test/:test': { browserTime: 1 },
  }
  const reached: string[] = []
  for (const [route, access] of Object.entries<Access>(ADMIN_ROUTES)) {
    const [method = '', path = ''] = route.split(' ')
    // These end or change the session that asks.
    if (access.least === 'anybody' || path.startsWith('/session')) continue
    const address = path
      .replace(':id', String(idOf(path)))
      .replace(':agentId', anna)
      .replace(':regionId', anna)
      .replace(':name', 'own-acme')
      .replace(':secret', 'regionSecret')
      .replace(':test', 'clock')
    const query = path === '/history' ? '?range=1h' : ''
    const body = method === 'GET' ? {} : { body: bodies[route as AdminRoute] ?? {} }
    for (const grid of [undefined, 'acme', 'main']) {
      const headers = grid === undefined ? {} : { 'x-grid': grid }
      const answer = await admin.call(method, address + query, { ...body, headers })
      const said = `${route}, ${grid}: ${answer.status} ${JSON.stringify(answer.body ?? '')}`
      if (/of acme|own-acme|of main/.test(said)) t.fail(said)
      if (grid !== undefined && answer.status < 400) t.fail(said)
      if (answer.status >= 500) t.fail(said)
      const found = JSON.stringify(answer.body ?? null) !== '[]'
      if (grid === undefined && answer.status < 300 && found) reached.push(route)
    }
  }
  t.ok(reached.length > 15, `answered in the own grid: ${reached.join(', ')}`)
  for (const part of [':id', ':name'])
    t.same(
      reached.filter((route) => route.includes(part)),
      [],
      'nothing of another grid is reached by its id',
    )
  t.strictSame(await theirs(), before, 'nothing of the other grid has changed')
  const names = (await owner.get('/admins')).body as { name: string; grid: string | null; role: string }[]
  t.match(
    names.find(({ name }) => name === 'own-acme'),
    { grid: 'acme', role: 'owner' },
  )
  t.notOk(names.some(({ name, grid }) => name === 'Taken' && grid !== 'beta'))
  t.equal((await signedInAdmin(app, { name: 'own-acme', password })).cookie !== '', true)
})
