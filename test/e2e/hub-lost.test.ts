/** The media hub ends in the middle of a talk, or the whole service: pages come back by themselves, viewers by asking again. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import type { LivePerson } from '../../src/protocol/admin-api.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import {
  enterVoice,
  hearToneInPage,
  noBrowser,
  shownPeople,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { hubOf, type Service, startService } from '../helpers/service.js'
import { connected, hearTone, startViewer, type TestViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

const CORNER = 256_000
const VERA_HZ = 500
const PAULA_HZ = 1000
const PETER_HZ = 1300
const VIKTOR_HZ = 700
/** Everybody stands together and says so much. */
const LEVEL = 0.1

t.teardown(endMediaPeers)

const loud = (both: number) => both > LEVEL / 3
const heardInPage = (who: string, page: Page, toneHz: number) =>
  eventually(
    `${who} is heard in the page`,
    async () => loud((await hearToneInPage(page, toneHz)).both),
    40_000,
  )
const listedFor = ({ talk }: TestViewer) => [...talk.people.keys()].sort()

/** A viewer of one who stands with everybody else. */
const provision = (
  t: Pick<Test, 'teardown'>,
  service: Service,
  regionId: string,
  { id: agentId }: TestAvatar,
  toneHz: number,
): Promise<TestViewer> =>
  startViewer(t, {
    rpc: voiceRpc(service),
    regionId,
    agentId,
    place: { position: [CORNER + 100, CORNER + 100, 25] },
    voice: tone(toneHz, LEVEL),
  }).then(connected)

/** Starts a service whose data and UDP port outlive it. */
async function startLasting(t: Pick<Test, 'teardown'>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const udpPort = String(await freeUdpPort())
  const env = { DATA_DIR: dataDir, MEDIA_PORT_MIN: udpPort, MEDIA_PORT_MAX: udpPort }
  const first = await startService(env)
  return { first, udpPort, again: () => startService({ ...env, PORT: String(first.port) }) }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

t.test('a hub that is killed, and a service that is restarted', { skip: noBrowser }, async (t) => {
  const { first, again } = await startLasting(t)
  let service = first
  t.teardown(() => service.stop())
  const vera = testAvatar('Vera Viewer')
  const [paula, peter] = [testAvatar('Paula Page'), testAvatar('Peter Page')]
  const region = testRegion(service, [vera, paula, peter], 'Plaza')
  await region.push()
  const enter = () => provision(t, service, region.id, vera, VERA_HZ)
  let viewer = await enter()
  const inPaula = await enterVoice(t, service, region, paula, { toneHz: PAULA_HZ }, withoutProcessing)
  const inPeter = await enterVoice(t, service, region, peter, { toneHz: PETER_HZ }, withoutProcessing)

  const pagesTalk = async () => {
    await heardInPage('Peter', inPaula, PETER_HZ)
    await heardInPage('Paula', inPeter, PAULA_HZ)
  }
  const viewerTalks = async () => {
    await eventually('Paula is heard by Vera', async () => loud((await hearTone(viewer, PAULA_HZ, 0.5)).both))
    await heardInPage('Vera', inPaula, VERA_HZ)
    t.strictSame(listedFor(viewer), [vera.id, paula.id, peter.id].sort(), 'her list has everybody')
  }
  const byHub = async () => {
    for (const page of [inPaula, inPeter])
      await eventually('everybody by the hub', async () => {
        const people = await shownPeople(page)
        return people.length === 2 && people.every(({ media }) => media === 'hub')
      })
  }
  const viewers = async () => (await (await signedInAdmin(service)).get('/overview')).body.now.viewers

  await byHub()
  await pagesTalk()
  await viewerTalks()
  // Or the pages would do without a hub as soon as no viewer is there.
  const admin = await signedInAdmin(service)
  const [channel] = (await admin.get('/channels')).body.channels
  const settings = { iceTransportPolicy: 'hub' }
  t.equal((await admin.patch(`/channels/${channel.id}`, { version: channel.version, settings })).status, 200)

  await eventually('the console knows how everybody is connected', async () => {
    const { people } = (await admin.get(`/regions/${region.id}/live`)).body
    const clients = people.map(
      ({ client, silence, connections: [one] }: LivePerson) =>
        one?.connected && one.packetsReceived > 0 && silence === null && client === one.client && client,
    )
    return clients.sort().join() === 'page,page,viewer'
  })

  const before = hubOf(service)
  t.ok(before, 'the hub runs')
  if (before) process.kill(before, 'SIGKILL')
  await eventually('Vera’s session has ended', async () => (await viewers()) === 0)
  for (const page of [inPaula, inPeter])
    await eventually('she has left', async () => (await shownPeople(page)).length === 1)
  const after = await eventually('another hub', () => hubOf(service))
  t.not(after, before)
  await pagesTalk()
  viewer.close()
  viewer = await enter()
  await byHub()
  await viewerTalks()
  await pagesTalk()

  t.equal((await service.stop()).code, 0)
  viewer.close()
  service = await again()
  await region.push()
  for (const page of [inPaula, inPeter]) await waitForStatus(page, 'connected')
  viewer = await enter()
  await byHub()
  await pagesTalk()
  await viewerTalks()
})

t.test(
  'a service that is killed leaves nothing behind that its next start would miss',
  { skip: noBrowser },
  async (t) => {
    const { first, udpPort, again } = await startLasting(t)
    let service = first
    t.teardown(() => service.stop())
    const [vera, viktor, paula] = [
      testAvatar('Vera Viewer'),
      testAvatar('Viktor Viewer'),
      testAvatar('Paula Page'),
    ]
    const region = testRegion(service, [vera, viktor, paula], 'Plaza')
    await region.push()
    const enter = async () => ({
      vera: await provision(t, service, region.id, vera, VERA_HZ),
      viktor: await provision(t, service, region.id, viktor, VIKTOR_HZ),
    })
    const inPaula = await enterVoice(t, service, region, paula, { toneHz: PAULA_HZ }, withoutProcessing)
    const everybodyTalks = async (viewers: Awaited<ReturnType<typeof enter>>) => {
      for (const [who, toneHz] of [
        [viewers.vera, VIKTOR_HZ],
        [viewers.viktor, VERA_HZ],
      ] as const)
        for (const heard of [toneHz, PAULA_HZ])
          await eventually('heard in a viewer', async () => loud((await hearTone(who, heard, 0.2)).both))
      await heardInPage('Vera', inPaula, VERA_HZ)
      await heardInPage('Viktor', inPaula, VIKTOR_HZ)
      for (const viewer of [viewers.vera, viewers.viktor])
        t.strictSame(listedFor(viewer), [vera.id, viktor.id, paula.id].sort(), 'everybody is listed')
      t.equal((await shownPeople(inPaula)).length, 2, 'and nobody twice')
    }
    const before = await enter()
    await everybodyTalks(before)
    const hub = hubOf(service) ?? 0
    t.ok(hub, 'the hub runs')

    await service.stop('SIGKILL')
    service = await again()
    await eventually('the old hub has ended by itself', () => !isAlive(hub))
    await region.push()
    await waitForStatus(inPaula, 'connected')
    before.vera.close()
    before.viktor.close()
    const after = await enter()
    t.match(after.vera.answer, new RegExp(` ${udpPort} typ host`), 'at the port of before')
    await everybodyTalks(after)
    const console = await signedInAdmin(service)
    await eventually('the console shows one connection each', async () => {
      const { people } = (await console.get(`/regions/${region.id}/live`)).body
      const of = people.map(({ client, connections }: LivePerson) => `${client} ${connections.length}`)
      return of.sort().join() === 'page 1,viewer 1,viewer 1'
    })
  },
)
