/** What regions and scripts push: positions and tickets, and how they are turned down. */

import Fastify from 'fastify'
import t from 'tap'
import { createPositions, positionsRoute } from '../../src/opensim/reports/positions.js'
import type { OwnersReport } from '../../src/voice/channels/owners.js'
import type { Region } from '../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { TICKET_TTL_SECONDS } from '../../src/voice/sign-in/tickets.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { avatarOf, regionOf } from '../helpers/regions/of-grid.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { MASTER, NO_CONFINEMENT } from '../helpers/regions/region-authority.js'
import { openLink } from '../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

let aheadMs = 0
let app: TestApp

t.before(async () => {
  app = await startTestApp(t, { timers: { ...systemTimers, now: () => performance.now() + aheadMs } })
})

t.test('only who has the region secret gets in, by either header', async (t) => {
  const region = testRegion(app, [])
  const body = { region: region.id, name: 'R', avatars: [] }
  for (const [headers, status] of [
    [{ authorization: '' }, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: '', 'x-region-secret': `${app.secrets.regionSecret}x` }, 401],
    [{ authorization: '', 'x-region-secret': app.secrets.regionSecret }, 204],
    [{ authorization: `bearer ${app.secrets.regionSecret}` }, 204],
  ] as const) {
    t.equal((await region.post('/opensim/v1/positions', body, headers)).status, status)
  }
  const response = await region.post('/opensim/v1/tickets', {}, { authorization: 'Bearer wrong' })
  t.match(await response.json(), { error: 'region-secret-wrong', message: /REGION_SECRET/ })
  t.notMatch(JSON.stringify(app.log), app.secrets.regionSecret)
  t.ok(app.log.some(({ code, level }) => code === 'region-secret-wrong' && level === 40))
})

t.test(
  'a faulty report is refused with the place of the fault, and the region stays as it was',
  async (t) => {
    const anna = testAvatar('Anna Pushed')
    const region = testRegion(app, [anna])
    await region.push()
    const before = await app.server.inject('/metrics')
    const good = { id: anna.id, name: 'Anna', pos: [1, 2, 3] }
    const report = (avatars: unknown) => ({ region: region.id, name: 'R', avatars })
    for (const [body, status, message] of [
      ['{"region":', 400, /JSON/],
      [`{"region":"${region.id}","name":"R","avatars":[NaN]`, 400, /JSON/],
      [report('nobody'), 400, /avatars/],
      [{ ...report([]), region: '' }, 400, /region/],
      [{ ...report([]), region_flags: 'yes' }, 400, /region_flags/],
      [report(Array.from({ length: 1001 }, () => good)), 400, /avatars/],
      [report('x'.repeat(600_000)), 413, /large/],
      [{ name: 'R', avatars: [] }, 400, /region/],
      [{ ...report([]), corner: [1000, 1000] }, 400, /corner\/0 must be multiple of 256/],
      [{ ...report([]), corner: [256_000, -256] }, 400, /corner\/1/],
      [{ ...report([]), corner: [256_000, 2 ** 32] }, 400, /corner\/1/],
      [{ ...report([]), corner: [256_000] }, 400, /corner/],
    ] as const) {
      const response = await region.post('/opensim/v1/positions', body)
      t.equal(response.status, status)
      t.match((await response.json()) as object, { message })
    }
    const count = (text: string) => text.match(/^voice_avatars \d+/m)?.[0]
    t.equal(count((await app.server.inject('/metrics')).body), count(before.body))
    t.notOk(
      app.log.some(({ level }) => level >= 50),
      'nothing is logged as our own fault',
    )
  },
)

t.test('a late report says nothing, of land neither, and no region’s name is too long', async (t) => {
  const { timers, clock } = createTestTime()
  const presence = createPresence(timers)
  const parcelVoice = createParcelVoice()
  const route = Fastify()
  const sayOdd = () => undefined
  const owned: OwnersReport[] = []
  const owners = {
    report: (_region: Region, report: OwnersReport) => void owned.push(report),
    forgetGrid: () => undefined,
  }
  route.addHook('onRequest', async (request) => {
    request.regionAuthority = MASTER
  })
  const { parcelRegions } = NO_CONFINEMENT
  const { log } = route
  const positions = createPositions({ presence, parcelVoice, parcelRegions, owners, sayOdd, clock, log })
  await route.register(positionsRoute, { positions })
  const anna = testAvatar('Anna Late')
  const region = regionOf(testUuid())
  const report = async (sequence: number, x: number, words: object = {}) => {
    const avatars = [{ ...anna, pos: [x, 2, 3] }]
    const payload = { region: region.regionId, name: 'N'.repeat(300), avatars, ...words }
    const headers = { 'x-sequence': String(sequence) }
    t.equal((await route.inject({ method: 'POST', url: '/positions', payload, headers })).statusCode, 204)
    const { position, regionName } = presence.find(avatarOf(anna.id)) ?? {}
    t.equal(regionName, 'N'.repeat(255))
    return [position?.[0], parcelVoice.isAllowed({ ...region, parcelId: null })]
  }
  t.strictSame(await report(2, 20), [20, true])
  t.strictSame(await report(1, 10, { voice: false, estate_owner: anna.id }), [20, true])
  t.strictSame(await report(3, 30, { voice: false, estate_owner: 'Anna' }), [30, false])
  await report(4, 30, { estate_owner: anna.id.toUpperCase() })
  t.strictSame(
    owned.map(({ estateOwner }) => estateOwner),
    [anna.id],
    'an owner who is no UUID is not told, and where none is told nothing is said',
  )
})

t.test('two regions in one place are both taken, and told of once', async (t) => {
  const regions = [testRegion(app, []), testRegion(app, [])]
  const corner = [512_000, 512_000]
  for (const { id, post } of [...regions, ...regions]) {
    const body = { region: id, name: 'R', corner, avatars: [] }
    t.equal((await post('/opensim/v1/positions', body)).status, 204)
  }
  const lines = app.log.filter(({ msg, region }) => /one place/.test(msg) && region === regions[1]?.id)
  t.match(lines, [{ level: 40, holder: regions[0]?.id, corner }])
})

t.test('a script may post JSON as plain text', async (t) => {
  const region = testRegion(app, [])
  const body = { region: region.id.toUpperCase(), name: 'Straße', avatars: [] }
  const response = await region.post('/opensim/v1/positions', body, {
    'content-type': 'text/plain;charset=utf-8',
  })
  t.equal(response.status, 204)
})

t.test('a ticket names its avatar, works once, and not for ever', async (t) => {
  const anna = testAvatar('Anna Ticket')
  const region = testRegion(app, [anna])
  const minted = await region.post('/opensim/v1/tickets', { agent: anna.id.toUpperCase(), name: anna.name })
  const { url, expires_in: ttl } = (await minted.json()) as { url: string; expires_in: number }
  t.equal(ttl, TICKET_TTL_SECONDS)
  t.ok(url.startsWith(`${app.publicUrl()}/v/`))
  const path = new URL(url).pathname

  const first = await openLink(app.url, path)
  t.match(await first.json(), { agentId: anna.id, name: 'Anna Ticket' })
  const cookie = first.headers.get('set-cookie') ?? ''
  t.match(cookie, /HttpOnly/)
  t.match(cookie, /SameSite=Lax/)
  const session = await fetch(`${app.url}/api/session`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
  t.match(await session.json(), { agentId: anna.id, name: 'Anna Ticket' })

  const used = await openLink(app.url, path)
  t.equal(used.status, 410)
  t.match(await used.json(), { error: 'ticket-used' })

  const long = await openLink(app.url, await region.link({ ...anna, name: 'N'.repeat(300) }))
  const { name } = (await long.json()) as { name: string }
  t.equal(name, 'N'.repeat(255), 'no name is longer than a report’s')

  const late = await region.link(anna)
  aheadMs += (TICKET_TTL_SECONDS + 1) * 1000
  const expired = await openLink(app.url, late)
  t.equal(expired.status, 404)
  t.match(await expired.json(), { error: 'ticket-unknown' })
  t.notMatch(JSON.stringify(app.log), path.split('/')[2] ?? '?', 'no ticket reaches the log')
})
