/**
 * One service, several grids with the same UUIDs and names: at every edge a request is of the grid that its credential or its
 * address says, and nothing of another grid is there.
 */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { type FakeRobust, startFakeRobust } from '../helpers/regions/fake-robust.js'
import { type FakeSimulator, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import {
  type TestAvatar,
  type TestRegion,
  testAvatar,
  testRegion,
  testUuid,
} from '../helpers/regions/region.js'
import { find } from '../helpers/regions/vivox-module.js'
import { openSignal, type SignalSocket } from '../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../helpers/test-app.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const HOST = 'voice.acme.test'
const REGION = testUuid()

interface Side {
  readonly grid: string
  readonly region: TestRegion
  readonly anna: TestAvatar
  readonly secret: string
  readonly vivox: readonly [user: string, password: string]
}

/** The main grid, one with a host name of its own, and one without; each has the same region and the same avatar. */
async function setUp(t: Test, env: Record<string, string> = {}) {
  const app = await startTestApp(t, { env: { MEDIA_ROUTE: 'mesh', ...env } })
  const anna = testAvatar('Anna Test')
  const sideOf = (grid: string, secret: string, vivox: Side['vivox']): Side => {
    const own = { ...anna, name: `Anna of ${grid}` }
    const by = { url: app.url, secrets: { regionSecret: secret } }
    return { grid, secret, vivox, anna: own, region: testRegion(by, [own], 'Plaza', REGION) }
  }
  const make = async (id: string, hostNames: readonly string[]) => {
    const { secrets } = await app.grids.make({ id, name: `Grid ${id}`, hostNames })
    return sideOf(id, secrets.regionSecret, [id, secrets.vivoxPassword])
  }
  const { regionSecret, vivoxAdminPassword } = app.secrets
  const main = sideOf(MAIN_GRID, regionSecret, ['opensim', vivoxAdminPassword])
  return { app, main, acme: await make('acme', [HOST]), beta: await make('beta', []) }
}

async function linkOf({ region, anna }: Side): Promise<URL> {
  const answer = await region.post('/opensim/v1/tickets', { agent: anna.id, name: anna.name })
  return new URL(((await answer.json()) as { url: string }).url)
}
const ticketIn = (link: URL) => link.pathname.replace(/^.*\/v\//, '')

/** A page's request, as a browser sends it over TLS. */
async function page(app: TestApp, url: string, headers: Record<string, string> = {}, body?: object) {
  const answer = await app.server.inject({
    method: body ? 'POST' : 'GET',
    url,
    headers: { 'sec-fetch-mode': 'cors', ...headers },
    ...(body && { payload: body }),
  })
  const cookie = [answer.headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? ''
  return { status: answer.statusCode, text: answer.body, cookie, headers: answer.headers }
}

async function vivoxOf(app: TestApp, [user, password]: Side['vivox']) {
  const call = async (path: string) => (await fetch(`${app.url}/api2/${path}`)).text()
  const token = find(
    await call(`viv_signin.php?userid=${user}&pwd=${password}`),
    'response.level0.body.auth_token',
  )
  return (path: string) => call(path.replace('?', `?auth_token=${token ?? ''}&`))
}
const inBody = (xml: string, name: string) => find(xml, `response.level0.body.${name}`)
const isOk = (xml: string) => find(xml, 'response.level0.status') === 'OK'

t.test('regions: Vivox, capabilities and positions are those of the credential’s grid', async (t) => {
  const { app, main, acme, beta } = await setUp(t)
  const names = new Set<string>()
  const channels = new Map<string, string>()
  for (const side of [main, acme, beta]) {
    const vivox = await vivoxOf(app, side.vivox)
    t.notOk(isOk(await vivox('viv_get_acct.php?user_name=xAAAA')), 'no account of another grid')
    t.ok(isOk(await vivox(`viv_adm_acct_new.php?username=xAAAA&pwd=${side.grid}&agent_id=${side.anna.id}`)))
    const made = await vivox('viv_chan_mod.php?mode=create&chan_name=Plaza&chan_desc=Plaza:Plaza')
    names.add(inBody(made, 'chan_uri') ?? '')
    channels.set(side.grid, inBody(made, 'chan_id') ?? '')
    t.match(inBody(made, 'chan_uri'), side.grid === MAIN_GRID ? '@localhost' : `@${side.grid}.`)
    const caps = await side.region.post(
      '/opensim/v1/caps/ProvisionVoiceAccountRequest',
      `<llsd><map><key>agent</key><uuid>${testUuid()}</uuid></map></llsd>`,
      { 'content-type': 'application/llsd+xml' },
    )
    const domain = app.grids.find(side.grid)?.sipDomain
    t.match(await caps.text(), `<key>voice_sip_uri_hostname</key><string>${domain}</string>`)
  }
  t.equal(names.size, 3, 'the same channel name, three channels')
  const asAcme = await vivoxOf(app, acme.vivox)
  const ofBeta = channels.get('beta')
  t.notOk(isOk(await asAcme(`viv_chan_mod.php?mode=get&chan_id=${ofBeta}`)))
  t.notOk(isOk(await asAcme(`viv_chan_mod.php?mode=delete&chan_id=${ofBeta}`)))
  t.notMatch(await asAcme('viv_chan_search.php?cond_channame=Plaza'), `<id>${ofBeta}</id>`)
  const wrong = await (await fetch(`${app.url}/api2/viv_signin.php?userid=acme&pwd=${beta.vivox[1]}`)).text()
  t.notOk(isOk(wrong), 'a password of another grid')

  await acme.region.push()
  const owner = await signedInAdmin(app)
  const told = async (grid: string) => {
    const { body } = await owner.call('GET', '/regions', { headers: { 'x-grid': grid } })
    return body.regions.map(({ regionId, positions }: { regionId: string; positions: boolean }) => [
      regionId,
      positions,
    ])
  }
  t.strictSame(await told('acme'), [[REGION, true]])
  t.strictSame([await told('beta'), await told(MAIN_GRID)], [[], []])

  // A key of one grid names a region that another one has, too.
  const key = await owner.call('POST', '/region-keys', {
    headers: { 'x-grid': 'beta' },
    body: { name: 'Lair', regions: [REGION], rights: ['positions', 'links', 'capabilities'] },
  })
  t.match(key.body.openSimIni, /vivox_sip_uri = beta\./)
  const lair = testRegion(
    { url: app.url, secrets: { regionSecret: key.body.secret } },
    [acme.anna],
    'Plaza',
    REGION,
  )
  await lair.push()
  t.strictSame(await told('beta'), [[REGION, true]])
  const { url } = (await (
    await lair.post('/opensim/v1/tickets', { agent: acme.anna.id, name: 'Anna', region: REGION })
  ).json()) as { url: string }
  t.match(new URL(url).pathname, /^\/g\/beta\/v\//)
  const callers = async (grid: string) =>
    (await owner.call('GET', '/overview', { headers: { 'x-grid': grid } })).body.callers.map(
      ({ refused }: { refused: { calls: number } | null }) => refused?.calls ?? 0,
    )
  t.strictSame(await callers('acme'), [1], 'the refused sign-in counts for the grid whose admin it named')
  t.strictSame(await callers('beta'), [0])
  for (const url of ['/opensim/v1/positions', '/opensim/voice/wrong'])
    await app.server.inject({
      method: 'POST',
      url,
      headers: { host: HOST, authorization: 'Bearer wrong', 'content-type': 'application/json' },
      remoteAddress: '192.0.2.9',
      payload: '{}',
    })
  t.strictSame(await callers('acme'), [1, 1], 'a wrong secret counts for the grid whose host is asked')
  t.strictSame([await callers('beta'), await callers(MAIN_GRID)], [[0], [0]])
})

t.test(
  'pages: an address or a host name says whose they are, and no session or ticket counts elsewhere',
  async (t) => {
    const { app, main, acme, beta } = await setUp(t, { PUBLIC_URL: 'https://voice.main.test' })
    const acmeHost = { host: HOST }
    for (const side of [main, acme, beta]) await side.region.push()
    const owner = await signedInAdmin(app)
    const titleOf = async (url: string, headers: Record<string, string> = {}) =>
      /<title>(.*) · Voice/.exec((await page(app, url, headers)).text)?.[1]
    t.equal(await titleOf('/g/beta/'), 'Grid beta', 'by the name that it was made with')
    for (const [grid, name] of [
      [MAIN_GRID, 'Home'],
      ['acme', 'Acme World'],
      ['beta', 'Beta World'],
    ] as const)
      await owner.call('PATCH', '/look', { headers: { 'x-grid': grid }, body: { name } })
    t.equal(await titleOf('/'), 'Home')
    t.equal(await titleOf('/g/acme/'), 'Acme World')
    t.equal(await titleOf('/g/beta/'), 'Beta World')
    t.equal(await titleOf('/g/beta/v/whatever'), 'Beta World')
    t.equal(await titleOf('/', acmeHost), 'Acme World')
    t.equal(await titleOf('/', { host: `${HOST}:8443` }), 'Acme World')
    t.equal(await titleOf('/', { host: 'evil.test' }), 'Home', 'a host that is nobody’s')
    const redirect = async (url: string, host: string) =>
      (await app.server.inject({ url, headers: { host } })).headers.location
    t.equal(await redirect('/v/x', HOST), `https://${HOST}/v/x`, 'to TLS at its own host')
    t.equal(await redirect('/g/beta/v/x', 'evil.test'), 'https://voice.main.test/g/beta/v/x')
    const framed = await page(app, '/g/beta/v/x', { 'sec-fetch-dest': 'iframe' })
    t.match(framed.text, '<code>https://voice.main.test/g/beta/v/x</code>')
    await app.grids.change('beta', { language: 'nl' })
    const languageAt = async (url: string) => /<html lang="(..)"/.exec((await page(app, url)).text)?.[1]
    t.strictSame([await languageAt('/g/beta/'), await languageAt('/g/acme/')], ['nl', 'en'])
    const link = await beta.region.post('/opensim/v1/tickets', { agent: testUuid(), name: 'X' })
    t.match(await link.json(), { language: 'nl' })
    const forwarded = { 'x-forwarded-host': HOST }
    t.equal(await titleOf('/', forwarded), 'Home', 'of a proxy that nobody trusts')
    t.match(await page(app, '/g/acme'), { status: 308, headers: { location: './acme/' } })
    for (const [url, headers] of [
      ['/g/none/', {}],
      ['/g/none', {}],
      ['/g/beta/', acmeHost],
      ['/g/acme/g/beta/', {}],
      ['/g/acme/admin/api/session', {}],
      ['/g/acme/healthz', {}],
    ] as const)
      t.equal((await page(app, url, headers)).status, 404, `${url} ${JSON.stringify(headers)}`)

    const links = { main: await linkOf(main), acme: await linkOf(acme), beta: await linkOf(beta) }
    t.match(links.acme, { hostname: HOST, pathname: /^\/v\// })
    t.match(links.beta, { hostname: links.main.hostname, pathname: /^\/g\/beta\/v\// })

    const open = (base: string, link: URL, headers = {}) =>
      page(app, `${base}/api/session`, headers, { ticket: ticketIn(link) })
    for (const [base, link, headers] of [
      ['', links.acme, {}],
      ['/g/beta', links.acme, {}],
      ['', links.beta, acmeHost],
      ['', links.beta, forwarded],
      ['/g/acme', links.main, {}],
    ] as const)
      t.match(await open(base, link, headers), { status: 404, text: /ticket-unknown/ }, `${link} at ${base}`)
    t.equal((await page(app, '/g/beta/api/links/short', {}, { ticket: ticketIn(links.acme) })).status, 404)

    const cookies = {
      main: (await open('', links.main)).cookie,
      acme: (await open('', links.acme, acmeHost)).cookie,
      beta: (await open('/g/beta', links.beta)).cookie,
    }
    const all = Object.values(cookies).join('; ')
    const nameAt = async (base: string, cookie: string, headers = {}) => {
      const { status, text } = await page(app, `${base}/api/session?avatar=${main.anna.id}`, {
        cookie,
        ...headers,
      })
      return status === 200 ? JSON.parse(text).name : status
    }
    t.equal(await nameAt('', all), 'Anna of main', 'one browser with three sessions of the same UUID')
    t.equal(await nameAt('/g/acme', all), 'Anna of acme')
    t.equal(await nameAt('', all, acmeHost), 'Anna of acme')
    t.equal(await nameAt('/g/beta', all), 'Anna of beta')
    t.equal(await nameAt('/g/beta', cookies.acme), 401)
    t.equal(await nameAt('', cookies.beta), 401)
    const renamed = cookies.acme.replace('voice-acme.', 'voice-beta.')
    t.equal(await nameAt('/g/beta', renamed), 401, 'whatever the cookie is called')

    const enter = (base: string): SignalSocket => {
      const socket = openSignal(app.url + base, all)
      t.teardown(() => socket.close())
      socket.send({ type: 'join', muted: false })
      return socket
    }
    const pages = [enter(''), enter('/g/acme'), enter('/g/beta')] as const
    for (const [index, { grid }] of [main, acme, beta].entries()) {
      t.equal((await pages[index]?.next('welcome'))?.name, `Anna of ${grid}`)
      t.strictSame((await pages[index]?.next('room'))?.participants, [], 'nobody of another grid')
    }
    pages[0].send({ type: 'find-people', text: 'Anna of' })
    t.strictSame((await pages[0].next('people-found')).people, [], 'nor is anybody of another grid found')

    const unopened = await linkOf(acme)
    const folder = join(app.config.dataDir, 'grids', 'acme')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'certificate.pem'), '')
    const known = async () => {
      const get = async (path: string) =>
        (await owner.call('GET', path, { headers: { 'x-grid': 'acme' } })).body
      return [(await get('/accounts?search=Anna')).length, (await get('/regions')).regions.length]
    }
    t.strictSame(await known(), [1, 1])
    await app.grids.remove('acme')
    t.equal(await nameAt('', cookies.acme, acmeHost), 401, 'its host name is nobody’s')
    t.equal((await page(app, '/g/acme/api/session', { cookie: cookies.acme })).status, 404)
    t.equal((await acme.region.post('/opensim/v1/tickets', { agent: acme.anna.id, name: 'x' })).status, 401)
    t.equal((await page(app, '/', acmeHost)).status, 200, 'the main grid’s page')
    t.equal(await pages[1].closed(), CloseCode.sessionOver)
    await app.grids.make({ id: 'acme', name: 'Another', hostNames: [HOST] })
    t.equal(
      await nameAt('/g/acme', cookies.acme),
      401,
      'a session from before counts for no later grid of that id',
    )
    t.match(await open('', unopened, acmeHost), { status: 404, text: /ticket-unknown/ }, 'nor does a link')
    t.strictSame(await known(), [0, 0], 'nor is anybody’s name or place known there')
    await eventually('its certificates are gone', () => !existsSync(folder))
    t.equal(await nameAt('/g/beta', cookies.beta), 'Anna of beta')
  },
)

t.test('native viewers: a region of another grid neither ends nor touches a session', async (t) => {
  const { app, acme, beta } = await setUp(t, { MEDIA_ROUTE: 'auto' })
  await acme.region.push()
  const rpcOf = ({ secret }: Side) => voiceRpc({ url: app.url, secrets: { regionSecret: secret } })
  const caller = { agentId: acme.anna.id, regionId: REGION }
  const place = { position: [100, 100, 25] as [number, number, number] }
  const viewer = await connected(await startViewer(t, { rpc: rpcOf(acme), ...caller, place }))
  const logout = { logout: true, viewer_session: viewer.sessionId, voice_server_type: 'webrtc' }
  await rpcOf(beta)('provision_voice_account_request', caller, logout)
  const candidate = { viewer_session: viewer.sessionId, candidate: { completed: true } }
  const touch = async (side: Side) => (await rpcOf(side)('voice_signaling_request', caller, candidate)).error
  t.ok(await touch(beta), 'there is no such session')
  t.equal(await touch(acme), undefined, 'it goes on')
  const owner = await signedInAdmin(app)
  const roomsOf = async (grid: string) =>
    (await owner.call('GET', '/rooms', { headers: { 'x-grid': grid } })).body.length
  t.strictSame([await roomsOf('acme'), await roomsOf('beta'), await roomsOf(MAIN_GRID)], [1, 0, 0])
  await rpcOf(acme)('provision_voice_account_request', caller, logout)
  t.ok(await touch(acme), 'its own region ends it')
})

t.test('each grid’s services are asked by themselves, from when it is made until it goes', async (t) => {
  const { app } = await setUp(t, { HOSTED_GRIDS_NETWORKS: '127.0.0.1', ROBUST_MESSAGE_KEY: 'of main' })
  const [anna, region] = [testUuid(), testUuid()]
  const robustOf = async (password: string, name: string) => {
    const simulator = await startFakeSimulator([{ id: region, name, agents: [] }])
    t.teardown(() => simulator.down())
    simulators.set(password, simulator)
    const { url } = simulator
    const robust = await startFakeRobust(t, [
      { id: region, name, corner: [256_000, 256_000], simulator: `${url}/` },
    ])
    robust.credentials = `voice:${password}`
    simulator.password = `radmin-${password}`
    robust.accounts = [{ id: anna, name: 'Anna Test', password }]
    return robust
  }
  const simulators = new Map<string, FakeSimulator>()
  const [one, other] = [await robustOf('first', 'West'), await robustOf('second', 'East')]
  const make = (id: string, { url }: FakeRobust, password: string) =>
    app.grids.make({
      id,
      name: id,
      robust: {
        ...{ url, publicUrl: url, user: 'voice', password },
        remoteAdminPassword: `* radmin-${password}\n127.0.0.2:9 elsewhere`,
        messageKey: `key ${password}`,
      },
      signInWays: ['password', 'openid', 'code'],
    })
  await make('one', one, 'first')
  await make('other', other, 'second')
  const owner = await signedInAdmin(app)
  const regionsOf = async (grid: string) =>
    (await owner.call('GET', '/regions', { headers: { 'x-grid': grid } })).body.regions.map(
      ({ name }: { name: string }) => name,
    )
  await eventually(
    'both lists are there',
    async () => (await regionsOf('one')).length === 1 && (await regionsOf('other')).length === 1,
  )
  t.strictSame(
    [await regionsOf('one'), await regionsOf('other'), await regionsOf(MAIN_GRID)],
    [['West'], ['East'], []],
  )
  for (const [password, { calls }] of simulators) {
    await eventually('each simulator is asked', () => calls.length > 0)
    const told = new Set(calls.map(({ params }) => params.password))
    t.strictSame([...told], [`radmin-${password}`], 'by the password of its grid alone')
  }
  one.regions.push({
    ...{ id: testUuid(), name: 'Far', corner: [256_256, 256_000] },
    simulator: 'http://127.0.0.2:9/',
  })
  await app.grids.change('one', { language: 'fr' })
  await eventually('simulators lead into no other private network either', () =>
    app.regionStatus().some(({ url, error }) => /127.0.0.2/.test(url) && /may not lead to/.test(error ?? '')),
  )
  const shown = (await owner.get('/grids')).body as { id: string; robust: { kept: string[] } | null }[]
  t.strictSame(shown.find(({ id }) => id === 'one')?.robust?.kept, [
    'password',
    'remoteAdminPassword',
    'messageKey',
  ])
  t.notMatch(JSON.stringify(shown), /radmin-|key first/, 'they are shown nowhere')
  one.presences.set(anna, region)
  const [ofOne] = simulators.values()
  if (ofOne) {
    ofOne.messageKey = 'key first'
    ofOne.regions = [{ id: region, name: 'West', agents: [{ id: anna, name: 'Anna Test', pos: [1, 1, 1] }] }]
    const askCode = (grid: string, name: string) => page(app, `/g/${grid}/api/sign-in/code`, {}, { name })
    for (let tries = 0; tries < 20; tries += 1) await askCode('other', 'No One')
    t.equal((await askCode('other', 'No One')).status, 429, 'an address has tried enough names on one grid')
    t.equal((await askCode('one', 'Anna Test')).status, 202, 'and none on another')
    await eventually('a code comes by the key of the grid', () => ofOne.messages.length === 1)
  }
  const signIn = async (base: string, password: string) =>
    (await page(app, `${base}/api/session`, {}, { firstName: 'Anna', lastName: 'Test', password })).status
  t.strictSame([await signIn('/g/one', 'first'), await signIn('/g/other', 'second')], [200, 200])
  t.strictSame(
    [await signIn('/g/one', 'second'), await signIn('', 'first')],
    [401, 403],
    'of another grid, and of one without',
  )
  t.match((await page(app, '/g/one/api/sign-in')).text, /"gridPassword":true/)
  t.match((await page(app, '/api/sign-in')).text, /"gridPassword":false/)

  const who = { firstName: 'Anna', lastName: 'Test' }
  const begun = await page(app, '/g/one/api/sign-in/openid', {}, who)
  const address = new URL(JSON.parse(begun.text).address)
  t.equal(address.origin, one.url, 'at its own grid’s page')
  t.match(address.searchParams.get('openid.return_to'), '/g/one/?openid=', 'and back to its own pages')
  t.equal((await page(app, '/api/sign-in/openid', {}, who)).status, 403)

  await app.grids.change('one', { signInWays: [] })
  t.equal(await signIn('/g/one', 'first'), 403, 'a change counts at once')
  await app.grids.remove('other')
  const asked = other.calls.length
  const before = one.calls.length
  await app.grids.change('one', { language: 'de' })
  await eventually('the one that stays is asked', () => one.calls.length > before)
  t.equal(other.calls.length, asked, 'nobody asks for a grid that is gone')
  t.notMatch(JSON.stringify(app.log), /"(first|second)"|voice:first|voice:second|radmin-|key first/)
  await t.rejects(
    app.grids.change('one', {
      robust: {
        url: one.url,
        publicUrl: undefined,
        user: 'voice',
        password: undefined,
        remoteAdminPassword: '* a\n* b',
      },
    }),
    /one for all simulators/,
  )
  const elsewhere = {
    url: 'http://elsewhere.test:8003',
    publicUrl: undefined,
    user: 'voice',
    password: undefined,
  }
  await app.grids.change('one', { robust: elsewhere })
  t.strictSame(
    app.grids.robustSecrets('one'),
    { remoteAdminPassword: undefined, messageKey: undefined },
    'secrets are told to nobody for whom they were not typed',
  )
})

t.test('the services of a hosted grid lead into no private network; the operator’s own may', async (t) => {
  const [robust, own] = [await startFakeRobust(t), await startFakeRobust(t)]
  const app = await startTestApp(t, { env: { ROBUST_URL: own.url, MEDIA_ROUTE: 'mesh' } })
  const { port } = new URL(robust.url)
  for (const host of ['127.0.0.1', 'localhost'])
    await app.grids.make({
      id: `by-${host.replaceAll('.', '-')}`,
      name: host,
      robust: { url: `http://${host}:${port}`, publicUrl: undefined, user: '', password: '' },
    })
  await eventually('the operator’s own is asked', () => own.calls.length > 0)
  await eventually(
    'the log says why not',
    () => app.log.filter(({ msg }) => /network that hosted grids may not lead to/.test(msg)).length >= 2,
  )
  t.strictSame(robust.calls, [])
})
