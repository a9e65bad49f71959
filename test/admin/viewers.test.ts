/** Native viewers over the console's API: what each does, why it is not heard, and what the hub has to carry. */

import t from 'tap'
import { systemTimers } from '../../src/voice/time/timers.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { FRAME_SAMPLES, noise, tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { createMediaPeer, endMediaPeers, withoutCandidates } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

const CORNER = 256_000

async function mediaPorts() {
  const port = String(await freeUdpPort())
  return { port, env: { MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port } }
}

t.test('viewers of a region without a feed are shown, each with the reason why it is silent', async (t) => {
  const { port, env } = await mediaPorts()
  const app = await startTestApp(t, { env })
  const rpc = voiceRpc(app)
  const owner = await signedInAdmin(app)
  const regionId = testUuid()
  const place = { position: [CORNER + 100, CORNER + 100, 25] as const }
  const enter = (options: Partial<Parameters<typeof startViewer>[1]>) =>
    startViewer(t, { rpc, regionId, agentId: testUuid(), ...options }).then(connected)
  const speaks = await enter({ place, voice: tone(450) })
  const silent = await enter({ place, voice: () => new Int16Array(FRAME_SAMPLES) })
  const listens = await enter({ place, voice: noise(0.001) })
  let pressed = true
  const hush = new Int16Array(FRAME_SAMPLES)
  const key = tone(450)
  const released = await enter({ place, voice: () => (pressed ? key() : hush) })
  const gone = await enter({ place })
  const lost = await startViewer(t, { rpc, regionId, agentId: testUuid(), voice: tone(700) })
  const neighbour = await enter({ primary: false, place, voice: tone(900) })

  const live = async () => (await owner.get(`/regions/${regionId}/live`)).body
  const person = async ({ agentId }: { agentId: string }) =>
    (await live()).people.find((one: { agentId: string }) => one.agentId === agentId)
  const reason = (who: { agentId: string }, code: string | undefined, timeoutMs?: number) =>
    eventually(
      `${code}`,
      async () => {
        const found = await person(who)
        return found?.silence?.code === code ? found : undefined
      },
      timeoutMs,
    )
  await eventually('counted', async () => (await person(speaks))?.connections[0].packetsReceived > 0)
  t.match(await reason(speaks, undefined), {
    client: 'viewer',
    position: [100, 100, 25],
    positionSource: 'viewer',
    positionAgeSeconds: null,
    connections: [{ client: 'viewer', state: 'in-room', connected: true, positionSource: 'viewer' }],
  })
  await eventually('it speaks', async () => (await person(released))?.speaking)
  pressed = false
  t.match(await reason(lost, 'position-unknown'), { channelId: null, position: null, client: 'viewer' })
  t.match(await reason(neighbour, 'listens-in'), { channelId: null, client: 'viewer' })
  t.match(await reason(gone, 'no-packets'), { connections: [{ packetsReceived: 0, packetAgeSeconds: null }] })
  const quiet = await reason(silent, 'sends-silence', 40_000)
  t.ok(quiet.silence.seconds >= 10, `for ${quiet.silence.seconds} s`)
  t.ok(quiet.connections[0].packetsSent > 0, 'and hears')
  t.match(await reason(released, 'microphone-off', 40_000), { speaking: false })
  t.match(await person(listens), { silence: null, connections: [{ tellsLevel: true }] }, 'it only listens')

  const { channelId } = quiet
  await owner.post(`/rooms/${channelId}/mute`, { agentId: speaks.agentId, muted: true })
  await reason(speaks, 'muted-by-moderator')
  await eventually('it is told', () => speaks.talk.people.get(speaks.agentId)?.mutedByModerator)

  t.match((await owner.get('/rooms')).body, [{ channelId, people: 5, regionIds: [regionId], route: 'hub' }])
  const overview = await eventually('the hub tells its load', async () => {
    const { body } = await owner.get('/overview')
    return body.now.hubCores !== null && body
  })
  t.match(overview, { now: { viewers: 7 }, regions: [{ regionId, inVoice: 5, feeds: [] }] })
  t.ok(overview.now.hubCores > 0)
  t.match(overview.hubProcesses, [
    {
      portBegin: port,
      portEnd: port,
      state: 'up',
      closed: false,
      rooms: 1,
      peers: 7,
      restarts: 0,
      droppedTurns: Number,
    },
  ])
  t.ok(overview.hubProcesses[0].turnMs >= overview.hubProcesses[0].medianTurnMs)
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  t.match(metrics, 'voice_viewers{state="in-room"} 5\n')
  t.match(metrics, 'voice_viewers{state="listening"} 1\n')
  t.match(metrics, 'voice_hub_peers{kind="mix"} 7\n')
  t.match(metrics, `voice_hub_process_rooms{port="${port}"} 1\n`)
  t.match(metrics, `voice_hub_process_peers{port="${port}"} 7\n`)
  t.match(metrics, `voice_hub_process_restarts{port="${port}"} 0\n`)
  t.match(metrics, new RegExp(`^voice_hub_process_turn_seconds{port="${port}",quantile="0.5"} 0\\.\\d`, 'm'))
  t.match(metrics, /^voice_hub_cores 0\.\d/m)
  t.match(metrics, /^voice_hub_dropped_turns \d/m)
  const { checks } = (await owner.get('/setup')).body
  t.match(
    checks.find(({ code }: { code: string }) => code === 'media-port'),
    { state: 'good', detail: `UDP ${port}` },
  )
})

t.test('whom a feed tells of is shown where the viewer says, once', async (t) => {
  const app = await startTestApp(t, { env: (await mediaPorts()).env })
  const owner = await signedInAdmin(app)
  const anna = testAvatar('Anna Fed', [100, 100, 25])
  const region = testRegion(app, [anna], 'Plaza')
  await region.push()
  const viewer = await startViewer(t, {
    rpc: voiceRpc(app),
    regionId: region.id,
    agentId: anna.id,
    place: { position: [CORNER + 103, CORNER + 100, 25] },
  })
  await connected(viewer)
  const live = await eventually('in its room, as soon as where the region lies is learned', async () => {
    await region.push()
    const { body } = await owner.get(`/regions/${region.id}/live`)
    return body.people[0].positionSource === 'viewer' && body
  })
  t.match(live, { name: 'Plaza', people: { length: 1 }, channels: { length: 1 } })
  t.match(live.people[0], { name: 'Anna Fed', position: [103, 100, 25], positionAgeSeconds: null })
})

t.test('a viewer that cannot get through is shown as that, and so is the port to open', async (t) => {
  let ahead = 0
  const { port, env } = await mediaPorts()
  const app = await startTestApp(t, {
    env,
    timers: { ...systemTimers, now: () => performance.now() + ahead },
  })
  const owner = await signedInAdmin(app)
  const check = async () =>
    (await owner.get('/setup')).body.checks.find(({ code }: { code: string }) => code === 'media-port')
  t.match(await check(), { state: 'unknown', detail: `UDP ${port}` })
  const peer = await createMediaPeer('behind a firewall', { shape: 'viewer' })
  t.teardown(() => peer.close())
  const [regionId, agentId] = [testUuid(), testUuid()]
  const { result } = await voiceRpc(app)(
    'provision_voice_account_request',
    { agentId, regionId },
    {
      jsep: { type: 'offer', sdp: withoutCandidates(peer.offer) },
      channel_type: 'local',
      voice_server_type: 'webrtc',
    },
  )
  t.ok(result)
  ahead = 20_000
  const [person] = (await owner.get(`/regions/${regionId}/live`)).body.people
  t.match(person, { agentId, silence: { code: 'connecting' } })
  t.ok(person.silence.seconds >= 20)
  t.match(await check(), { state: 'bad', detail: `UDP ${port}` })

  await owner.post(`/accounts/${agentId}/end-sessions`)
  const { people } = (await owner.get(`/regions/${regionId}/live`)).body
  t.strictSame(people ?? [], [], 'who is signed out everywhere need not get through any more')
})

t.test('nothing is left that would keep the process alive', async () => endMediaPeers())
