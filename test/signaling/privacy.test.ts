/** Who may learn whose network address: what the service lets through when a link is for relays only. */

import t, { type Test } from 'tap'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

/** Nothing listens there: what matters here is what is signalled. */
const TURN = {
  TURN_URLS: 'turns:127.0.0.1:9,turn:127.0.0.1:9',
  TURN_SECRET: 'secret',
  TURN_TTL_SECONDS: '600',
}

const relay = 'candidate:7 1 udp 5 203.0.113.7 50000 typ relay raddr 10.9.8.7 rport 4444'
const host = 'candidate:1 1 udp 9 10.9.8.7 4444 typ host'
const sdp = `v=0\r\no=- 1 2 IN IP4 10.9.8.7\r\nm=audio 4444 X 111\r\na=${host}\r\na=${relay}\r\n`

async function enter(
  t: Test,
  app: TestApp,
  region: TestRegion,
  avatar: TestAvatar,
  hideAddress?: boolean,
): Promise<SignalSocket> {
  const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false, ...(hideAddress !== undefined && { hideAddress }) })
  return socket
}

/** Sends everything a modified page might, both ways; whether anybody's own address came through. */
async function leaks(one: SignalSocket, two: SignalSocket, ids: [string, string], link: string) {
  for (const [from, to, id] of [
    [one, two, ids[1]],
    [two, one, ids[0]],
  ] as const) {
    from.send({ type: 'description', to: id, link, description: { type: 'offer', sdp } })
    for (const candidate of [host, relay, '']) {
      from.send({ type: 'candidate', to: id, link, candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 } })
    }
    await eventually('the last candidate', () =>
      to.messages.some((message) => message.type === 'candidate' && message.candidate.candidate === ''),
    )
  }
  const text = JSON.stringify([one.messages.splice(0), two.messages.splice(0)])
  t.equal(text.split('typ relay').length - 1, 4, 'relay candidates come through, in SDP and trickled')
  return text.includes('10.9.8.7') || text.includes('typ host') || text.includes('4444')
}

async function pair(t: Test, app: TestApp, hidden: readonly (boolean | undefined)[] = []) {
  const [anna, bert] = [testAvatar('Anna Private'), testAvatar('Bert Private', [110, 100, 25])]
  const region = testRegion(app, [anna, bert], `Region ${anna.id}`)
  await region.push()
  const one = await enter(t, app, region, anna, hidden[0])
  await one.next('room')
  const two = await enter(t, app, region, bert, hidden[1])
  const ids: [string, string] = [anna.id, bert.id]
  const connected = async () => {
    const [atOne, atTwo] = [await one.next('peer-connect'), await two.next('peer-connect')]
    t.equal(atOne.link, atTwo.link)
    t.equal(atOne.relayOnly, atTwo.relayOnly, 'both ends are told the same')
    return atOne
  }
  return { one, two, region, ids, connected }
}

t.test('a direct link carries everything, and one that anybody wants private only relays', async (t) => {
  const app = await startTestApp(t, { env: TURN })
  for (const [hidden, expected] of [
    [[], false],
    [[false, false], false],
    [[true, undefined], true],
    [[false, true], true],
  ] as const) {
    const { one, two, ids, connected } = await pair(t, app, hidden)
    const { link, relayOnly } = await connected()
    t.equal(relayOnly, expected, `asked for: ${hidden}`)
    t.equal(await leaks(one, two, ids, link), !expected)
  }
})

t.test('the offer of a join tells nobody an address that is to stay hidden', async (t) => {
  const app = await startTestApp(t, { env: TURN })
  for (const hides of ['who is there', 'who comes'] as const) {
    const [anna, bert] = [testAvatar('Anna Private'), testAvatar('Bert Private', [110, 100, 25])]
    const region = testRegion(app, [anna, bert], `Region ${anna.id}`)
    await region.push()
    const one = await enter(t, app, region, anna, hides === 'who is there')
    await one.next('room')
    const two = openSignal(app.url, await signIn(app.url, await region.link(bert)))
    t.teardown(() => two.close())
    two.send({ type: 'join', muted: false, offer: sdp, hideAddress: hides === 'who comes' })
    t.match(await two.next('peer-connect'), { offers: false, offered: undefined, relayOnly: true }, hides)
    t.match(await one.next('peer-connect'), { offers: true })
    await one.next('participant-joined')
    t.notOk(one.messages.some(({ type }) => type === 'description'))
  }
})

t.test('somebody who hides in the middle of a call is connected anew', async (t) => {
  const app = await startTestApp(t, { env: TURN })
  const { one, two, ids, connected } = await pair(t, app)
  const direct = await connected()
  t.notOk(direct.relayOnly)
  one.send({ type: 'join', muted: false, hideAddress: true })
  t.equal((await two.next('peer-disconnect')).link, direct.link)
  const hidden = await connected()
  t.ok(hidden.relayOnly)
  t.notOk(await leaks(one, two, ids, hidden.link))
})

t.test('a link that one end does not have is made anew for both, and no other is touched', async (t) => {
  const app = await startTestApp(t, { env: TURN })
  const { one, two, ids, connected } = await pair(t, app)
  const { link } = await connected()
  two.send({ type: 'link-lost', to: ids[0], link: 'made up' })
  two.send({ type: 'link-lost', to: ids[1], link })
  two.send({ type: 'link-lost', to: ids[0], link })
  for (const page of [one, two]) t.equal((await page.next('peer-disconnect')).link, link)
  const anew = await connected()
  t.notOk(anew.resumed)
  t.not(anew.link, link)
  t.notOk(
    [...one.messages, ...two.messages].some(({ type }) => type === 'peer-disconnect'),
    'once, whatever else was asked for',
  )
  for (let time = 0; time < 60; time += 1) two.send({ type: 'link-lost', to: ids[0], link: 'made up' })
  t.match(await two.next('error'), { code: 'rate-limited', about: 'link-lost' })
})

t.test(
  'a page that comes back does not take up a direct connection where addresses are hidden',
  async (t) => {
    const app = await startTestApp(t, { env: TURN })
    const { one, two, region, ids, connected } = await pair(t, app)
    const { link } = await connected()
    const again = openSignal(
      app.url,
      await signIn(app.url, await region.link({ ...testAvatar('Anna'), id: ids[0] })),
    )
    t.teardown(() => again.close())
    again.send({ type: 'join', muted: false, hideAddress: true, links: [{ agentId: ids[1], link }] })
    const fresh = await eventually('a new link', () =>
      two.messages.find((message) => message.type === 'peer-connect'),
    )
    t.match(fresh, { relayOnly: true, resumed: false })
    one.close()
  },
)

t.test('the whole service can be for relays only', async (t) => {
  const strict = await startTestApp(t, { env: { ...TURN, ICE_TRANSPORT_POLICY: 'relay' } })
  const everywhere = await pair(t, strict, [false, false])
  const { link, relayOnly } = await everywhere.connected()
  t.ok(relayOnly)
  t.notOk(await leaks(everywhere.one, everywhere.two, everywhere.ids, link))
})

t.test(
  'with neither relay nor hub nobody can hide, and is told before anybody learns anything',
  async (t) => {
    const app = await startTestApp(t, { env: { MEDIA_ROUTE: 'mesh' } })
    const anna = testAvatar('Anna Bare')
    const region = testRegion(app, [anna])
    await region.push()
    const socket = await enter(t, app, region, anna, true)
    t.match(await socket.next('error'), { code: 'relay-unavailable', about: 'join' })
    t.notOk(socket.messages.some(({ type }) => type === 'room'))
    t.strictSame((await (await fetch(`${app.url}/readyz`)).json()).turn, [])
  },
)

t.test('ICE servers are renewed before their credentials end, for as long as the page is open', async (t) => {
  const time = createTestTime(Date.now())
  const app = await startTestApp(t, { env: TURN, clock: time.clock, timers: time.timers })
  const anna = testAvatar('Anna Patient')
  const region = testRegion(app, [anna])
  await region.push()
  const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => socket.close())
  const { iceServers } = await socket.next('welcome')
  t.strictSame(iceServers[0]?.urls, ['turn:127.0.0.1:9', 'turns:127.0.0.1:9'])
  const endOf = (servers: typeof iceServers) => Number(servers.at(-1)?.username?.split(':')[0]) * 1000
  let end = endOf(iceServers)
  for (let round = 0; round < 3; round += 1) {
    await time.pass(450_000)
    const renewed = await socket.next('ice-servers')
    t.ok(time.clock() < end, 'before the last ones ended')
    t.ok(endOf(renewed.iceServers) > end)
    end = endOf(renewed.iceServers)
  }
})
