/** Acts on many people at once, taking them back, and what the console then says of one of them. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { adminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

const MINUTE_MS = 60_000

async function plaza(t: Test) {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const near = ['Anna', 'Bert', 'Carla'].map((name) => testAvatar(`${name} Room`))
  const far = testAvatar('Dora Far', [200, 200, 25])
  const away = testAvatar('Emil Away')
  const region = testRegion(app, [...near, far, away], 'Plaza')
  await region.push()
  const enter = async (avatar: (typeof near)[number]) => {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    socket.send({ type: 'join', muted: false })
    return socket
  }
  const sockets = []
  for (const avatar of [...near, far]) {
    const socket = await enter(avatar)
    await socket.next('room')
    sockets.push(socket)
    await time.pass(1000)
  }
  const owner = await signedInAdmin(app)
  const [{ channelId }] = (await owner.get('/rooms')).body
  const act = (body: object, client = owner) => client.post(`/rooms/${channelId}/acts`, body)
  const live = async () => (await owner.get(`/regions/${region.id}/live`)).body
  const person = async ({ id }: { id: string }) =>
    (await live()).people.find(({ agentId }: { agentId: string }) => agentId === id)
  return { time, app, region, near, far, away, sockets, owner, channelId, act, live, person, enter }
}

t.test('many are muted together, for a time, with a reason, and that is taken back', async (t) => {
  const { time, app, near, far, owner, act, person, region } = await plaza(t)
  const [anna, bert, carla] = near
  if (!anna || !bert || !carla) return
  const agentIds = near.map(({ id }) => id)
  await act({ act: 'mute', agentIds: [anna.id], explanation: 'Before' })
  const { body } = await act({ act: 'mute', agentIds, minutes: 10, explanation: ' Noise ' })
  t.match(body, { people: 3, undo: Number })
  const until = time.clock() + 10 * MINUTE_MS
  t.match(await person(bert), {
    mute: { by: 'admin', until, explanation: 'Noise' },
    silence: { code: 'muted-by-moderator', decision: { by: 'admin', until } },
  })
  t.equal((await owner.post(`/acts/${body.undo}/undo`)).status, 204)
  t.equal((await owner.post(`/acts/${body.undo}/undo`)).status, 404, 'once')
  t.match(await person(anna), { mute: { explanation: 'Before' } }, 'as it was before')
  t.notOk((await person(anna)).mute.until)
  t.match(await person(bert), { mute: null, silence: null })

  const { undo } = (await act({ act: 'mute', agentIds, minutes: 10 })).body
  await act({ act: 'unmute', agentIds: [carla.id] })
  await act({ act: 'mute', agentIds: [bert.id], explanation: 'Longer' })
  t.equal((await owner.post(`/acts/${undo}/undo`)).status, 204)
  t.match(await person(bert), { mute: { explanation: 'Longer' } }, 'what was decided since stays')

  await act({ act: 'mute', agentIds: [carla.id], minutes: 2 })
  await time.pass(MINUTE_MS)
  await region.push()
  t.ok((await person(carla)).mute)
  await time.pass(MINUTE_MS + 1000)
  t.equal((await person(carla)).mute, null, 'its time is over')
  t.match(await person(far), { silence: { code: 'nobody-in-reach', metres: /^141\./ } })

  const moderator = adminClient(app.url)
  await owner.post('/admins', { name: 'Mo', password: 'a long password', role: 'moderator' })
  const signedIn = await moderator.post('/session', { name: 'Mo', password: 'a long password' })
  moderator.cookie = signedIn.cookie
  const others = (await act({ act: 'mute', agentIds: [carla.id] })).body.undo
  t.equal((await moderator.post(`/acts/${others}/undo`)).status, 404, 'somebody else’s act')
  const own = (await act({ act: 'mute-writing', agentIds: [carla.id] }, moderator)).body.undo
  t.match(await person(carla), { writingMute: { by: 'Mo' } })
  await time.pass(MINUTE_MS + 1000)
  t.equal((await moderator.post(`/acts/${own}/undo`)).status, 404, 'too late')
  t.equal((await owner.post(`/audit/${own}/undo`)).status, 204, 'an owner may all the time')
  t.match(await person(carla), { writingMute: null, mute: { by: 'admin' } })
})

t.test('a whole room is muted and locked, and everything is as before when that is taken back', async (t) => {
  const { near, far, owner, act, live, person } = await plaza(t)
  const [anna, bert] = near
  if (!anna || !bert) return
  await act({ act: 'mute', agentIds: [anna.id], explanation: 'Noise' })
  const muted = (await act({ act: 'mute-all' })).body
  t.match(await person(far), { silence: { code: 'everybody-muted' } })
  t.match(await person(anna), { silence: { code: 'muted-by-moderator' } })
  await owner.post(`/acts/${muted.undo}/undo`)
  t.match(await live(), { channels: [{ allMuted: false }] })
  t.match(await person(anna), { mute: { explanation: 'Noise' } })
  const unmuted = (await act({ act: 'unmute-all' })).body
  t.match(await person(anna), { mute: null })
  await owner.post(`/acts/${unmuted.undo}/undo`)
  t.match(await person(anna), { mute: { explanation: 'Noise' } })
  const locked = (await act({ act: 'lock' })).body
  t.match(await live(), { channels: [{ locked: true }] })
  await owner.post(`/acts/${locked.undo}/undo`)
  t.match(await live(), { channels: [{ locked: false }] })
  t.equal((await act({ act: 'mute' })).status, 400, 'nobody')
  t.equal((await act({ act: 'ban', agentIds: [bert.id] })).status, 400, 'for ever')
  t.equal((await act({ act: 'give-floor', agentIds: [bert.id] })).status, 400, 'the mode has none')
})

t.test('a resident’s page has where, when, what was decided, said and done', async (t) => {
  const { app, near, away, sockets, owner, channelId, act, enter, time } = await plaza(t)
  const [anna, bert] = near
  const [own, his] = sockets
  if (!anna || !bert || !own || !his) return
  own.send({ type: 'complain', agentId: bert.id, words: 'Shouts' })
  await own.next('complained')
  own.send({ type: 'block', agentId: bert.id, on: true })
  const read = async ({ id }: { id: string }) => (await owner.get(`/residents/${id}`)).body
  await eventually('blocked', async () => (await read(bert)).blockedBy === 1)
  await owner.post(`/complaints/${(await owner.get('/complaints')).body[0].id}/close`)
  await act({ act: 'mute-writing', agentIds: [bert.id], explanation: 'Spam' })
  const gone = testUuid()
  const kicked = (await act({ act: 'kick', agentIds: [bert.id, gone], explanation: 'Enough' })).body
  t.strictSame(kicked, { people: 1, undo: null }, 'who is not there is left out; nobody brings them back')
  t.equal(await his.closed(), CloseCode.kicked)
  const banned = (await act({ act: 'ban', agentIds: [bert.id], minutes: 60, explanation: 'Again' })).body
  t.match(await read(bert), {
    name: 'Bert Room',
    homeGrid: null,
    region: { name: 'Plaza' },
    channel: null,
    silence: { code: 'not-in-voice' },
    disabled: false,
    blocks: 0,
    blockedBy: 1,
    complaints: [{ name: 'Anna Room', words: 'Shouts', closed: { by: 'admin' } }],
    decisions: [
      { kind: 'writing-muted', channelId, channel: 'Plaza', decision: { by: 'admin', explanation: 'Spam' } },
      {
        kind: 'banned',
        decision: { by: 'admin', explanation: 'Again', until: time.clock() + 60 * MINUTE_MS },
      },
    ],
    acts: [
      { act: 'banned', detail: { decisions: [{ before: null, after: { explanation: 'Again' } }] } },
      { act: 'kicked', detail: { explanation: 'Enough' } },
      { act: 'writing-muted' },
      { act: 'complaint-closed' },
    ],
  })
  t.match(await read(anna), { blocks: 1, blockedBy: 0, complaints: [{ aboutName: 'Bert Room' }], acts: [] })
  t.match(await read(anna), { channel: { id: channelId }, silence: null })
  t.match(await read(away), { silence: { code: 'not-in-voice' }, region: { name: 'Plaza' } })
  t.match((await owner.get('/decisions')).body, [{ kind: 'writing-muted' }, { kind: 'banned' }])
  await owner.post(`/acts/${banned.undo}/undo`)
  const again = await enter(bert)
  await again.next('room')
  const ofBert = async (query: string) =>
    (await owner.get(`/audit?person=${bert.id}${query}`)).body.map(({ act }: { act: string }) => act)
  t.strictSame(await ofBert(''), ['taken-back', 'banned', 'kicked', 'writing-muted', 'complaint-closed'])
  t.strictSame(await ofBert('&acts=kicked,banned'), ['banned', 'kicked'])
  t.strictSame(await ofBert(`&to=${time.clock() - 1}`), [])
  t.equal((await owner.get('/residents/nobody')).status, 400)
  t.equal((await adminClient(app.url).get(`/residents/${bert.id}`)).status, 401)
})
