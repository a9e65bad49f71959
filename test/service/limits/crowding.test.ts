/** A region secret is the whole grid's: whoever has it and invents without end takes nobody else's place. */

import fastify from 'fastify'
import t from 'tap'
import { ticketsRoute } from '../../../src/opensim/tickets.js'
import { gridKey, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { Holder } from '../../../src/voice/limits/fair-space.js'
import { MAX_AVATARS } from '../../../src/voice/presence/avatar-states.js'
import { createTickets, MAX_TICKETS } from '../../../src/voice/sign-in/tickets.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { MASTER } from '../../helpers/regions/region-authority.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'
import { offerOf, startEdge } from '../../helpers/viewers/native-viewer-edge.js'

t.test('invented avatars in invented regions leave room for the real ones', async (t) => {
  const app = await startTestApp(t, { env: { TRUST_PROXY: 'true', LOG_LEVEL: 'warn' } })
  const { post } = testRegion(app, [])
  const report = async (region: string, size: number, address: string) => {
    const avatars = Array.from({ length: size }, () => testAvatar('Anybody'))
    const body = { region, name: 'Any', avatars }
    const answer = await post('/opensim/v1/positions', body, { 'x-forwarded-for': address })
    t.equal(answer.status, 204)
  }
  const SIZE = 20
  for (let count = 0; count < MAX_AVATARS; count += SIZE) await report(testUuid(), SIZE, '203.0.113.66')
  const real = testUuid()
  await report(real, 2 * SIZE, '198.51.100.1')
  const neighbour = testUuid()
  await report(neighbour, SIZE / 2, '203.0.113.66')
  const { body } = await app.server.inject({ url: '/metrics' })
  t.equal(body.match(/^voice_avatars (\d+)/m)?.[1], String(MAX_AVATARS))
  const owner = await signedInAdmin(app)
  const regions: { regionId: string; feeds: { avatars: number; refused: number }[] }[] = (
    await owner.get('/overview')
  ).body.regions
  const feedOf = (id: string) => regions.find(({ regionId }) => regionId === id)?.feeds[0]
  t.match(feedOf(real), { avatars: 2 * SIZE, refused: 0 }, 'from elsewhere all of them')
  t.match(
    feedOf(neighbour),
    { avatars: SIZE / 2, refused: 0 },
    'and behind the same address as many as others have',
  )
})

t.test('a report from the future, or one that is numbered high, keeps no other one out', async (t) => {
  const app = await startTestApp(t)
  const anna = testAvatar('Anna Now')
  const region = testRegion(app, [])
  const report = async (x: number, at: number, headers = {}) => {
    const body = { region: region.id, name: 'R', at, avatars: [{ ...anna, pos: [x, 0, 0] }] }
    t.equal((await region.post('/opensim/v1/positions', body, headers)).status, 204)
  }
  const owner = await signedInAdmin(app)
  const xOfAnna = async () => (await owner.get(`/regions/${region.id}/live`)).body.people[0]?.position[0]
  await report(1, Date.now() - 100)
  await report(2, Date.now() + 9000)
  await report(3, Date.now() - 50)
  t.equal(await xOfAnna(), 3)
  t.ok(
    app.log.some(({ msg, level }) => level === 40 && /ahead of ours/.test(msg)),
    'the operator is told',
  )
  await report(4, Date.now())
  await report(5, Date.now() - 9000)
  t.equal(await xOfAnna(), 4, 'a late one is still late')
})

t.test('a grid that floods from many addresses voids no links of another grid', async (t) => {
  const tickets = createTickets(createTestTime().timers)
  const mint = (grid: string, address: string) =>
    tickets.mint(
      { grid, agentId: testUuid(), name: 'Anna' },
      { sender: address, region: gridKey(grid, 'west') },
    )
  const office = Array.from({ length: 200 }, () => mint('quiet', '198.51.100.1'))
  for (let count = 0; count < MAX_TICKETS + 500; count += 1) mint('loud', `2001:db8:${count % 5000}::/64`)
  office.push(...Array.from({ length: 50 }, () => mint('quiet', '198.51.100.2')))
  const isGood = (ticket: string) => tickets.redeem('quiet', ticket).name === 'Anna'
  t.ok(office.every(isGood), 'nor keeps it from making more')
})

t.test('a flood of links voids nobody else’s', async (t) => {
  const time = createTestTime()
  const tickets = createTickets(time.timers)
  const mint = (by: Holder, name = 'Anna') => tickets.mint({ grid: MAIN_GRID, agentId: testUuid(), name }, by)
  const flood = { sender: '203.0.113.66', region: 'west' }
  const [first] = Array.from({ length: MAX_TICKETS }, () => mint(flood))
  const elsewhere = mint({ sender: '198.51.100.1', region: 'west' })
  const beside = mint({ sender: '203.0.113.66', region: 'east' })
  for (let count = 0; count < 1000; count += 1) mint(flood)
  t.equal(tickets.redeem(MAIN_GRID, elsewhere).name, 'Anna', 'from another address')
  t.equal(tickets.redeem(MAIN_GRID, beside).name, 'Anna', 'or of another region')
  t.throws(
    () => tickets.redeem(MAIN_GRID, first ?? ''),
    { code: 'ticket-unknown' },
    'whoever floods loses its own',
  )
  t.equal(tickets.redeem(MAIN_GRID, mint(flood)).name, 'Anna', 'the newest of which works')

  const asked: Holder[] = []
  const app = fastify({ trustProxy: true })
  app.addHook('onRequest', async (request) => {
    request.regionAuthority = MASTER
  })
  await app.register(ticketsRoute, {
    tickets: {
      ...tickets,
      mint(holder, by) {
        asked.push(by)
        return tickets.mint(holder, by)
      },
    },
    presence: {
      find: ({ agentId }) => (agentId === seen ? ({ regionId: 'where it is' } as never) : undefined),
    },
    remoteAdmin: { languageOf: () => undefined },
    languageOfGrid: () => 'en',
    pagesUrl: () => 'https://voice.example.org',
  })
  const [seen, unseen, region] = [testUuid(), testUuid(), testUuid()]
  const ask = (payload: object, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/tickets',
      payload,
      headers: { 'x-forwarded-for': '203.0.113.1', ...headers },
    })
  await ask({ agent: seen, name: 'A', region })
  await ask({ agent: unseen, name: 'A', region })
  await ask({ agent: unseen, name: 'A'.repeat(300) }, { 'x-secondlife-region': 'Plaza (1, 2)' })
  const sender = '203.0.113.1'
  t.strictSame(asked, [
    { sender, region: gridKey(MAIN_GRID, 'where it is') },
    { sender, region: gridKey(MAIN_GRID, region) },
    { sender, region: gridKey(MAIN_GRID, 'Plaza (1, 2)') },
  ])
  await app.close()
})

t.test('the viewers of one region take no place of those of others', async (t) => {
  const MAX_SESSIONS = 100
  const { hub, sessions, post } = await startEdge(t, { maxSessions: MAX_SESSIONS })
  const ask = (scene: string, address: string, agentId = testUuid()) => {
    const method = 'provision_voice_account_request'
    const params = { request: offerOf(), userID: agentId, scene }
    return post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), { address })
  }
  const flooding = '203.0.113.66'
  const west = testUuid()
  const first = await ask(west, flooding)
  for (let count = 2; count < MAX_SESSIONS; count += 1) await ask(count % 3 ? testUuid() : west, flooding)
  let answerNow: () => void = () => undefined
  hub.hold = new Promise((resolve) => {
    answerNow = resolve
  })
  const offered = ask(west, flooding)
  const north = testUuid()
  const elsewhere = ask(north, '198.51.100.1')
  t.match(await ask(west, flooding), { error: /too many voice sessions/ }, 'it gets no more')
  answerNow()
  hub.hold = undefined
  t.match(await offered, { error: /most of them are of this region/ }, 'the newest goes, also unanswered')
  t.ok((await elsewhere).result, 'another address is let in')
  const east = testUuid()
  for (let count = 0; count < 10; count += 1) {
    t.ok((await ask(east, flooding)).result, 'and another region behind the same one')
  }
  t.equal(sessions.list().filter(({ regionId }) => regionId === east).length, 10)
  t.ok(hub.peers.has(String(first.result?.viewer_session)), 'whoever was there first stays')
  for (let count = 1; count < 40; count += 1) {
    t.ok((await ask(north, '198.51.100.1')).result, 'however many regions are invented')
  }
  const [one] = sessions.list()
  t.equal(sessions.list().length, MAX_SESSIONS)
  t.equal(hub.peers.size, MAX_SESSIONS)
  if (one) sessions.logout(one, undefined, MASTER)
  t.ok((await ask(north, flooding)).result, 'a place that is given back is free again')
})
