/** New channels, their places, and channels as a file: looked through first, then imported as a whole or not at all. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { createVivoxRegion } from '../../helpers/regions/vivox-region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

const FORMAT = { format: 'opensim-voice channels', version: 1 }

t.test('a channel is added for a place, and whoever stands there comes into it', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const [anna, bert] = [testAvatar('Anna Room', [100, 100, 25]), testAvatar('Bert Room', [103, 104, 25])]
  const stage = testUuid()
  for (const avatar of [anna, bert]) avatar.parcel = stage
  const region = testRegion(app, [anna, bert], 'Plaza')
  await region.push()
  const places = (await owner.get('/places')).body
  t.match(
    places.find(({ name }: { name: string }) => name === stage),
    { kind: 'parcel', region: 'Plaza', people: ['Anna Room', 'Bert Room'], channelId: null },
  )
  t.match(
    places.find(({ name }: { name: string }) => name === region.id),
    { kind: 'region', region: 'Plaza', channelId: null },
  )
  const enter = async (avatar: typeof anna) => {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    return socket
  }
  const before = await enter(anna)
  t.match(await before.next('room'), { channel: { name: 'Plaza' } })
  const wanted = { name: stage.toUpperCase(), description: 'Stage', settings: { mode: 'presentation' } }
  const made = await owner.post('/channels', wanted)
  t.match(made, { status: 200, body: { name: stage, description: 'Stage', pinned: true, edited: ['mode'] } })
  t.match(await owner.post('/channels', wanted), { status: 409, body: { error: 'channel-exists' } })
  t.match(await owner.post('/channels', { ...wanted, name: 'Stage' }), { status: 422 })
  t.match(await owner.post('/channels', { ...wanted, name: testUuid(), settings: { rollOff: 9 } }), {
    status: 422,
    body: { faults: [{ field: 'rollOff', code: 'out-of-limits' }] },
  })
  t.match((await owner.get('/audit')).body[0], { act: 'channel-added', subject: 'Stage' })

  for (const socket of [before, await enter(bert)])
    t.match(await socket.next('room'), { channel: { name: 'Stage', mode: 'presentation' } })
  const people = (await owner.get(`/channels/${made.body.id}/people`)).body
  t.match(people, [
    { name: 'Anna Room', position: [100, 100, 25], speaking: false },
    { name: 'Bert Room', position: [103, 104, 25] },
  ])
})

t.test('a place has one channel, whoever makes it first, and wherever a region wants it', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const vivox = createVivoxRegion({
    port: app.port,
    user: app.config.vivoxAdminUser,
    password: app.secrets.vivoxAdminPassword,
  })
  t.teardown(vivox.close)
  const listed = async () => (await owner.get('/channels')).body.channels as { id: number; name: string }[]
  const idsOf = async (name: string) => (await listed()).flatMap((one) => (one.name === name ? [one.id] : []))

  // By the console, by a file, by a page before its region has asked, and by a region without directories.
  const [stage, meadow, quay] = [testUuid(), testUuid(), testUuid()]
  const settings = { mode: 'lecture' }
  t.equal((await owner.post('/channels', { name: stage, description: 'Stage', settings })).status, 200)
  const file = { ...FORMAT, channels: [{ name: meadow, settings: {}, pinned: false }] }
  const { plan } = (await owner.post('/channels/import/check', { file })).body
  t.match(await owner.post('/channels/import', { file, plan }), { body: { added: 1 } })
  const anna = testAvatar('Anna Room')
  const region = testRegion(app, [anna], 'Plaza')
  await region.push()
  const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  t.ok(await vivox.enterParcel({ name: quay }))

  const directory = await vivox.addRegionWithDirectory(region.id, 'Plaza')
  for (const name of [stage, meadow, region.id, quay]) {
    const [first] = await idsOf(name)
    t.ok(first)
    const wish = { name: name.toUpperCase(), description: 'As the region says', parent: directory ?? '' }
    for (const made of await Promise.all([vivox.create(wish), vivox.create(wish)]))
      t.match(made, { id: String(first) })
    t.same(await idsOf(name), [first])
    t.ok((await vivox.childrenOf(directory ?? '')).includes(String(first)), 'it is in the directory')
  }
})

t.test('a file says what it would change, does that, and nothing else', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const add = async (description: string, settings = {}) =>
    (await owner.post('/channels', { name: testUuid(), description, settings })).body
  const [quay, meadow] = [await add('Quay', { maxRangeMetres: 40 }), await add('Meadow')]
  const file = (await owner.get('/channels/export')).body
  t.match(file, {
    ...FORMAT,
    channels: [
      { name: quay.name, description: 'Quay', settings: { maxRangeMetres: 40 }, pinned: true },
      { name: meadow.name, settings: {} },
    ],
  })
  t.match(await owner.post('/channels/import/check', { file }), {
    body: { same: 2, entries: [], faults: [] },
  })

  const hall = { name: testUuid(), description: 'Hall', settings: { mode: 'lecture' } }
  const changed = {
    ...FORMAT,
    channels: [{ ...file.channels[0], settings: { rollOff: 3 } }, file.channels[1], hall],
  }
  const plan = (await owner.post('/channels/import/check', { file: changed })).body
  t.match(plan, {
    same: 1,
    faults: [],
    entries: [
      {
        what: 'changed',
        title: 'Quay',
        changes: [
          { field: 'rollOff', from: 2, to: 3 },
          { field: 'maxRangeMetres', from: 40, to: 60 },
        ],
      },
      { what: 'new', title: 'Hall' },
    ],
  })
  const settingsOf = async (id: number) => (await owner.get(`/channels/${id}`)).body.settings
  t.match(await settingsOf(quay.id), { maxRangeMetres: 40 }, 'looking changes nothing')

  const { version } = (await owner.get(`/channels/${quay.id}`)).body
  await owner.patch(`/channels/${quay.id}`, { version, settings: { capacity: 5 } })
  t.match(
    await owner.post('/channels/import', { file: changed, plan: plan.plan }),
    { status: 409, body: { error: 'channel-changed-meanwhile' } },
    'somebody changed a channel meanwhile: it would do something else',
  )
  t.match((await owner.get('/channels')).body, { total: 2 }, 'nothing was half done')
  const again = (await owner.post('/channels/import/check', { file: changed })).body.plan
  t.match(await owner.post('/channels/import', { file: changed, plan: again }), {
    status: 200,
    body: { added: 1, changed: 1 },
  })
  t.match(await settingsOf(quay.id), { rollOff: 3, maxRangeMetres: 60, capacity: 0 })
  t.match((await owner.get('/channels?search=Hall')).body.channels, [{ settings: { mode: 'lecture' } }])

  const [, undoable] = (await owner.get('/audit')).body
  t.match(undoable, { act: 'channel-changed', undoable: true })
  t.equal((await owner.post(`/audit/${undoable.id}/undo`)).status, 204)
  t.match(await settingsOf(quay.id), { maxRangeMetres: 40, capacity: 5 }, 'taken back')
})

t.test('whatever a region has made can be exported and imported again', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const { vivoxAdminUser: user } = app.config
  const vivox = createVivoxRegion({ port: app.port, user, password: app.secrets.vivoxAdminPassword })
  t.teardown(vivox.close)
  const made = await vivox.create({ name: 'n'.repeat(255), description: 'd'.repeat(600), parent: '' })
  const change = { ids: [Number(made?.id)], settings: { rollOff: 2 } }
  t.equal((await owner.post('/channels/change', change)).status, 200)
  const file = (await owner.get('/channels/export')).body
  t.equal(file.channels.length, 1)
  t.match(await owner.post('/channels/import/check', { file }), { body: { same: 1, faults: [] } })
})

t.test('a file with faults is told all of them, and imported not at all', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const good = { name: testUuid(), description: 'Good' }
  const file = {
    ...FORMAT,
    channels: [
      good,
      { name: testUuid(), description: 'Loud', settings: { maxRangeMetres: 5, clampingDistanceMetres: 10 } },
      { name: testUuid(), description: 'Odd', settings: { mode: 'karaoke' } },
      { ...good, description: 'Good again' },
      { name: 'Nowhere', description: 'Nowhere' },
      'no channel',
    ],
  }
  const { body } = await owner.post('/channels/import/check', { file })
  t.strictSame(body.faults, [
    { number: 2, title: 'Loud', field: 'clampingDistanceMetres', code: 'clamp-above-range' },
    { number: 3, title: 'Odd', field: 'mode', code: 'invalid' },
    { number: 4, title: 'Good again', field: 'name', code: 'twice' },
    { number: 5, title: 'Nowhere', field: 'name', code: 'no-place' },
    { number: 6, title: '', field: '', code: 'invalid' },
  ])
  t.match(await owner.post('/channels/import', { file, plan: body.plan }), {
    status: 422,
    body: { error: 'settings-invalid' },
  })
  t.match((await owner.get('/channels')).body, { total: 0 })
  for (const wrong of [
    {},
    { ...FORMAT, version: 2, channels: [] },
    { format: 'csv', version: 1, channels: [] },
  ]) {
    t.match(await owner.post('/channels/import/check', { file: wrong }), { status: 422 })
  }
})
