/** What strangers put into offers and candidates makes the hub's process ask for no name, start no thread, and knock at nothing on this machine. */

import { createSocket } from 'node:dgram'
import { readdirSync, readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { eventually } from '../../helpers/eventually.js'
import { createMediaPeer, endMediaPeers } from '../../helpers/media/media-peer.js'
import { type TestRegion, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { noNameServer, startNameServer } from '../../helpers/servers/name-server.js'
import { hubOf, type Service, startService } from '../../helpers/service.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { connected, startViewer } from '../../helpers/viewers/viewer.js'
import { malformed, trickled } from '../../helpers/viewers/viewer-offer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

/** The test's own network has it, beside loopback. */
const OWN_ADDRESS = '192.168.77.2'
const MULTICAST = '239.77.7.7'
/** As many as an offer has room for. */
const NAMES = 350

const candidate = (address: string, port: number, priority = 2_113_937_151) =>
  `candidate:1 1 udp ${priority} ${address} ${port} typ host generation 0`

/** Names first, then what only this machine knows; last and least of all an address that anybody may name. */
function hostile(port: number, names: number): string[] {
  const forbidden = [
    '127.0.0.1',
    '127.1',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0.0.0.0',
    '::',
    MULTICAST,
  ]
  return [
    ...Array.from({ length: names }, (_, index) => candidate(`n${index}.victim.example.org`, port)),
    candidate('3f2ab.local', port),
    ...forbidden.map((address) => candidate(address, port)),
    candidate(OWN_ADDRESS, port, 1),
  ]
}

/** Everything that arrives at a port of this machine, by the address that it was sent to. */
async function listen(t: Pick<Test, 'teardown'>) {
  const heard: string[] = []
  let port = 0
  for (const address of [OWN_ADDRESS, '127.0.0.1', '::1', MULTICAST]) {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    socket.on('message', () => heard.push(address))
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind(port, address, resolve)
    })
    port = socket.address().port
    if (address === MULTICAST) socket.addMembership(MULTICAST, OWN_ADDRESS)
    t.teardown(() => socket.close())
  }
  return { port, heard }
}

function threadsOf(processId: number | undefined): number {
  return readdirSync(`/proc/${processId}/task`).length
}

/** Each way in which candidates reach the hub: with so many names, all to one port. */
const ways: Record<string, (t: Test, service: Service, region: TestRegion, port: number) => Promise<void>> = {
  async 'the offer of a viewer'(t, service, region, port) {
    const peer = await createMediaPeer('stranger', { shape: 'viewer' })
    t.teardown(() => peer.close())
    const lines = hostile(port, NAMES).map((line) => `a=${line}`)
    const sdp = trickled(peer.offer).sdp.replace(/a=mid:0\r\n/, (mid) => `${mid}${lines.join('\r\n')}\r\n`)
    const asked = { jsep: { type: 'offer', sdp: malformed(sdp) }, channel_type: 'local' }
    const caller = { agentId: region.avatars[0]?.id ?? '', regionId: region.id }
    const { result, error } = await voiceRpc(service)('provision_voice_account_request', caller, asked)
    t.ok(result, String(error))
  },
  async 'the candidates of a viewer'(t, service, region, port) {
    const peer = await createMediaPeer('stranger', { shape: 'viewer' })
    t.teardown(() => peer.close())
    const rpc = voiceRpc(service)
    const caller = { agentId: region.avatars[1]?.id ?? '', regionId: region.id }
    const asked = { jsep: { type: 'offer', sdp: malformed(trickled(peer.offer).sdp) }, channel_type: 'local' }
    const { result } = await rpc('provision_voice_account_request', caller, asked)
    const lines = hostile(port, NAMES)
    for (let at = 0; at < lines.length; at += 64) {
      const candidates = lines.slice(at, at + 64).map((line) => ({ candidate: line, sdpMid: '0' }))
      const request = { viewer_session: result?.viewer_session, candidates }
      t.strictSame((await rpc('voice_signaling_request', caller, request)).error, undefined)
    }
  },
  async 'the offer of a page'(t, service, region, port) {
    const { socket, offer } = await page(t, service, region, 2)
    const lines = hostile(port, NAMES).map((line) => `a=${line}`)
    const sdp = trickled(offer).sdp.replace(/a=mid:0\r\n/, (mid) => `${mid}${lines.join('\r\n')}\r\n`)
    socket.send({ type: 'hub-offer', sdp })
    await socket.next('hub-answer')
  },
  async 'the candidates of a page'(t, service, region, port) {
    const { socket, offer } = await page(t, service, region, 3)
    socket.send({ type: 'hub-offer', sdp: trickled(offer).sdp })
    for (const line of hostile(port, NAMES)) {
      const sent = { candidate: line, sdpMid: '0', sdpMLineIndex: 0 }
      socket.send({ type: 'hub-candidate', candidate: sent })
    }
    await socket.next('hub-answer')
  },
}

async function page(t: Test, service: Service, region: TestRegion, index: number) {
  const avatar = region.avatars[index] ?? testAvatar('Nobody')
  const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
  t.teardown(() => socket.close())
  socket.send({ type: 'join', muted: false })
  await socket.next('hub-connect')
  const { offer, close } = await createMediaPeer('stranger', { shape: { slots: 2 } })
  t.teardown(close)
  return { socket, offer }
}

t.test('hostile candidates', { skip: noNameServer }, async (t) => {
  const names = await startNameServer(t)
  const secret = 'a-secret-that-the-hub-has-no-use-for'
  const env = { MEDIA_ROUTE: 'hub', ADMIN_PASSWORD: secret, TURN_SECRET: secret }
  const service = await startService({ ...env, TURN_URLS: 'turn:192.0.2.1:3478' }, names.under)
  t.teardown(() => service.stop())
  const strangers = Array.from({ length: 4 }, (_, index) => testAvatar(`Stranger ${index}`))
  const [anna, bert] = [testAvatar('Anna'), testAvatar('Bert')]
  const region = testRegion(service, [...strangers, anna, bert])
  await region.push()
  const enter = ({ id: agentId }: { id: string }) =>
    startViewer(t, { rpc: voiceRpc(service), agentId, regionId: region.id }).then(connected)
  await enter(anna)
  const hub = hubOf(service)
  const before = threadsOf(hub)

  for (const [way, attack] of Object.entries(ways)) {
    await t.test(way, async (t) => {
      const { port, heard } = await listen(t)
      await attack(t, service, region, port)
      await eventually('the one honest address is tried, after all others', () => heard.length > 0)
      t.strictSame([...new Set(heard)], [OWN_ADDRESS])
    })
  }
  t.strictSame(names.asked, [], 'no name was looked up')
  const more = threadsOf(hub) - before
  t.ok(more <= 2, `${more} threads more`)
  await enter(bert)
  t.equal(hubOf(service), hub, 'the hub is the same')

  t.notMatch(readFileSync(`/proc/${hub}/environ`, 'latin1'), new RegExp(secret), 'the hub knows no secret')
  t.match(readFileSync(`/proc/${service.processId}/environ`, 'latin1'), new RegExp(secret))
})
