/** Grids in the console: made, changed, moved to another service, and deleted while people are in voice. */

import { gunzipSync, gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { testUuid } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const password = 'long enough 1'
const agent = 'aaaaaaaa-0000-4000-8000-000000000001'

async function setUp(t: Test) {
  const app = await startTestApp(t)
  return { app, owner: await signedInAdmin(app) }
}

const take = (app: TestApp, cookie: string, file: Uint8Array | string, query = '') =>
  fetch(`${app.url}/admin/api/grids/import${query}`, {
    method: 'POST',
    headers: { origin: app.url, 'content-type': 'application/gzip', cookie },
    body: typeof file === 'string' ? file : new Blob([Buffer.from(file)]),
  }).then(async (answer) => ({ status: answer.status, body: await answer.json() }))

async function fileOf(app: TestApp, cookie: string, id: string): Promise<string> {
  const answer = await fetch(`${app.url}/admin/api/grids/${id}/export`, {
    method: 'POST',
    headers: { origin: app.url, 'content-type': 'application/json', cookie },
    body: '{}',
  })
  t.equal(answer.status, 200)
  return answer.text()
}

t.test('a grid is made, changed and given new secrets; the log says from what to what', async (t) => {
  const { app, owner } = await setUp(t)
  const made = await owner.post('/grids', { id: 'acme', name: ' Acme ' })
  t.match(made, { status: 200, body: { grid: { id: 'acme', name: 'Acme', use: { people: 0 } } } })
  t.match(made.body.openSimIni, 'vivox_admin_user = acme')
  const secret = /Bearer (\S+)/.exec(made.body.script)?.[1] ?? ''
  t.match(made.body.webRtcIni, secret)
  t.equal(app.grids.ofSecret('regionSecret', secret)?.id, 'acme')

  const limits = { people: 40, rooms: null, hubPeers: 20, requestsPerSecond: null, bytesPerSecond: null }
  const robust = {
    url: 'http://robust.acme.test:8003',
    publicUrl: null,
    user: 'u',
    password: 'seven secrets',
  }
  const change = { limits, robust, signInWays: ['code'], hostNames: ['voice.acme.test'] }
  const changed = await owner.patch('/grids/acme', change)
  t.match(changed, { status: 200, body: { limits, hostNames: ['voice.acme.test'], robust: { user: 'u' } } })
  t.equal(app.grids.robustUrl('acme')?.password, 'seven%20secrets')
  const wrong = await owner.patch('/grids/acme', {
    hostNames: ['x y'],
    robust: { ...robust, url: 'nowhere' },
  })
  t.equal(wrong.status, 422)
  t.same(wrong.body.faults.map(({ field }: { field: string }) => field).sort(), ['hostNames', 'robust.url'])
  for (const body of [
    { id: 'acme', name: 'Twice' },
    { id: 'Große Welt', name: 'X' },
    { id: 'other', name: 'X', sipDomain: 'acme.localhost', more: 1 },
  ])
    t.equal((await owner.post('/grids', body)).status, 422, JSON.stringify(body))
  t.equal((await owner.patch('/grids/main', { sipDomain: 'x.test' })).status, 403)
  t.equal((await owner.patch('/grids/none', { name: 'x' })).status, 404)

  const renewed = (await owner.post('/grids/acme/secrets/regionSecret/renew')).body
  t.equal(app.grids.ofSecret('regionSecret', secret), undefined, 'the master key of before is void')
  t.equal(app.grids.ofSecret('regionSecret', renewed.secret)?.id, 'acme')
  t.match(renewed, { openSimIni: '', webRtcIni: RegExp(renewed.secret) })

  const entries = (await owner.get('/audit')).body as { act: string; detail: object; grid: string | null }[]
  t.match(entries.find(({ act }) => act === 'grid-changed')?.detail, {
    id: 'acme',
    before: { people: null, robustUrl: null, hostNames: [] },
    after: { people: 40, robustUrl: robust.url, hostNames: ['voice.acme.test'] },
  })
  t.notMatch(JSON.stringify([entries, (await owner.get('/grids')).body]), /seven secrets|seven%20/)
  t.ok(entries.filter(({ act }) => act.startsWith('grid-')).every(({ grid }) => grid === null))
})

t.test('a grid moves to another service by its file, and back under another id', async (t) => {
  const [{ app, owner }, there] = await Promise.all([setUp(t), setUp(t)])
  const robust = { url: 'http://robust.acme.test:8003', publicUrl: null, user: 'u', password: 'secret' }
  const { openSimIni, script } = (await owner.post('/grids', { id: 'acme', name: 'Acme', robust })).body
  await owner.call('PATCH', '/look', {
    body: { name: 'Acme!', accent: '#224466' },
    headers: { 'x-grid': 'acme' },
  })
  const file = await fileOf(app, owner.cookie, 'acme')
  t.match(file, 'Acme!')

  const taken = await take(there.app, there.owner.cookie, gzipSync(file))
  t.match(taken, { status: 200, body: { grid: { id: 'acme' }, issued: null, passwordMissing: true } })
  const key = /Bearer (\S+)/.exec(script)?.[1] ?? ''
  t.equal(
    there.app.grids.ofSecret('regionSecret', key)?.id,
    'acme',
    'its simulators need another address alone',
  )
  t.match(openSimIni, 'acme')
  await eventually('its look is there', async () => {
    const look = await there.owner.call('GET', '/look', { headers: { 'x-grid': 'acme' } })
    return look.body?.name === 'Acme!'
  })

  t.match(await take(app, owner.cookie, file), { status: 422, body: { faults: [{ field: 'id' }] } })
  const renamed = file.replaceAll('acme.localhost', 'copy.localhost')
  const asCopy = await take(app, owner.cookie, renamed, '?as=copy')
  t.equal(asCopy.status, 400, 'a file that was changed is none')
  t.match(
    await take(app, owner.cookie, file, '?as=copy'),
    { status: 422 },
    'its SIP domain is another grid’s',
  )
  await owner.patch('/grids/acme', { sipDomain: 'elsewhere.test', vivoxAdminUser: 'elsewhere' })
  const beside = await take(app, owner.cookie, file, '?as=beside')
  t.match(beside.body, { issued: { grid: { id: 'beside' } } }, 'two grids never have the same master key')
  t.equal(app.grids.ofSecret('regionSecret', key)?.id, 'acme')
  for (const id of ['acme', 'beside']) await owner.post(`/grids/${id}/remove`, { typed: id })
  t.match(await take(app, owner.cookie, file, '?as=copy'), {
    status: 200,
    body: { grid: { id: 'copy' }, issued: null, passwordMissing: false },
  })

  const main = await fileOf(app, owner.cookie, 'main')
  const moved = await take(there.app, there.owner.cookie, gzipSync(main), '?as=hosted')
  t.match(moved, { status: 200, body: { grid: { id: 'hosted' }, issued: { script: /Bearer/ } } })
  t.equal(gunzipSync(gzipSync(main)).toString(), main)
  for (const body of ['', '{"hello":1}', Buffer.alloc(3000, 0xff)])
    t.equal((await take(there.app, there.owner.cookie, body)).status, 400)
  const cross = await fetch(`${app.url}/admin/api/grids/import`, {
    method: 'POST',
    headers: { origin: 'https://evil.example', 'content-type': 'application/gzip', cookie: owner.cookie },
    body: main,
  })
  t.equal(cross.status, 403)
})

t.test('deleting a grid asks for its id, and nothing of it is left', async (t) => {
  const { app, owner } = await setUp(t)
  const { script } = (await owner.post('/grids', { id: 'acme', name: 'Acme' })).body
  const secret = /Bearer (\S+)/.exec(script)?.[1] ?? ''
  await owner.post('/admins', { name: 'Anna', password, role: 'owner', grid: 'acme' })
  const anna = await signedInAdmin(app, { name: 'Anna', password })
  t.equal((await anna.get('/usage')).status, 200)

  const mint = async (secret: string) => {
    const answer = await fetch(`${app.url}/opensim/v1/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ agent, name: 'Ada Walker' }),
    })
    return { status: answer.status, body: (await answer.json()) as { url: string } }
  }
  const pageAt = async (address: string, regionSecret: string) => {
    const url = `${app.url}${address}`
    const socket = openSignal(url, await signIn(url, (await mint(regionSecret)).body.url))
    t.teardown(() => socket.close())
    socket.send({ type: 'ping' })
    await socket.next('pong')
    return socket
  }
  const pages = [await pageAt('/g/acme', secret), await pageAt('', app.secrets.regionSecret)] as const
  const viewerBy = async (regionSecret: string) => {
    const rpc = voiceRpc({ ...app, secrets: { ...app.secrets, regionSecret } })
    const place = { position: [256_100, 256_100, 25] as const }
    return connected(await startViewer(t, { rpc, agentId: agent, regionId: testUuid(), place }))
  }
  const [there, here] = [await viewerBy(secret), await viewerBy(app.secrets.regionSecret)]
  await eventually('both are in voice', async () => {
    const grids = (await owner.get('/grids')).body as { use: { hubPeers: number } }[]
    return grids.every(({ use }) => use.hubPeers === 1)
  })

  for (const typed of ['', 'main', 'ACME'])
    t.equal((await owner.post('/grids/acme/remove', { typed })).status, 422, typed)
  t.equal((await owner.post('/grids/main/remove', { typed: 'main' })).status, 403)
  t.equal((await owner.post('/grids/acme/remove', { typed: 'acme' })).status, 204)
  t.equal(await pages[0].closed(), CloseCode.sessionOver, 'its pages are signed out')
  pages[1].send({ type: 'ping' })
  await pages[1].next('pong')
  await eventually('its viewers’ sessions are over', () => !there.isConnected())
  t.ok(here.isConnected(), 'those of another grid go on, of the same avatar too')
  t.equal((await anna.get('/usage')).status, 401, 'its admins are gone')
  t.equal((await mint(secret)).status, 401)
  t.equal((await mint(app.secrets.regionSecret)).status, 200)
  t.same(
    (await owner.get('/grids')).body.map(({ id }: { id: string }) => id),
    ['main'],
  )
  t.match((await owner.get('/audit')).body[0], {
    act: 'grid-removed',
    subject: 'Acme',
    detail: { id: 'acme' },
  })

  t.equal((await owner.post('/grids', { id: 'acme', name: 'Acme' })).status, 200, 'a new one of that name')
  t.same(
    (await owner.call('GET', '/audit', { headers: { 'x-grid': 'acme' } })).body.filter(
      ({ grid }: { grid: string | null }) => grid === 'acme',
    ),
    [],
  )
})
