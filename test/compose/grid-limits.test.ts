/** The limits of a grid in the whole service: who is told what, and what the metrics show. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { BUSY_PAUSE_MS } from '../../src/http/error-answers.js'
import { SQLITE_FILE } from '../../src/operator/settings/config.js'
import type { UsageView } from '../../src/protocol/admin/usage.js'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { openStore } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { type GridLimits, NO_LIMITS } from '../../src/voice/grids/hosted-grid.js'
import type { Timers } from '../../src/voice/ports.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { USAGE_WRITE_INTERVAL_MS } from '../../src/voice/usage/usage.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { find } from '../helpers/regions/vivox-module.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'
import { offerOf } from '../helpers/viewers/native-viewer-edge.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

/** A service whose main grid has limits. Its stopwatch stands still when it is told to, so that nothing refills. */
async function limited(t: Test, limits: Partial<GridLimits>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-limits-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const store = await openStore({ file: join(dataDir, SQLITE_FILE) })
  const main = (await store.grids.list()).find(({ id }) => id === MAIN_GRID)
  if (main) await store.grids.save({ ...main, limits: { ...NO_LIMITS, ...limits } })
  await store.close()
  let stoppedAt: number | undefined
  const timers: Timers = {
    now: () => stoppedAt ?? systemTimers.now(),
    // What was used is written down more often than once a minute.
    after: (milliseconds, callback) =>
      systemTimers.after(milliseconds === USAGE_WRITE_INTERVAL_MS ? 500 : milliseconds, callback),
  }
  const app = await startTestApp(t, { dataDir, timers })
  const metric = async (name: string) => {
    const { body } = await app.server.inject({ url: '/metrics' })
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1])
  }
  return {
    app,
    metric,
    stopTime() {
      stoppedAt = systemTimers.now()
    },
  }
}

t.test('people: who is one too many is told so, and comes in when somebody leaves', async (t) => {
  const { app, metric } = await limited(t, { people: 1 })
  const [anna, bert] = [testAvatar('Anna'), testAvatar('Bert')]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const pageOf = async (avatar: typeof anna) => {
    const page = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    page.send({ type: 'join', muted: false })
    return page
  }
  const annas = await pageOf(anna)
  await annas.next('room')
  const berts = await pageOf(bert)
  t.equal((await berts.next('no-room')).reason, 'grid-full')
  t.equal(await metric('voice_grid_people{grid="main"}'), 1)
  t.equal(await metric('voice_grid_limit{grid="main",limit="people"}'), 1)
  t.equal(await metric('voice_grid_limit_refusals_total{grid="main",limit="people"}'), 1)
  annas.send({ type: 'leave' })
  await berts.next('room')
  // In voice or not, more pages than its people can need are turned away.
  const cookie = await signIn(app.url, await region.link(anna))
  const idle = Array.from({ length: 18 }, () => openSignal(app.url, cookie))
  for (const page of idle) await page.next('welcome')
  const tooMany = openSignal(app.url, cookie)
  t.match(await tooMany.next('error'), { code: 'grid-busy', message: /20 pages/ })
  t.equal(await tooMany.closed(), CloseCode.rateLimited)
  idle[0]?.close()
  await eventually('there is room for one more', async () => {
    const another = openSignal(app.url, cookie)
    t.teardown(() => another.close())
    const first = await eventually('an answer', () => another.messages[0])
    return first.type === 'welcome'
  })
  for (const page of idle) page.close()
})

t.test('requests: each edge says in its own words that it was too much', async (t) => {
  const { app, metric, stopTime } = await limited(t, { requestsPerSecond: 10 })
  const anna = testAvatar('Anna')
  const region = testRegion(app, [anna])
  await region.push()
  const cookie = await signIn(app.url, await region.link(anna))
  const call = async (path: string) => (await fetch(`${app.url}/api2/${path}`)).text()
  const signedIn = await call(
    `viv_signin.php?userid=${app.config.vivoxAdminUser}&pwd=${app.secrets.vivoxAdminPassword}`,
  )
  const token = find(signedIn, 'response.level0.body.auth_token')
  stopTime()
  const report = (name: string) =>
    region.post('/opensim/v1/positions', { region: region.id, name: 'R', avatars: [], more: name })
  t.ok((await report('a large one '.repeat(8000))).ok)
  let answer = await report('')
  let [served, askedAt] = [0, 0]
  for (; answer.ok && served < 30; served += 1) {
    askedAt = performance.now()
    answer = await report('')
  }
  t.ok(performance.now() - askedAt > BUSY_PAUSE_MS - 10, 'whoever asks too much waits for the refusal')
  t.ok(served < 16, `${served} more are served, because the large one was six`)
  t.equal(answer.status, 429)
  t.ok(Number(answer.headers.get('retry-after')) >= 1)
  t.match(await answer.json(), { error: 'grid-busy', message: /10 requests a second/ })
  const xml = await call(`viv_get_acct.php?auth_token=${token}&user_name=x`)
  t.equal(find(xml, 'response.level0.status'), 'ERR')
  t.match(xml, /10 requests a second/)
  const caller = { agentId: anna.id, regionId: region.id }
  const reply = await voiceRpc(app)('provision_voice_account_request', caller, offerOf())
  t.match(reply.error, /10 requests a second/)
  t.equal((await fetch(`${app.url}/api/session`, { headers: { cookie } })).status, 429)
  const page = openSignal(app.url, cookie)
  t.match(await page.next('error'), { code: 'grid-busy' })
  t.equal(await page.closed(), CloseCode.rateLimited, 'the page comes back by itself')
  t.ok((await metric('voice_grid_limit_refusals_total{grid="main",limit="requestsPerSecond"}')) >= 5)
})

t.test(
  'messages: those of a grid that sends too many wait for their turn, and no other grid’s do',
  async (t) => {
    const { app, metric, stopTime } = await limited(t, { requestsPerSecond: 5 })
    const { secrets } = await app.grids.make({ id: 'beta', name: 'Beta' })
    const anna = testAvatar('Anna')
    const pageOf = async (base: string, regionSecret: string) => {
      const region = testRegion({ url: app.url, secrets: { regionSecret } }, [anna])
      const page = openSignal(app.url + base, await signIn(app.url + base, await region.link(anna)))
      t.teardown(() => page.close())
      await page.next('welcome')
      return page
    }
    const flooding = await pageOf('', app.secrets.regionSecret)
    const other = await pageOf('/g/beta', secrets.regionSecret)
    stopTime()
    const ping = (times: number) => {
      for (let count = 0; count < times; count += 1) flooding.send({ type: 'ping' })
    }
    const pongs = () => flooding.messages.filter(({ type }) => type === 'pong').length
    ping(150)
    await eventually('two seconds’ worth, ten for each request', () => pongs() >= 100)
    other.send({ type: 'ping' })
    await other.next('pong')
    t.equal(pongs(), 100)
    ping(400)
    t.equal(await flooding.closed(), CloseCode.rateLimited, 'whoever goes on is sent away for a moment')
    t.equal(await metric('voice_grid_limit_refusals_total{grid="main",limit="requestsPerSecond"}'), 1)
    other.send({ type: 'ping' })
    await other.next('pong')
  },
)

t.test('the hub: a viewer too many is refused in words, and no more is sent than may be', async (t) => {
  const { app, metric } = await limited(t, { hubPeers: 2, bytesPerSecond: 500 })
  const [anna, bert, cleo] = [testAvatar('Anna'), testAvatar('Bert', [101, 100, 25]), testAvatar('Cleo')]
  const region = testRegion(app, [anna, bert, cleo])
  await region.push()
  const rpc = voiceRpc(app)
  const viewerOf = (agentId: string) =>
    startViewer(t, {
      rpc,
      agentId,
      regionId: region.id,
      place: { position: [100, 100, 25] },
      voice: tone(440, 0.1),
    })
  for (const { id } of [anna, bert]) await connected(await viewerOf(id))
  await t.rejects(viewerOf(cleo.id), /connections to the media hub/)
  t.equal(await metric('voice_grid_hub_peers{grid="main"}'), 2)
  t.equal(await metric('voice_grid_limit_refusals_total{grid="main",limit="hubPeers"}'), 1)
  await eventually(
    'packets are left out',
    async () => (await metric('voice_grid_hub_dropped_packets_total{grid="main"}')) > 10,
  )
  for (const what of ['bytes', 'seconds'])
    t.ok((await metric(`voice_grid_hub_${what}_total{grid="main"}`)) > 0)
  const admin = await signedInAdmin(app)
  await eventually('and it is written what the hub did for the grid on that day', async () => {
    const { days } = (await admin.get('/usage')).body as UsageView
    return days.some(({ hubBytes }) => hubBytes > 0)
  })
})
