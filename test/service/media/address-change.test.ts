/** A home's address changes: offers from then on are answered with the new one, and log and console say so. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { pageOffer, viewerOffer } from '../../helpers/media/bare-offer.js'
import { createMediaPeer, endMediaPeers, withoutCandidates } from '../../helpers/media/media-peer.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { hubOf } from '../../helpers/service.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const [OLD, NEW, NEWEST] = ['203.0.113.7', '203.0.113.9', '203.0.113.11']

const settings: Record<string, Record<string, string>> = {
  'the name in MEDIA_ANNOUNCED_IP': { MEDIA_ANNOUNCED_IP: 'home.example.org' },
  'the name in PUBLIC_URL': { PUBLIC_URL: 'https://home.example.org:8443' },
}
for (const [where, env] of Object.entries(settings)) {
  t.test(where, async (t) => {
    const time = createTestTime()
    let address: string | undefined = OLD
    const asked: string[] = []
    const app = await startTestApp(t, {
      env: { MEDIA_ROUTE: 'hub', ...env },
      clock: time.clock,
      timers: time.timers,
      async lookUpHost(name) {
        asked.push(name)
        if (address === undefined) throw new Error('no name server answers')
        return [address]
      },
    })
    const [anna, vera] = [testAvatar('Anna'), testAvatar('Vera Viewer')]
    const region = testRegion(app, [anna, vera])
    await region.push()
    const owner = await signedInAdmin(app)
    const shown = async () =>
      (await owner.get('/setup')).body.checks.find(({ code }: { code: string }) => code === 'media-port')
        .detail
    const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)), originOf(env))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    await socket.next('hub-connect')
    const answers = async () => {
      socket.send({ type: 'hub-offer', sdp: pageOffer(1) })
      const page = (await socket.next('hub-answer')).sdp
      const caller = { agentId: vera.id, regionId: region.id }
      const request = { jsep: { type: 'offer', sdp: viewerOffer() }, channel_type: 'local' }
      const { result, error } = await voiceRpc(app)('provision_voice_account_request', caller, request)
      t.notOk(error)
      const viewer = String((result?.jsep as { sdp?: string } | undefined)?.sdp)
      return [page, viewer].map((sdp) =>
        [...sdp.matchAll(/ (203\.0\.113\.\d+) \d+ typ host/g)].map(([, ip]) => ip),
      )
    }

    t.strictSame(await answers(), [[OLD], [OLD]])
    t.match(await shown(), `announced under ${OLD}`)

    address = undefined
    await time.pass(60_000)
    t.strictSame(await answers(), [[OLD], [OLD]], 'while nobody knows, what was known holds')
    t.match(await shown(), /home\.example\.org cannot be looked up/)

    address = NEW
    await time.pass(5000)
    t.strictSame(await answers(), [[NEW], [NEW]], 'soon after the failure')
    t.match(await shown(), `announced under ${NEW}; before that under ${OLD}`)
    t.ok(
      app.log.some(
        ({ msg, before, now }) =>
          /another address/.test(msg) && String(before) === OLD && String(now) === NEW,
      ),
    )

    address = NEWEST
    await time.pass(60_000)
    t.strictSame(await answers(), [[NEWEST], [NEWEST]], 'a minute later')
    t.ok(asked.every((name) => name === 'home.example.org'))

    // What was told outlives the hub's process.
    const ends = () => app.log.filter(({ msg }) => /hub ended/.test(msg)).length
    process.kill(await eventually('a hub', () => hubOf({ processId: process.pid })), 'SIGKILL')
    await eventually('its end is noticed', () => ends() > 0)
    await socket.next('hub-connect')
    t.strictSame(await answers(), [[NEWEST], [NEWEST]])
  })
}

t.test('somebody who cannot get through is a reason to look at once', async (t) => {
  const time = createTestTime()
  let address = OLD
  const app = await startTestApp(t, {
    env: { MEDIA_ANNOUNCED_IP: 'home.example.org' },
    clock: time.clock,
    timers: time.timers,
    lookUpHost: async () => [address],
  })
  const peer = await createMediaPeer('a stranger', { shape: 'viewer' })
  t.teardown(() => peer.close())
  address = NEW
  await time.pass(10_000)
  // Its handshake fails as soon as packets come through.
  const sdp = withoutCandidates(peer.offer).replace(/^(a=fingerprint:\S+ ).*$/m, `$1${'AA:'.repeat(31)}AA`)
  const caller = { agentId: testUuid(), regionId: testUuid() }
  const request = { jsep: { type: 'offer', sdp }, channel_type: 'local' }
  const { result, error } = await voiceRpc(app)('provision_voice_account_request', caller, request)
  const answer = String((result?.jsep as { sdp?: string } | undefined)?.sdp ?? error)
  t.match(answer, OLD)
  peer.accept(answer)
  await eventually('the new address is found', () => app.log.some(({ msg }) => /another address/.test(msg)))
})

/** Pages of another origin are refused. */
function originOf({ PUBLIC_URL }: Record<string, string>): Record<string, string> {
  return PUBLIC_URL ? { origin: PUBLIC_URL } : {}
}
