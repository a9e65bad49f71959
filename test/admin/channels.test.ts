/** Channels over the console's API: found, changed, refused with a sentence, not overwritten, taken back. */

import { join } from 'node:path'
import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

async function setUp(t: Test, descriptions: readonly string[]) {
  const app = await startTestApp(t)
  const { config, secrets, port } = app
  const module = createVivoxRegion({
    port,
    user: config.vivoxAdminUser,
    password: secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.signIn()
  const names: string[] = []
  for (const description of descriptions) {
    const name = testUuid()
    await module.enterParcel({ name, description })
    names.push(name)
  }
  const owner = await signedInAdmin(app)
  const list = async () => (await owner.get('/channels?limit=100')).body.channels
  return { app, module, names, owner, list }
}

t.test('search, filter, sort and pages', async (t) => {
  const { owner } = await setUp(t, ['Harbour:Quay', 'Harbour:Büro', 'Hills:Meadow'])
  const found = async (query: string) =>
    (await owner.get(`/channels?${query}`)).body.channels.map(
      ({ description }: { description: string }) => description,
    )
  t.strictSame(await found('search=harbour&sort=description'), ['Harbour:Büro', 'Harbour:Quay'])
  t.strictSame(await found(`search=${encodeURIComponent('BÜRO harb')}`), ['Harbour:Büro'])
  t.strictSame(await found('sort=description&order=desc&limit=1&offset=1&type=positional'), ['Harbour:Quay'])
  t.strictSame(await found('only=edited'), [])
  t.equal((await owner.get('/channels?limit=-1')).status, 400)
  t.equal((await owner.get(`/channels?search=${'x'.repeat(501)}`)).status, 400)
})

t.test('a change is heard in the room at once, and outlives what the region sends', async (t) => {
  const { app, module, names, owner, list } = await setUp(t, ['Stage'])
  const anna = testAvatar('Anna Room')
  anna.parcel = names[0] ?? ''
  const region = testRegion(app, [anna])
  await region.push()
  const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  const [row] = await list()
  t.match(row, { description: 'Stage', people: 1, edited: [], settings: { rollOff: 2 } })
  const settings = {
    maxRangeMetres: 100,
    rollOff: 1,
    mode: 'lecture',
    capacity: 30,
    moderators: [testUuid()],
  }
  const changed = await owner.patch(`/channels/${row.id}`, { version: row.version, settings, pinned: true })
  t.match(changed, { status: 200, body: { pinned: true, settings, regionSettings: { maxRangeMetres: 60 } } })
  t.match(await socket.next('channel'), { channel: { maxRangeMetres: 100, mode: 'lecture' } })
  t.match(await socket.next('participant-changed'), {
    participant: { listensOnly: true, silence: 'moderators-only' },
  })
  await module.enterParcel({ name: names[0] ?? '', description: 'Stage' })
  t.match((await list())[0], { settings, version: changed.body.version })
  const whole = { version: changed.body.version, settings: changed.body.settings }
  const same = await owner.patch(`/channels/${row.id}`, whole)
  t.match(same, { status: 200, body: { settings } }, 'what was read may be sent back as it is')
  const back = { version: same.body.version, settings: { mode: null, moderators: null } }
  t.match((await owner.patch(`/channels/${row.id}`, back)).body.settings, { mode: 'open', moderators: [] })
  t.match(await socket.next('participant-changed'), { participant: { listensOnly: false, silence: null } })
})

t.test('what makes no sense is refused at its field, and nothing is saved', async (t) => {
  const { owner, list } = await setUp(t, ['One', 'Two'])
  const before = await list()
  const [one, two] = before
  const cases: [object, string, string][] = [
    [{ clampingDistanceMetres: 70 }, 'clampingDistanceMetres', 'clamp-above-range'],
    [{ maxRangeMetres: 0, clampingDistanceMetres: 0 }, 'maxRangeMetres', 'range-zero'],
    [{ rollOff: 4.5 }, 'rollOff', 'out-of-limits'],
    [{ maxRangeMetres: 161 }, 'maxRangeMetres', 'out-of-limits'],
    [{ capacity: -1 }, 'capacity', 'out-of-limits'],
    [{ type: 'directory' }, 'type', 'directory'],
    [{ mode: 'party' }, 'mode', 'invalid'],
    [{ rollOff: '2' }, 'rollOff', 'invalid'],
    [{ rollOff: 3, moderators: ['nobody'] }, '0', 'invalid'],
    [{ name: 'x'.repeat(500) }, '', ''],
  ]
  for (const [settings, field, code] of cases) {
    const answer = await owner.patch(`/channels/${one.id}`, { version: one.version, settings })
    t.equal(answer.status, 422, JSON.stringify(settings))
    if (field) t.match(answer.body.faults, [{ field, code, message: /\.$/ }])
    const all = await owner.post('/channels/change', { ids: [one.id, two.id], settings })
    t.equal(all.status, 422)
  }
  t.equal(
    (await owner.post('/channels/change', { ids: [one.id, 999_999], settings: { rollOff: 3 } })).status,
    404,
  )
  t.strictSame(await list(), before)
})

t.test('two admins: the second is told, and overwrites nothing', async (t) => {
  const { app, owner, list } = await setUp(t, ['Plaza'])
  const other = await signedInAdmin(app)
  const [{ id, version }] = await list()
  const answers = await Promise.all([
    owner.patch(`/channels/${id}`, { version, settings: { rollOff: 3 } }),
    other.patch(`/channels/${id}`, { version, settings: { rollOff: 4 } }),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  t.match((await list())[0].settings, { rollOff: 3 })
})

t.test('many at once, and back again from the audit log', async (t) => {
  const { owner, list } = await setUp(t, ['One', 'Two', 'Three'])
  const before = await list()
  const ids = before.map(({ id }: { id: number }) => id)
  t.match(
    await owner.post('/channels/change', { ids, settings: { distanceModel: 'inverse' }, pinned: true }),
    {
      body: { changed: 3 },
    },
  )
  t.ok((await list()).every((row: { pinned: boolean }) => row.pinned))
  const [entry] = (await owner.get('/audit')).body
  t.match(entry, { actor: 'admin', act: 'channel-changed', subject: '3 channels', undoable: true })
  t.equal((await owner.post(`/audit/${entry.id}/undo`)).status, 204)
  t.strictSame(await list(), before)
  t.equal((await owner.post(`/audit/${entry.id}/undo`)).status, 404, 'once')
  const [undo] = (await owner.get('/audit')).body
  const [{ id, version }] = before
  await owner.patch(`/channels/${id}`, { version, settings: { rollOff: 3 } })
  t.equal((await owner.post(`/audit/${undo.id}/undo`)).status, 409, 'not over a later change')
})

t.test('a database that is lost is told as such, to the console and to its health', async (t) => {
  const { app, owner, list } = await setUp(t, ['Plaza'])
  const [{ id, version }] = await list()
  const other = new Database(join(app.config.dataDir, 'voice.sqlite'))
  other.exec('drop table channels')
  other.close()
  t.match(await owner.patch(`/channels/${id}`, { version, settings: { rollOff: 3 } }), {
    status: 500,
    body: { error: 'internal', message: /log says why\.$/ },
  })
  const acts = (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  t.notOk(acts.includes('channel-changed'), 'what was not done is not written down as done')
  t.equal((await fetch(`${app.url}/readyz`)).status, 503)
})
