/** `/signal` as a page meets it: rooms, relayed signals, and every way to be turned down. */

import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { WebSocket } from 'ws'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { decodePositions } from '../../src/protocol/position-frame.js'
import { SESSION_TTL_MS } from '../../src/voice/sign-in/sessions.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

let clockSkewMs = 0
let app: TestApp

t.before(async () => {
  app = await startTestApp(t, { clock: () => Date.now() + clockSkewMs })
})

async function enter(region: TestRegion, avatar: TestAvatar): Promise<SignalSocket> {
  const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
  socket.send({ type: 'join', muted: false })
  return socket
}

const offer = { type: 'offer', sdp: 'v=0' } as const

t.test(
  'two in one room are connected, and what one sends reaches the other with its sender stamped',
  async (t) => {
    const [anna, bert] = [testAvatar('Anna Test'), testAvatar('Bert Test', [110, 100, 25])]
    const region = testRegion(app, [anna, bert], 'Tür & Tor #2 😀')
    await region.push()
    const one = await enter(region, anna)
    const welcome = await one.next('welcome')
    t.match(welcome, { agentId: anna.id, name: 'Anna Test', iceServers: [], iceTransportPolicy: 'all' })
    const room = await one.next('room')
    t.match(room, {
      channel: { name: 'Tür & Tor #2 😀', distanceModel: 'linear', rollOff: 2 },
      participants: [],
    })
    t.strictSame(room.self.position, anna.pos)

    const two = await enter(region, bert)
    t.match(await one.next('participant-joined'), { participant: { agentId: bert.id, name: 'Bert Test' } })
    t.match(await one.next('participant-arrived'), { agentId: bert.id, by: 'page' })
    t.match((await two.next('room')).participants, [{ agentId: anna.id }])
    const [atOne, atTwo] = [await one.next('peer-connect'), await two.next('peer-connect')]
    t.match(atOne, { agentId: bert.id, offers: true }, 'whoever is there already')
    t.match(atTwo, { agentId: anna.id, offers: false, link: atOne.link })

    two.send({ type: 'description', to: anna.id, link: atTwo.link, description: offer })
    t.strictSame(await one.next('description'), {
      type: 'description',
      from: bert.id,
      link: atTwo.link,
      description: offer,
    })
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 }
    one.send({ type: 'candidate', to: bert.id, link: atTwo.link, candidate })
    t.match(await two.next('candidate'), { from: anna.id, candidate })

    two.send({ type: 'microphone', muted: true })
    t.match(await one.next('participant-changed'), { participant: { agentId: bert.id, muted: true } })

    two.send({ type: 'effort', effort: 'whisper' })
    t.match(await one.next('participant-changed'), { participant: { agentId: bert.id, effort: 'whisper' } })
    // A page that comes back by another join talks, if it does not say otherwise.
    two.send({ type: 'join', muted: true })
    t.notOk((await one.next('participant-changed')).participant.effort)

    bert.pos = [112.34, 99.5, 26.25]
    await region.push()
    const frame = await eventually('a position frame', () => one.frames.shift())
    const [moved] = decodePositions(frame) ?? []
    t.strictSame(
      moved?.position.map((metres) => Math.round(metres * 100) / 100),
      bert.pos,
    )

    two.close()
    t.match(await one.next('participant-left'), { agentId: bert.id })
    t.match(await one.next('peer-disconnect'), { agentId: bert.id })
  },
)

t.test('the offer of a join goes to the nearest, who answers at once, and to nobody else', async (t) => {
  const sdp = 'v=0\r\nm=audio 9 X 111\r\n'
  const join = { type: 'join', muted: false, offer: sdp } as const
  const [far, near, bert] = [
    testAvatar('Far Early', [130, 100, 25]),
    testAvatar('Near Early', [104, 100, 25]),
    testAvatar('Bert Comes', [100, 100, 25]),
  ]
  const region = testRegion(app, [far, near, bert], 'Offers')
  await region.push()
  const first = openSignal(app.url, await signIn(app.url, await region.link(far)))
  first.send(join)
  await first.next('room')
  const second = await enter(region, near)
  t.match(
    await first.next('peer-connect'),
    { offers: true, offered: undefined },
    'nobody was there: forgotten',
  )
  await second.next('peer-connect')
  t.notOk(second.messages.some(({ type }) => type === 'description'))

  const cookie = await signIn(app.url, await region.link(bert))
  let newcomer = openSignal(app.url, cookie)
  newcomer.send({ ...join, offer: `${sdp}m=video 9 X 96\r\n` })
  t.match(await newcomer.next('error'), { code: 'not-allowed', about: 'join' }, 'no pictures')
  newcomer.send({ ...join, offer: 'x'.repeat(16 * 1024 + 1) })
  t.match(await newcomer.next('error'), { code: 'message-invalid' })
  newcomer.send(join)
  await newcomer.next('room')
  const links = [await newcomer.next('peer-connect'), await newcomer.next('peer-connect')]
  const toNear = links.find(({ agentId }) => agentId === near.id)
  t.match(toNear, { offers: true, offered: true, resumed: false })
  t.match(
    links.find(({ agentId }) => agentId === far.id),
    { offers: false, offered: undefined },
  )
  t.match(await second.next('peer-connect'), { agentId: bert.id, offers: false, offered: undefined })
  t.match(await second.next('description'), {
    from: bert.id,
    link: toNear?.link,
    description: { type: 'offer', sdp },
  })
  t.match(await first.next('peer-connect'), { agentId: bert.id, offers: true, offered: undefined })
  t.notOk(first.messages.some(({ type }) => type === 'description'))

  second.send({ type: 'link-lost', to: bert.id, link: toNear?.link ?? '' })
  t.match(await newcomer.next('peer-connect'), { agentId: near.id, offered: undefined }, 'once')
  newcomer.cut()
  newcomer = openSignal(app.url, cookie)
  newcomer.send(join)
  const again = [await newcomer.next('peer-connect'), await newcomer.next('peer-connect')]
  t.match(
    again.find(({ agentId }) => agentId === near.id),
    { offers: true, offered: true },
    'a page that was loaded anew has another one',
  )

  const late = testAvatar('Late Early', [102, 100, 25])
  const waiting = openSignal(app.url, await signIn(app.url, await region.link(late)))
  waiting.send(join)
  await waiting.next('no-room')
  region.avatars.push(late)
  await region.push()
  await waiting.next('room')
  t.match(await waiting.next('peer-connect'), { offers: false, offered: undefined }, 'older than the room')
  waiting.close()
  await newcomer.next('participant-left')
  newcomer.messages.splice(0)

  const large = { ...join, offer: `${sdp}${'x'.repeat(15 * 1024)}` }
  const offered: boolean[] = []
  for (let round = 0; round < 8; round += 1) {
    newcomer.send({ type: 'leave' })
    newcomer.send(large)
    const found = await eventually('both links', () => {
      const room = newcomer.messages.findLastIndex(({ type }) => type === 'room')
      const after = newcomer.messages.slice(room).filter((message) => message.type === 'peer-connect')
      return room >= 0 && after.length === 2 ? after : undefined
    })
    newcomer.messages.splice(0)
    offered.push(found.some((link) => link.offered === true))
    t.ok(
      found.some(({ offers }) => offers),
      'whose offer is not handed on makes it again',
    )
  }
  t.match(offered, [true, true])
  t.equal(offered.at(-1), false, 'within the budget of everything that is relayed')
})

t.test('nobody reaches somebody of another room, nor under a link that is not theirs', async (t) => {
  const [anna, bert, carl] = [testAvatar('Anna Near'), testAvatar('Bert Near'), testAvatar('Carl Far')]
  const here = testRegion(app, [anna, bert], 'Here')
  const there = testRegion(app, [carl], 'There')
  await Promise.all([here.push(), there.push()])
  const one = await enter(here, anna)
  const two = await enter(here, bert)
  const far = await enter(there, carl)
  const { link } = await two.next('peer-connect')
  await far.next('room')

  for (const [to, linkId] of [
    [carl.id, link],
    [anna.id, 'another-link'],
    [bert.id, link],
  ] as const) {
    two.send({ type: 'description', to, link: linkId, description: offer })
    t.match(await two.next('error'), { code: 'peer-unreachable', about: 'description' })
  }
  t.notOk(far.messages.some(({ type }) => type === 'description'))
  t.notOk(one.messages.some(({ type }) => type === 'description'))
  t.ok(
    app.log.some(({ code, level }) => code === 'peer-unreachable' && level === 40),
    'a warning is logged',
  )
  two.send({ type: 'description', to: anna.id, link, description: offer })
  await one.next('description')
})

t.test(
  'what is no message is answered with what is wrong with it, and nothing else is disturbed',
  async (t) => {
    const anna = testAvatar('Anna Odd')
    const region = testRegion(app, [anna], 'Odd')
    await region.push()
    const socket = await enter(region, anna)
    await socket.next('room')
    const stamped = { type: 'microphone', muted: true, from: anna.id }
    for (const [data, code, message] of [
      ['{"type":', 'message-invalid', /not JSON/],
      ['null', 'message-invalid', /type is none of join, leave/],
      ['{"type":"toString"}', 'message-invalid', /type is none of/],
      [JSON.stringify(stamped), 'message-invalid', /microphone\/from: is no field/],
      ['{"type":"microphone"}', 'message-invalid', /microphone.*muted/],
      ['{"type":"candidate","to":"x","link":"l","candidate":{}}', 'message-invalid', /candidate\/to/],
      [Buffer.from([1, 2, 3]), 'message-invalid', /binary/],
      ['x'.repeat(70_000), 'message-too-large', /65536 bytes/],
    ] as const) {
      socket.sendRaw(data)
      t.match(await socket.next('error'), { code, message })
    }
    socket.send({ type: 'leave' })
    t.match(await socket.next('no-room'), { reason: 'left' })
    socket.send({ type: 'microphone', muted: true })
    t.match(await socket.next('error'), { code: 'not-in-room' })
    socket.sendRaw('x'.repeat(1_100_000))
    t.equal(await socket.closed(), 1009)
  },
)

t.test('a flood is cut off', async (t) => {
  const anna = testAvatar('Anna Flood')
  const region = testRegion(app, [anna], 'Flood')
  const socket = await enter(region, anna)
  for (let i = 0; i < 600; i += 1) socket.sendRaw('{')
  t.equal(await socket.closed(), CloseCode.rateLimited)
  t.ok(app.log.filter(({ code }) => code === 'message-invalid').length < 60, 'and does not flood the log')
})

t.test('a join that comes too often waits, and is forgotten once its page has left or gone', async (t) => {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const avatars = [testAvatar('Anna Gone'), testAvatar('Bert Left'), testAvatar('Carl Waits')]
  const region = testRegion(app, avatars, 'Restless')
  await region.push()
  const restless = async (avatar: TestAvatar) => {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    for (let count = 0; count < 10; count += 1) {
      socket.send({ type: 'join', muted: false })
      socket.send({ type: 'leave' })
    }
    socket.send({ type: 'join', muted: false })
    return socket
  }
  const settled = async (socket: SignalSocket) => {
    socket.send({ type: 'ping' })
    await socket.next('pong')
  }
  const [anna, bert, carl] = await Promise.all(avatars.map(restless))
  bert?.send({ type: 'leave' })
  for (const socket of [anna, bert, carl]) if (socket) await settled(socket)
  anna?.close()
  await anna?.closed()
  const inVoice = async () =>
    (await (await fetch(`${app.url}/metrics`)).text()).match(/^voice_participants (\d+)/m)?.[1]
  t.equal(await inVoice(), '0')
  await time.pass(10_000)
  t.equal(await inVoice(), '1', 'it is Carl')
})

t.test('no session, a forged one, one that is over and a foreign page are told and shown out', async (t) => {
  const anna = testAvatar('Anna Session')
  const region = testRegion(app, [anna], 'Session')
  const cookie = await signIn(app.url, await region.link(anna))
  const [name, value = ''] = cookie.split('=')
  const other = testAvatar('Somebody Else').id
  for (const [given, headers, code, closeCode] of [
    [undefined, {}, 'session-missing', CloseCode.sessionOver],
    [`${name}=${value.slice(0, -3)}abc`, {}, 'session-missing', CloseCode.sessionOver],
    [`voice-${other}=${value}`, {}, 'session-missing', CloseCode.sessionOver],
    [`${name}=${'A'.repeat(300)}.${'B'.repeat(40)}`, {}, 'session-missing', CloseCode.sessionOver],
    [cookie, { origin: 'https://evil.example' }, 'origin-refused', CloseCode.originRefused],
  ] as const) {
    const socket = openSignal(app.url, given, headers)
    const { url, ...fault } = await socket.next('error')
    t.match(fault, { code })
    t.equal(url, code === 'origin-refused' ? `${app.publicUrl()}/` : undefined)
    t.equal(await socket.closed(), closeCode)
  }
  const welcomed = openSignal(app.url, cookie, { origin: app.url })
  await welcomed.next('welcome')
  welcomed.close()

  clockSkewMs = SESSION_TTL_MS + 1
  const late = openSignal(app.url, cookie)
  t.match(await late.next('error'), { code: 'session-expired' })
  t.equal(await late.closed(), CloseCode.sessionOver)
  clockSkewMs = 0
})

t.test('a socket that brings the ticket of a link signs in by itself, once', async (t) => {
  const anna = testAvatar('Anna Ticket')
  const region = testRegion(app, [anna], 'Tickets')
  await region.push()
  const ticket = (await region.link(anna)).replace(/^.*\/v\//, '')
  const open = (headers: Record<string, string> = {}) => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/signal`, ['voice', `ticket.${ticket}`], {
      headers,
    })
    const said = new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
    const answer = new Promise<IncomingMessage>((resolve) => socket.once('upgrade', resolve))
    t.teardown(() => socket.close())
    return { said, answer }
  }
  const foreign = open({ origin: 'https://evil.example' })
  t.match(await foreign.said, { type: 'error', code: 'origin-refused' })
  t.equal((await foreign.answer).headers['set-cookie'], undefined)
  const first = open()
  t.match(await first.said, { type: 'welcome', agentId: anna.id })
  const [cookie = ''] = (await first.answer).headers['set-cookie'] ?? []
  t.match(cookie, /HttpOnly/)
  const [session = ''] = cookie.split(';')
  const later = openSignal(app.url, session)
  t.match(await later.next('welcome'), { agentId: anna.id }, 'its session is as good as any')
  later.close()
  t.match(await open().said, { type: 'error', code: 'ticket-used' })
  const again = open({ cookie: session })
  t.match(await again.said, { type: 'welcome' }, 'but the same browser goes on')
  t.equal((await again.answer).headers['set-cookie'], undefined)
})

t.test('an avatar that is not in-world waits, and enters when its region tells of it', async (t) => {
  const anna = testAvatar('Anna Late')
  const region = testRegion(app, [], 'Late')
  const socket = await enter(region, anna)
  t.match(await socket.next('no-room'), { reason: 'not-in-world' })
  region.avatars.push(anna)
  await region.push()
  t.match(await socket.next('room'), { channel: { name: 'Late' } })
})

t.test('the newest session of an avatar wins, and the older page is told', async (t) => {
  const anna = testAvatar('Anna Twice')
  const region = testRegion(app, [anna], 'Twice')
  await region.push()
  const first = await enter(region, anna)
  await first.next('room')
  const second = await enter(region, anna)
  await second.next('room')
  t.equal(await first.closed(), CloseCode.replaced)
})

t.test(
  'feet lead from room to room: parcel channel, region, another region, and out of the world',
  async (t) => {
    const [anna, bert] = [testAvatar('Anna Walks'), testAvatar('Bert Stays')]
    const [parcel] = [testAvatar('').id]
    const region = testRegion(app, [anna, bert], 'Mainland')
    const island = testRegion(app, [], 'Island')
    await app.server.inject({ url: '/healthz' })
    await region.push()
    const walker = await enter(region, anna)
    const stayer = await enter(region, bert)
    await walker.next('room')
    await stayer.next('room')
    await walker.next('peer-connect')

    // The parcel has no channel of its own: it uses the region's.
    anna.parcel = parcel
    await region.push()
    await island.push()
    t.notOk(walker.messages.some(({ type }) => type === 'room'))

    region.avatars.splice(region.avatars.indexOf(anna), 1)
    island.avatars.push(anna)
    await island.push()
    await region.push()
    t.match(await walker.next('room'), { channel: { name: 'Island' }, participants: [] })
    t.match(await walker.next('peer-disconnect'), { agentId: bert.id })
    t.match(await stayer.next('participant-left'), { agentId: anna.id })

    island.avatars.length = 0
    await island.push()
    t.match(await walker.next('no-room'), { reason: 'not-in-world' })
  },
)

t.test('a service that stops says so to every page', async (t) => {
  const anna = testAvatar('Anna Stopped')
  const region = testRegion(app, [anna], 'Last')
  await region.push()
  const page = await enter(region, anna)
  await page.next('room')
  await app.server.close()
  t.equal(await page.closed(), CloseCode.serverStopping)
})
