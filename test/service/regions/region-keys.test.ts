/**
 * What a dishonest owner of a region could do with the grid's secret: each act works with that secret, as it always did, and
 * fails with a region key that speaks for other regions.
 */

import t, { type Test } from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { accountNameOf } from '../../../src/voice/accounts/account-name.js'
import { MAX_TICKETS_OF_KEY } from '../../../src/voice/sign-in/tickets.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { type AdminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { startFakeRobust } from '../../helpers/regions/fake-robust.js'
import {
  type TestAvatar,
  type TestRegion,
  testAvatar,
  testRegion,
  testUuid,
} from '../../helpers/regions/region.js'
import { find } from '../../helpers/regions/vivox-module.js'
import { openLink, openSignal, type SignalSocket, signIn } from '../../helpers/signal-socket.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'
import { connected, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const EVERY_RIGHT = ['positions', 'links', 'native-voice', 'capabilities']

interface IssuedKey {
  readonly key: { readonly id: string }
  readonly secret: string
}

async function keyFor(
  admin: AdminClient,
  regions: 'all' | readonly string[],
  rights: readonly string[] = EVERY_RIGHT,
): Promise<IssuedKey> {
  const { status, body } = await admin.post('/region-keys', { name: 'Lair', regions, rights })
  if (status !== 200) throw new Error(`no key: ${status} ${JSON.stringify(body)}`)
  return body
}

/** The same service as whoever has another secret sees it. */
const by = (app: TestApp, regionSecret: string) => ({ url: app.url, secrets: { regionSecret } })

/** `/api2` as a region uses it that has signed in with that name and password. */
async function vivoxOf(app: TestApp, user: string, password: string) {
  const call = async (path: string) => (await fetch(`${app.url}/api2/${path}`)).text()
  const token = find(
    await call(`viv_signin.php?userid=${user}&pwd=${password}`),
    'response.level0.body.auth_token',
  )
  return (path: string) => call(path.replace('?', `?auth_token=${token ?? ''}&`))
}
const isOk = (xml: string) => find(xml, 'response.level0.status') === 'OK'

/** Which of these messages comes first. */
const answerOf = (socket: SignalSocket, ...types: readonly string[]) =>
  eventually(`one of ${types}`, () =>
    socket.messages.map(({ type }) => type).find((type) => types.includes(type)),
  )

/** A region of the grid with somebody in it, and one whose owner has a secret and wants more. */
interface Scene {
  readonly app: TestApp
  readonly admin: AdminClient
  readonly home: TestRegion
  readonly vera: TestAvatar
  readonly parcel: string
  /** With the secret of its owner. */
  readonly lair: TestRegion
  readonly mallory: TestAvatar
  readonly secret: string
  /** The name and password for `/api2` that go with that secret. */
  readonly vivox: readonly [user: string, password: string]
  page(cookie: string): SignalSocket
  /** Whom a region counts as there, and where they stand. */
  peopleIn(region: TestRegion): Promise<readonly { agentId: string; position: readonly number[] }[]>
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const llsd = { 'content-type': 'application/llsd+xml' }

const accountAsked = (agent: string) => `<llsd><map><key>agent</key><uuid>${agent}</uuid></map></llsd>`

/** Asks for an account by capability, and signs in with what comes. */
async function accountOf({ app, lair }: Scene, agent: string): Promise<boolean> {
  const answer = await (
    await lair.post('/opensim/v1/caps/ProvisionVoiceAccountRequest', accountAsked(agent), llsd)
  ).text()
  const password = /<key>password<\/key><string>([^<]+)</.exec(answer)?.[1]
  if (password === undefined) return false
  const headers = { 'content-type': 'application/json' }
  const credentials = JSON.stringify({ account: accountNameOf(agent), password })
  return (await fetch(`${app.url}/api/session`, { method: 'POST', headers, body: credentials })).ok
}

/** @returns whether the act does what its doer wants */
type Act = (scene: Scene, t: Test) => Promise<boolean>

const ACTS: Readonly<Record<string, Act>> = {
  async 'take any avatar into its own region by listing it'({ lair, vera, peopleIn }) {
    lair.avatars.push(vera)
    await lair.push()
    return (await peopleIn(lair)).some(({ agentId }) => agentId === vera.id)
  },

  async 'be anybody by a link'({ app, lair, vera, home, page }) {
    const own = page(await signIn(app.url, await home.link(vera)))
    own.send({ type: 'join', muted: false })
    await own.next('room')
    const stolen = page(await signIn(app.url, await lair.link(vera)))
    stolen.send({ type: 'join', muted: false })
    return (await answerOf(stolen, 'room', 'no-room', 'error')) === 'room'
  },

  async 'be anybody by a link, and write and call in their name'({ app, lair, vera, page }) {
    const stolen = page(await signIn(app.url, await lair.link(vera)))
    stolen.send({ type: 'find-people', text: 'a' })
    return (await answerOf(stolen, 'people-found', 'error')) === 'people-found'
  },

  'reset any account by capability': (scene) => accountOf(scene, scene.vera.id),

  async 'reset any account by the Vivox module'({ app, vivox, vera, home }) {
    const name = accountNameOf(vera.id)
    await home.post('/opensim/v1/caps/ProvisionVoiceAccountRequest', accountAsked(vera.id), llsd)
    const call = await vivoxOf(app, ...vivox)
    const done = [
      await call(`viv_adm_password.php?user_name=${name}&new_pwd=mallorys`),
      await call(`viv_adm_acct_new.php?username=${name}&pwd=mallorys`),
    ]
    return done.some(isOk)
  },

  async 'find out by the Vivox module who has an account'({ app, vivox, vera, home }) {
    await home.post('/opensim/v1/caps/ProvisionVoiceAccountRequest', accountAsked(vera.id), llsd)
    return isOk(await (await vivoxOf(app, ...vivox))(`viv_get_acct.php?user_name=${accountNameOf(vera.id)}`))
  },

  async 'log anybody’s viewer out'({ app, secret, home, vera, lair }, t) {
    const rpc = voiceRpc(app)
    const place = { position: [100, 100, 25] as [number, number, number] }
    const viewer = await connected(await startViewer(t, { rpc, agentId: vera.id, regionId: home.id, place }))
    const request = { logout: true, viewer_session: viewer.sessionId, voice_server_type: 'webrtc' }
    for (const regionId of [lair.id, home.id]) {
      const asked = { agentId: vera.id, regionId }
      await voiceRpc(by(app, secret))('provision_voice_account_request', asked, request)
    }
    const candidate = { viewer_session: viewer.sessionId, candidate: { completed: true } }
    const left = await rpc('voice_signaling_request', { agentId: vera.id, regionId: home.id }, candidate)
    return left.error !== undefined
  },

  async 'bring a viewer into any region'({ app, secret, home, mallory }) {
    const request = { jsep: { type: 'offer', sdp: 'v=0\r\n' }, channel_type: 'local' }
    const asked = { agentId: mallory.id, regionId: home.id }
    const { error } = await voiceRpc(by(app, secret))('provision_voice_account_request', asked, request)
    // The offer itself is no good: who gets as far as that was let in.
    return !/does not speak for that region/.test(error ?? '')
  },

  async 'learn the channel of any region by capability'({ lair, home }) {
    const body = `<llsd><map><key>region</key><uuid>${home.id}</uuid></map></llsd>`
    return /channel_uri/.test(
      await (await lair.post('/opensim/v1/caps/ParcelVoiceInfoRequest', body, llsd)).text(),
    )
  },

  async 'switch voice off elsewhere'({ app, lair, home, vera, parcel, page }) {
    const cookie = await signIn(app.url, await home.link(vera))
    const own = page(cookie)
    own.send({ type: 'join', muted: false })
    await own.next('room')
    const place = async () => (await fetch(`${app.url}/api/place`, { headers: { cookie } })).json()
    const words = `<key>region</key><uuid>${home.id}</uuid><key>parcel</key><uuid>${parcel}</uuid>`
    const body = `<llsd><map>${words}<key>voice_allowed</key><boolean>0</boolean></map></llsd>`
    await lair.post('/opensim/v1/caps/ParcelVoiceInfoRequest', body, llsd)
    const [avatars, corner] = [[vera], [256_000, 256_000]]
    const report = { region: home.id, name: 'Home', corner, avatars, voice: false }
    await lair.post('/opensim/v1/positions', report)
    return !(await place()).place
  },

  async 'send a report from the future'({ lair, home, vera, peopleIn }) {
    await home.post('/opensim/v1/positions', reportOf(home, [vera]), { 'x-sequence': '1' })
    const future = { 'x-sequence': '5000' }
    await lair.post('/opensim/v1/positions', reportOf(home, [vera]), future)
    vera.pos = [50, 60, 25]
    await home.post('/opensim/v1/positions', reportOf(home, [vera]), { 'x-sequence': '2' })
    const there = (await peopleIn(home)).find(({ agentId }) => agentId === vera.id)
    return there?.position[0] !== 50
  },

  async 'hear any parcel by listing somebody in it'({ app, lair, mallory, parcel, home, vera, page }) {
    const own = page(await signIn(app.url, await home.link(vera)))
    own.send({ type: 'join', muted: false })
    const heard = (await own.next('room')).channel.id
    mallory.parcel = parcel
    await lair.push()
    const listener = page(await signIn(app.url, await lair.link(mallory)))
    listener.send({ type: 'join', muted: false })
    return (await listener.next('room')).channel.id === heard
  },

  async 'hear any region by listing somebody in a parcel of its name'({
    app,
    lair,
    mallory,
    home,
    vera,
    page,
  }) {
    delete vera.parcel
    await home.push()
    const own = page(await signIn(app.url, await home.link(vera)))
    own.send({ type: 'join', muted: false })
    const heard = (await own.next('room')).channel.id
    mallory.parcel = home.id
    await lair.push()
    const listener = page(await signIn(app.url, await lair.link(mallory)))
    listener.send({ type: 'join', muted: false })
    return (await listener.next('room')).channel.id === heard
  },

  async 'take a channel of others by the Vivox module'({ app, vivox, home, parcel }) {
    const call = await vivoxOf(app, ...vivox)
    const names = [home.id, `${home.id}D`, parcel]
    const made = await Promise.all(
      names.map((name) => call(`viv_chan_mod.php?mode=create&chan_name=${name}&chan_desc=Mine`)),
    )
    return made.some(isOk)
  },

  async 'find a channel of others by the Vivox module'({ app, vivox, parcel }) {
    const call = await vivoxOf(app, ...vivox)
    const found = await call(`viv_chan_search.php?cond_channame=${parcel}`)
    return find(found, 'response.level0.channel-search.count') !== '0'
  },

  async 'delete a channel of others by the Vivox module'({ app, admin, vivox, parcel }) {
    const channels: readonly { id: number; name: string }[] = (await admin.get(`/channels?search=${parcel}`))
      .body.channels
    const { id = 0 } = channels.find(({ name }) => name === parcel) ?? {}
    return isOk(await (await vivoxOf(app, ...vivox))(`viv_chan_mod.php?mode=delete&chan_id=${id}`))
  },

  async 'throw people out of a channel of others by the Vivox module'({ app, vivox, home, vera, page }) {
    const own = page(await signIn(app.url, await home.link(vera)))
    own.send({ type: 'join', muted: false })
    const { id } = (await own.next('room')).channel
    const call = await vivoxOf(app, ...vivox)
    return isOk(await call(`viv_chan_cmd.php?mode=drop_all&chan_uri=sip:confctl-${id}@localhost`))
  },

  async 'make itself moderator of a parcel of others'({ admin, lair, mallory, parcel }) {
    mallory.parcel = parcel
    const avatars = [{ ...mallory, parcel_owner: mallory.id }]
    await lair.post('/opensim/v1/positions', { ...reportOf(lair, []), avatars })
    // Written after the report was answered.
    for (let look = 0; look < 10; look += 1) {
      if (JSON.stringify((await admin.get('/channels')).body).includes(mallory.id)) return true
    }
    return false
  },

  async 'take part in a private call in anybody’s name'({ app, secret, lair, vera }) {
    const other = testUuid()
    const request = {
      jsep: { type: 'offer', sdp: 'v=0\r\n' },
      channel_type: 'multiagent',
      channel: xorOf(vera.id, other),
      credentials: 'x',
    }
    const asked = { agentId: vera.id, regionId: lair.id }
    const { error } = await voiceRpc(by(app, secret))('provision_voice_account_request', asked, request)
    // The offer itself is no good: who gets as far as that was let in.
    return !/does not say that this avatar/.test(error ?? '')
  },
}

function reportOf({ id }: TestRegion, avatars: readonly TestAvatar[]) {
  return { region: id, name: 'Region', avatars }
}

function xorOf(one: string, other: string): string {
  const [a, b] = [one, other].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'))
  const hex = Buffer.from(a?.map((byte, index) => byte ^ (b?.[index] ?? 0)) ?? []).toString('hex')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

t.test('what a region key does not allow, and the grid’s own secret does', async (t) => {
  const app = await startTestApp(t)
  const admin = await signedInAdmin(app)
  const own = {
    secret: app.secrets.regionSecret,
    vivox: ['opensim', app.secrets.vivoxAdminPassword] as const,
  }

  async function sceneWith(
    t: Test,
    lairId: string,
    credentials: Pick<Scene, 'secret' | 'vivox'>,
  ): Promise<Scene> {
    const [vera, mallory, parcel] = [testAvatar('Vera Victim'), testAvatar('Mal Lory'), testUuid()]
    vera.parcel = parcel
    const home = testRegion(app, [vera], 'Home')
    const lair = testRegion(by(app, credentials.secret), [mallory], 'Lair', lairId)
    await home.push()
    await lair.push()
    const words = `<key>region</key><uuid>${home.id}</uuid><key>parcel</key><uuid>${parcel}</uuid>`
    const asked = `<llsd><map>${words}<key>voice_allowed</key><boolean>1</boolean></map></llsd>`
    await home.post('/opensim/v1/caps/ParcelVoiceInfoRequest', asked, llsd)
    return {
      app,
      admin,
      home,
      vera,
      parcel,
      lair,
      mallory,
      ...credentials,
      page(cookie) {
        const socket = openSignal(app.url, cookie)
        t.teardown(() => socket.close())
        return socket
      },
      async peopleIn({ id }) {
        const { status, body } = await admin.get(`/regions/${id}/live`)
        return status === 200 ? body.people : []
      },
    }
  }

  for (const [name, act] of Object.entries(ACTS)) {
    await t.test(name, async (t) => {
      const lairId = testUuid()
      const { key, secret } = await keyFor(admin, [lairId])
      const confined = await sceneWith(t, lairId, { secret, vivox: [`region-${key.id}`, secret] })
      t.notOk(await act(confined, t), 'not with the key of another region')
      t.ok(await act(await sceneWith(t, testUuid(), own), t), 'as ever with the grid’s secret')
    })
  }
})

t.test('many avatars and many links of one key crowd out nobody', async (t) => {
  let ahead = 0
  const timers = { ...systemTimers, now: () => systemTimers.now() + ahead }
  for (const kind of ['key', 'grid'] as const) {
    await t.test(`by the ${kind}`, async (t) => {
      const app = await startTestApp(t, { env: { MEDIA_ROUTE: 'mesh' }, timers })
      const admin = await signedInAdmin(app)
      const crowd = Array.from({ length: 300 }, (_, n) => testAvatar(`Guest ${n}`))
      const home = testRegion(app, crowd)
      await home.push()
      const first = await home.link(crowd[0] ?? testAvatar('Nobody'))
      const lairs = Array.from({ length: 39 }, testUuid)
      const secret = kind === 'key' ? (await keyFor(admin, lairs)).secret : app.secrets.regionSecret
      const send = (url: string, payload: object, from: number, by = secret) =>
        app.server.inject({
          method: 'POST',
          url: `/opensim/v1/${url}`,
          headers: bearer(by),
          payload,
          remoteAddress: `10.${from}.0.1`,
        })

      for (const [index, region] of lairs.entries()) {
        const avatars = Array.from({ length: 250 }, (_, n) => testAvatar(`Invented ${n}`))
        const { statusCode } = await send('positions', { region, name: 'Lair', avatars }, index)
        t.equal(statusCode, 204)
      }
      const guests = (await admin.get(`/regions/${home.id}/live`)).body.people.length
      if (kind === 'key') t.equal(guests, 300, 'everybody is still there')
      else t.ok(guests < 300, 'the largest gives way, which is the region of the grid')
      if (kind === 'grid') return

      const mint = (by = secret) => send('tickets', { agent: testUuid(), name: 'Invented' }, 1, by)
      const minted = [await mint()]
      for (let n = 1; n <= MAX_TICKETS_OF_KEY; n += 1) {
        if (n % 200 === 0) ahead += 60_000 / 20
        minted.push(await mint())
      }
      t.ok(minted.every(({ statusCode }) => statusCode === 200))
      const statusOf = async (link: string) => (await openLink(app.url, link)).status
      t.equal(await statusOf(first), 200)
      t.equal(await statusOf(minted[0]?.json().url), 404, 'its own oldest gives way')
      t.equal(await statusOf(minted.at(-1)?.json().url), 200)

      const { secret: another } = await keyFor(admin, [testUuid()])
      let answered = 0
      while (answered < 1000 && (await mint(another)).statusCode === 200) answered += 1
      t.ok(answered < 1000, 'and no key has all the requests')
      t.equal((await home.post('/opensim/v1/positions', reportOf(home, []))).status, 204)
    })
  }
})

t.test('a key does its owner’s work, is changed without a gap, and is void at once', async (t) => {
  // Nothing is found out by the pings that pages get now and then.
  const after: typeof systemTimers.after = (milliseconds, callback) =>
    milliseconds < 10_000 ? systemTimers.after(milliseconds, callback) : () => undefined
  const app = await startTestApp(t, { timers: { ...systemTimers, after } })
  const admin = await signedInAdmin(app)
  const [lairId, elsewhere] = [testUuid(), testUuid()]
  const { key, secret } = await keyFor(admin, [lairId.toUpperCase()])
  const mal = testAvatar('Mal Lory')
  mal.parcel = testUuid()
  const lair = testRegion(by(app, secret), [mal], 'Lair', lairId)
  await lair.push()
  const page = openSignal(app.url, await signIn(app.url, await lair.link(mal)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  t.match(await page.next('room'), { self: { agentId: mal.id } })
  const rpc = voiceRpc(by(app, secret))
  const carl = testAvatar('Carl Guest')
  lair.avatars.push(carl)
  await lair.push()
  const place = { position: [100, 100, 25] as [number, number, number] }
  const viewer = await connected(await startViewer(t, { rpc, agentId: carl.id, regionId: lairId, place }))
  const account = accountNameOf(mal.id)
  const vivox = await vivoxOf(app, `region-${key.id}`, secret)
  t.ok(isOk(await vivox(`viv_adm_acct_new.php?username=${account}&pwd=first`)))
  for (const name of [lairId, `${lairId}D`, mal.parcel, testUuid()])
    t.ok(isOk(await vivox(`viv_chan_mod.php?mode=create&chan_name=${name}`)), name)
  const body = JSON.stringify({ account, password: 'first' })
  const byPassword = await fetch(`${app.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const cookie = byPassword.headers.get('set-cookie')?.split(';')[0]
  const spy = openSignal(app.url, cookie)
  t.teardown(() => spy.close())
  spy.send({ type: 'find-people', text: 'a' })
  t.match(
    await spy.next('error'),
    { code: 'not-allowed' },
    'a password of theirs proves no more than their link',
  )

  const renewed = await admin.post(`/region-keys/${key.id}/renew`)
  t.match(renewed.body.openSimIni, `vivox_admin_user = region-${key.id}`)
  t.match(renewed.body.webRtcIni, `/opensim/voice/${renewed.body.secret}`)
  t.match(renewed.body.script, `Bearer ${renewed.body.secret}`)
  t.equal((await admin.post(`/region-keys/${key.id}/renew`)).status, 403, 'no third one')
  const statusBy = async (by: string, region = lairId) =>
    (await lair.post('/opensim/v1/positions', reportOf({ ...lair, id: region }, [mal, carl]), bearer(by)))
      .status
  t.strictSame([await statusBy(secret), await statusBy(renewed.body.secret)], [204, 204])
  const listed = async () => (await admin.get('/region-keys')).body.keys[0]
  t.match(await listed(), { name: 'Lair', regions: [lairId], secrets: { length: 2 } })
  t.match((await listed()).secrets[0], { lastUsedFrom: '127.0.0.1' })
  await admin.post(`/region-keys/${key.id}/end-old`)
  t.strictSame([await statusBy(secret), await statusBy(renewed.body.secret)], [401, 204])
  t.equal(await statusBy(`${renewed.body.secret.slice(0, -1)}~`), 401)
  t.match(await vivox(`viv_get_acct.php?user_name=${account}`), /<code>201</, 'its token went with it')

  const regions = [lairId, elsewhere]
  t.equal(await statusBy(renewed.body.secret, elsewhere), 403)
  await admin.patch(`/region-keys/${key.id}`, { regions, rights: ['positions'] })
  t.equal(await statusBy(renewed.body.secret, elsewhere), 204)
  await statusBy(renewed.body.secret)
  const asked = { agent: mal.id, name: mal.name }
  const link = () => lair.post('/opensim/v1/tickets', asked, bearer(renewed.body.secret))
  t.equal((await link()).status, 403, 'and only what it may')
  await admin.patch(`/region-keys/${key.id}`, { rights: ['positions', 'links'] })
  const { url } = (await (await link()).json()) as { url: string }

  await admin.post(`/region-keys/${key.id}/withdraw`)
  t.equal(await statusBy(renewed.body.secret), 401)
  t.equal((await openLink(app.url, url)).status, 404, 'its links open nothing')
  t.equal(await page.closed(), CloseCode.sessionOver, 'its pages are over')
  await eventually('its viewers’ sessions are over', () => !viewer.isConnected())
  t.strictSame((await admin.get('/region-keys')).body.keys, [])
  const acts = (await admin.get('/audit')).body
  t.match(acts[0], { act: 'region-key-withdrawn', subject: 'Lair', detail: { before: { regions } } })
  t.match(acts[2], {
    act: 'region-key-changed',
    detail: { before: { regions: [lairId] }, after: { regions } },
  })
  t.notMatch(JSON.stringify([app.log, acts]), /rk-[a-z0-9]{12}-/, 'no secret is kept anywhere')
})

t.test('a link of a region is good there, until the grid vouches for its avatar', async (t) => {
  const [westId, eastId, northId] = [testUuid(), testUuid(), testUuid()]
  const robust = await startFakeRobust(t, [
    { id: westId, name: 'West', corner: [256000, 256000] },
    { id: eastId, name: 'East', corner: [256256, 256000] },
    { id: northId, name: 'North', corner: [256000, 256256] },
  ])
  const app = await startTestApp(t, { env: { ROBUST_URL: robust.url, MEDIA_ROUTE: 'mesh' } })
  const { secret } = await keyFor(await signedInAdmin(app), [westId, northId])
  const join = async (avatar: TestAvatar) => {
    const west = testRegion(by(app, secret), [avatar], 'West', westId)
    const page = openSignal(app.url, await signIn(app.url, await west.link(avatar)))
    t.teardown(() => page.close())
    page.send({ type: 'join', muted: false })
    return page
  }

  const vera = testAvatar('Vera Victim')
  robust.presences.set(vera.id, eastId)
  const stolen = await join(vera)
  const reasons = () =>
    stolen.messages.flatMap((message) => (message.type === 'no-room' ? message.reason : []))
  await eventually('the grid sees her elsewhere', () => reasons().includes('link-confined'))
  await testRegion(by(app, secret), [vera], 'West', westId).push()
  stolen.send({ type: 'leave' })
  await eventually('it has left', () => reasons().includes('left'))
  stolen.messages.length = 0
  stolen.send({ type: 'join', muted: false })
  t.equal(await answerOf(stolen, 'room', 'no-room'), 'no-room', 'whatever the region says')

  const anna = testAvatar('Anna Test')
  robust.presences.set(anna.id, northId)
  const page = await join(anna)
  t.match(await page.next('room'), { channel: { name: 'North' } })
  robust.presences.set(anna.id, eastId)
  t.match(await page.next('room'), { channel: { name: 'East' } }, 'she walks on with the same page')
  page.send({ type: 'find-people', text: 'vera' })
  t.match(await page.next('people-found'), { people: [] }, 'and is in nobody’s name where she is not')
})
