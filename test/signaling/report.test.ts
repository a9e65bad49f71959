/** What pages say of their own voice: strict, bounded, shown to admins and to Prometheus, believed in nothing else. */

import t, { type Test } from 'tap'
import { databaseOf } from '../../src/operator/settings/config.js'
import type { ClientMessage } from '../../src/protocol/messages.js'
import { openStore } from '../../src/store/store.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

async function setUp(t: Test) {
  const time = createTestTime()
  const app = await startTestApp(t, { timers: { ...systemTimers, now: time.timers.now } })
  const [anna, bert] = [testAvatar('Anna Report'), testAvatar('Bert Report', [104, 100, 25])]
  const region = testRegion(app, [anna, bert], 'Plaza')
  await region.push()
  const open = async (avatar = anna) => openSignal(app.url, await signIn(app.url, await region.link(avatar)))
  const enter = async (avatar = anna) => {
    const socket = await open(avatar)
    socket.send({ type: 'join', muted: false })
    await socket.next('room')
    return socket
  }
  const owner = await signedInAdmin(app)
  const overview = async () => (await owner.get('/overview')).body
  const speaks = async () => {
    const { people } = (await owner.get(`/regions/${region.id}/live`)).body
    return people.find(({ agentId }: { agentId: string }) => agentId === anna.id).speaking
  }
  const metrics = async () => (await fetch(`${app.url}/metrics`)).text()
  return { time, app, anna, bert, region, open, enter, owner, overview, speaks, metrics }
}

const routes = { p2p: 0, relay: 0, hub: 0 }

t.test('time in voice is counted for the grid, and written when the service ends', async (t) => {
  const { time, app, enter } = await setUp(t)
  await enter()
  await time.pass(61_000)
  await app.server.close()
  const store = await openStore({ file: databaseOf(app.config).file })
  t.teardown(() => store.close())
  t.match(await store.usage.list({ from: '' }), [
    { grid: 'main', people: 1, voiceSeconds: 61, hubSeconds: 0 },
  ])
})

t.test('what is said is shown, until it ends', async (t) => {
  const { time, anna, enter, owner, overview, speaks, metrics } = await setUp(t)
  const socket = await enter()
  t.match((await overview()).now, { speaking: 0, timeToVoiceMs: null, relayedShare: null, joinFailures: 0 })
  socket.send({ type: 'report', speaking: true, timeToVoiceMs: 420, routes: { ...routes, p2p: 3, relay: 1 } })
  await eventually('it is shown who speaks', speaks)
  t.match((await overview()).now, { speaking: 1, timeToVoiceMs: 420, relayedShare: 0.25 })
  socket.send({ type: 'report', timeToVoiceMs: 9000, failure: 'connection' })
  socket.send({ type: 'report', failure: 'connection', routes: { ...routes, relay: 2 } })
  await eventually('the ways changed', async () => (await overview()).now.relayedShare === 1)
  t.match(await overview(), {
    now: { timeToVoiceMs: 420, joinFailures: 1 },
    joinFailures: [{ reason: 'connection', count: 1 }],
  })
  const text = await metrics()
  for (const line of [
    'voice_speaking 1',
    'voice_routes{route="relay"} 2',
    'voice_join_failures_total{reason="connection"} 1',
    'voice_join_failures_total{reason="microphone-denied"} 0',
    'voice_time_to_voice_seconds_count 1',
    'voice_time_to_voice_seconds_bucket{le="0.5"} 1',
  ]) {
    t.match(text, line)
  }

  const id = (await owner.get('/rooms')).body[0].channelId
  await owner.post(`/rooms/${id}/mute`, { agentId: anna.id, muted: true })
  t.equal(await speaks(), false, 'whoever is silenced does not speak, whatever the page says')
  await owner.post(`/rooms/${id}/mute`, { agentId: anna.id, muted: false })
  t.equal(await speaks(), true)
  await time.pass(10_000)
  t.equal(await speaks(), false, 'a page that says it no more has stopped')
  socket.close()
  await eventually('its ways are gone with it', async () => (await overview()).now.relayedShare === null)
})

t.test('why somebody could not join is counted by the service too, once per join', async (t) => {
  const { app, enter, region, bert, owner, overview } = await setUp(t)
  const stranger = testAvatar('Nobody Here')
  const lost = openSignal(app.url, await signIn(app.url, await region.link(stranger)))
  lost.send({ type: 'join', muted: false })
  await lost.next('no-room')
  const quiet = { ...testAvatar('Carl Quiet'), parcel: testAvatar('').id, voice: false }
  region.avatars.push(quiet)
  await region.push()
  const silent = openSignal(app.url, await signIn(app.url, await region.link(quiet)))
  silent.send({ type: 'join', muted: false })
  t.match(await silent.next('no-room'), { reason: 'voice-off' })
  const socket = await enter(bert)
  const id = (await owner.get('/rooms')).body[0].channelId
  await owner.post(`/rooms/${id}/ban`, { agentId: bert.id, minutes: 5 })
  t.equal(await socket.closed(), 4410)
  const again = openSignal(app.url, await signIn(app.url, await region.link(bert)))
  again.send({ type: 'join', muted: false })
  t.equal(await again.closed(), 4410)
  const counts = new Map(
    (await overview()).joinFailures.map((one: { reason: string; count: number }) => [one.reason, one.count]),
  )
  t.strictSame(
    counts,
    new Map([
      ['not-in-world', 1],
      ['banned', 1],
    ]),
    'neither the kick of the ban itself nor a place without voice was a failed join',
  )
})

t.test('reports are strict, small, rare, and of somebody who has joined', async (t) => {
  const { time, open, enter, overview } = await setUp(t)
  const refusal = async (socket: SignalSocket, message: unknown) => {
    socket.sendRaw(typeof message === 'string' ? message : JSON.stringify(message))
    return (await socket.next('error')).code
  }
  const outside = await open()
  t.equal(await refusal(outside, { type: 'report', speaking: true }), 'not-in-room')
  const socket = await enter()
  for (const wrong of [
    { speaking: 'yes' },
    { text: 'anything' },
    { routes: { p2p: 1 } },
    { routes: { ...routes, p2p: -1 } },
    { routes: { ...routes, p2p: 201 } },
    { routes: { ...routes, relay: 1.5 } },
    { timeToVoiceMs: -1 },
    { timeToVoiceMs: 1e9 },
    { failure: 'banned' },
  ]) {
    t.equal(await refusal(socket, { type: 'report', ...wrong }), 'message-invalid', JSON.stringify(wrong))
  }
  const padded = JSON.stringify({ type: 'report', speaking: true }) + ' '.repeat(600)
  t.equal(await refusal(socket, padded), 'message-too-large')
  const again: ClientMessage = { type: 'report', speaking: true }
  for (let sent = 0; sent < 20; sent += 1) socket.send(again)
  t.equal(await refusal(socket, { type: 'report', timeToVoiceMs: 77 }), 'rate-limited')
  t.equal((await overview()).now.timeToVoiceMs, null, 'what came too often does not count')
  await time.pass(1000)
  socket.send({ type: 'report', timeToVoiceMs: 88 })
  await eventually('a second later it does', async () => (await overview()).now.timeToVoiceMs === 88)
})
