/** A disk that is full keeps nobody out, is told wherever somebody looks, and loses nothing once there is room again. */

import { join } from 'node:path'
import t from 'tap'
import { openStore } from '../../../src/store/store.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { placeCertificate } from '../../helpers/servers/certificate.js'
import { cannotMount, mountSmallDisk } from '../../helpers/servers/small-disk.js'
import { startService } from '../../helpers/service.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'

const skip = cannotMount()

t.test('with a full disk everybody comes in, and it is told', { skip }, async (t) => {
  const disk = mountSmallDisk(t)
  const DATA_DIR = disk.folder
  await placeCertificate(DATA_DIR)
  let service = await startService({ DATA_DIR })
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Full'), testAvatar('Bert Full', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Plaza')
  const fresh = testRegion(service, [], 'Never seen before')
  await region.push()
  const enter = async (avatar: typeof anna, cookie?: string) => {
    const session = cookie ?? (await signIn(service.url, await region.link(avatar)))
    const socket = openSignal(service.url, session)
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    return { socket, cookie: session, room: await socket.next('room') }
  }
  const before = await enter(anna)
  const owner = await signedInAdmin(service)
  const ready = async () => {
    const answer = await fetch(`${service.url}/readyz`)
    return { status: answer.status, ...(await answer.json()) }
  }
  t.match(await ready(), { status: 'ready', store: true })

  disk.fill()
  t.match(await before.socket.next('store'), { writable: false }, 'a page is told, whoever else looks or not')
  t.match(await ready(), { status: 'not ready', store: false, reason: /written down/ })
  t.match((await owner.get('/overview')).body.health, { store: false, storeFault: new RegExp(DATA_DIR) })
  t.equal((await fetch(`${service.url}/healthz`)).status, 200)

  const second = await enter(bert)
  t.match(await second.socket.next('store'), { writable: false }, 'so is one that comes later')
  t.equal(second.room.channel.id, before.room.channel.id)
  const late = await signedInAdmin(service)
  t.equal((await late.get('/session')).status, 200, 'an admin signs in to see what is wrong')
  t.equal(
    (await late.post(`/rooms/${before.room.channel.id}/mute`, { agentId: bert.id, muted: true })).status,
    204,
  )
  await before.socket.next('participant-changed')
  t.equal((await late.post('/session/end')).status, 204)
  t.equal((await late.get('/session')).status, 401, 'and is out when signed out')

  region.avatars.splice(0)
  fresh.avatars.push(anna, bert)
  await fresh.push()
  await region.push()
  const [hers, his] = [await before.socket.next('room'), await second.socket.next('room')]
  t.equal(hers.channel.id, his.channel.id, 'both are in one room of a region that has none yet')
  t.not(hers.channel.id, before.room.channel.id)
  t.match(await owner.post('/tokens', { label: 'for a program', role: 'owner' }), {
    status: 503,
    body: { error: 'store-unwritable', message: /disk/ },
  })

  t.equal((await service.stop()).code, 0)
  service = await startService({ DATA_DIR })
  t.equal((await fetch(`${service.url}/healthz`)).status, 200, 'it starts with a full disk, too')
  const anew = testRegion(service, [anna], 'Plaza', region.id)
  await anew.push()
  const returned = await enter(anna, before.cookie)
  await returned.socket.next('store')
  disk.clear()
  t.match(await returned.socket.next('store'), { writable: true })
  t.match(await ready(), { status: 'ready', store: true })
})

t.test('once there is room again, what was decided meanwhile is written down', { skip }, async (t) => {
  const disk = mountSmallDisk(t)
  const DATA_DIR = disk.folder
  await placeCertificate(DATA_DIR)
  let service = await startService({ DATA_DIR })
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Again')
  const region = testRegion(service, [anna], 'Plaza')
  const owner = await signedInAdmin(service)
  disk.fill()
  await region.push()
  const cookie = await signIn(service.url, await region.link(anna))
  const socket = openSignal(service.url, cookie)
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  const held = await socket.next('room')
  t.match(await socket.next('store'), { writable: false })
  t.equal(socket.messages.filter(({ type }) => type === 'error').length, 0)
  await owner.post(`/accounts/${anna.id}/end-sessions`)
  t.equal(await socket.closed(), 4410)

  disk.clear()
  await eventually('it is ready again', async () => (await fetch(`${service.url}/readyz`)).status === 200)
  const written = async () => (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  await eventually('the acts are written down', async () => (await written()).includes('sessions-ended'))
  await service.stop('SIGKILL')
  service = await startService({ DATA_DIR })
  const again = openSignal(service.url, cookie)
  t.teardown(() => again.close())
  t.match(await again.next('error'), { code: 'session-expired' }, 'who was signed out is')
  const known = await signedInAdmin(service)
  const channels = (await known.get('/channels')).body
  t.ok(JSON.stringify(channels).includes(region.id), 'the region has its channel')
  t.notOk(JSON.stringify(channels).includes(String(held.channel.id)))
})

t.test('the numbers of a full disk are shown, and written when there is room', { skip }, async (t) => {
  const disk = mountSmallDisk(t)
  const { history, health, close } = await openStore({ file: join(disk.folder, 'voice.sqlite') })
  t.teardown(close)
  disk.fill()
  // The log of the database has a little room left.
  const entries = Array.from({ length: 5000 }, (_, at) => ({
    grid: MAIN_GRID,
    stepMinutes: 1,
    at,
    figures: { people: at },
  }))
  await history.save(entries)
  t.type(health.fault(), 'string')
  const listed = () => history.list({ grid: MAIN_GRID, stepMinutes: 1, since: 4999 })
  t.strictSame(await listed(), entries.slice(-1))
  disk.clear()
  await health.look()
  await eventually('they are written', async () => health.fault() === undefined)
  t.strictSame(await listed(), entries.slice(-1))
})

t.test('with a full disk a second factor opens the console, and no code twice', { skip }, async (t) => {
  const disk = mountSmallDisk(t)
  const { admins, adminFactors, history, health, close } = await openStore({
    file: join(disk.folder, 'voice.sqlite'),
  })
  t.teardown(close)
  await admins.create({
    name: 'Anna',
    role: 'owner',
    passwordHash: '',
    settingHash: null,
    grid: null,
    createdAt: 1,
  })
  const factor = { adminName: 'Anna', label: '', secret: '', createdAt: 1, lastUsedAt: null } as const
  const recovery = { ...factor, kind: 'recovery', counter: 0 } as const
  await adminFactors.add([
    { ...factor, id: 'app', kind: 'totp', counter: 5 },
    { ...recovery, id: 'first' },
    { ...recovery, id: 'second' },
  ])
  disk.fill()
  // The log of the database has a little room left.
  const entries = Array.from({ length: 5000 }, (_, at) => ({ grid: null, stepMinutes: 1, at, figures: {} }))
  await history.save(entries)
  t.type(health.fault(), 'string')
  const use = (counter = 6) => adminFactors.use('app', { counter, at: 2 })
  t.equal(await use(5), false, 'a code from before the disk was full')
  t.strictSame([...(await Promise.all([use(), use()])), await use()].sort(), [false, false, true])
  const spend = () => adminFactors.delete({ adminName: 'Anna', id: 'first' })
  t.strictSame([await spend(), await spend()], [1, 0])
  const left = async () => (await adminFactors.list('Anna')).map(({ id, counter }) => [id, counter])
  const after = [
    ['app', 6],
    ['second', 0],
  ]
  t.strictSame(await left(), after)
  disk.clear()
  await health.look()
  await eventually('they are written', async () => health.fault() === undefined)
  t.strictSame(await left(), after)
  t.equal(await use(), false)
})
