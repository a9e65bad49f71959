/** The media hub is killed again and again while people talk, flooded with hostile offers and candidates, and the service is killed, too. Some minutes. */

import { createSocket } from 'node:dgram'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { pageOffer, viewerOffer } from '../helpers/media/bare-offer.js'
import { createHearing } from '../helpers/media/hearing.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { openLivingPage } from '../helpers/pages/living-page.js'
import {
  type TestAvatar,
  type TestRegion,
  testAvatar,
  testRegion,
  testUuid,
} from '../helpers/regions/region.js'
import { heldBy } from '../helpers/servers/held-by.js'
import { hubOf, type Service, startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { connected, startViewer, type TestViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'
import { attack } from './attack.js'
import { many, median, milliseconds } from './measures.js'

const TALKER_HZ = 700
const LEVEL = 0.1
const KILLS = 8
const HOSTILE_OFFERS = 1500
const NAMES_EACH = 250
/** What is offered and never comes is given up after this long. */
const GIVEN_UP_MS = 35_000

const undo: (() => unknown)[] = []
const t = { teardown: (step: () => unknown) => void undo.push(step) }

function require(fact: boolean, what: string): void {
  if (!fact) throw new Error(what)
}

/** A page that listens for the talker through the hub. */
async function openListener(service: Service, region: TestRegion, avatar: TestAvatar) {
  const hearing = createHearing(TALKER_HZ)
  const cookie = await signIn(service.url, await region.link(avatar))
  const media = { hearings: [hearing] }
  const page = openLivingPage(t, { url: service.url, cookie, agentId: avatar.id, media })
  return { page, hearing }
}

function viewerOf(
  service: Service,
  region: TestRegion,
  avatar: TestAvatar,
  talks = false,
): Promise<TestViewer> {
  const voice = talks ? { voice: tone(TALKER_HZ, LEVEL) } : {}
  const place = { position: [256_100, 256_100, 25] as const }
  const { id: agentId } = avatar
  return startViewer(t, { rpc: voiceRpc(service), agentId, regionId: region.id, place, ...voice }).then(
    connected,
  )
}

/** How long somebody who comes in the middle of it takes to be connected, in milliseconds. */
async function joinMeanwhile(service: Service, region: TestRegion): Promise<number> {
  const newcomer = testAvatar('New Comer')
  region.avatars.push(newcomer)
  await region.push()
  const begun = performance.now()
  const viewer = await viewerOf(service, region, newcomer)
  const took = performance.now() - begun
  await viewer.logout()
  return took
}

async function drill(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-drill-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const udp = await freeUdpPort()
  const env = {
    DATA_DIR: dataDir,
    MEDIA_ROUTE: 'hub',
    MEDIA_PORT_MIN: String(udp),
    MEDIA_PORT_MAX: String(udp + 8),
    LOG_LEVEL: 'warn',
  }
  let service = await startService(env)
  t.teardown(() => service.stop())
  const [talker, ...listeners] = ['Talker', 'One', 'Two', 'Three'].map((name) => testAvatar(`Page ${name}`))
  const viewers = ['One', 'Two', 'Three', 'Four'].map((name) => testAvatar(`Viewer ${name}`))
  if (!talker) return
  const region = testRegion(service, [talker, ...listeners, ...viewers], 'Plaza')
  await region.push()
  // A simulator tells where people are all the time.
  const feed = setInterval(() => region.push().catch(() => undefined), 1000)
  t.teardown(() => clearInterval(feed))
  const enterViewers = async () => {
    const [first, ...others] = await Promise.all(
      viewers.map((one, index) => viewerOf(service, region, one, index === 0)),
    )
    return [first, ...others].flatMap((one) => (one ? [one] : []))
  }
  let inViewers = await enterViewers()
  const pages = await Promise.all(listeners.map((one) => openListener(service, region, one)))
  const everybodyHears = () =>
    eventually('every page hears the talker', () => pages.every(({ hearing }) => hearing.isHeard()))
  await everybodyHears()

  await attack(`the hub is killed ${KILLS} times while people talk`, async () => {
    const [answered, heard]: [number[], number[]] = [[], []]
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = hubOf(service)
      const killedAt = performance.now()
      process.kill(before ?? 0, 'SIGKILL')
      await eventually('every page has an answer', () =>
        pages.every(({ page }) => page.answeredAt() > killedAt),
      )
      answered.push(Math.max(...pages.map(({ page }) => page.answeredAt() - killedAt)))
      for (const viewer of inViewers) viewer.close()
      inViewers = await enterViewers()
      await everybodyHears()
      heard.push(performance.now() - killedAt)
      require(hubOf(service) !== before, 'it is the same hub')
      // Longer than a hub has to run to count as recovered.
      await sleep(5500)
    }
    require(median(answered) < 1000, `pages waited ${milliseconds(answered)}`)
    return `pages were answered after ${milliseconds(answered)}, and heard the talker, who had to come back, too, after ${milliseconds(heard)}`
  })

  const hub = hubOf(service)
  const before = heldBy(hub)
  const serviceBefore = heldBy(service.processId)
  const peers = async () =>
    Number(
      (await (await fetch(`${service.url}/metrics`)).text()).match(
        /^voice_hub_peers\{kind="mix"\} (\d+)$/m,
      )?.[1],
    )
  /** What was held is given back, as soon as those who never came are given up. */
  const unchanged = async (): Promise<string> => {
    const people = viewers.length
    await eventually(
      'the hub is left by all strangers',
      async () => (await peers()) <= people,
      GIVEN_UP_MS + 30_000,
    )
    require(hubOf(service) === hub, 'the hub has ended')
    const [now, own] = [heldBy(hub), heldBy(service.processId)]
    require(now.threads <= before.threads + 2, `${now.threads} threads`)
    require(now.descriptors <= before.descriptors + 2, `${now.descriptors} descriptors`)
    require(own.descriptors <=
      serviceBefore.descriptors + 10, `${own.descriptors} descriptors of the service`)
    require(own.threads <= serviceBefore.threads + 4, `${own.threads} threads of the service`)
    return `hub ${before.threads}→${now.threads} threads, ${before.descriptors}→${now.descriptors} descriptors, ${Math.round(before.megabytes)}→${Math.round(now.megabytes)} MB`
  }
  const names = Array.from(
    { length: NAMES_EACH },
    (_, index) => `a=candidate:1 1 udp 1 n${index}.victim.example.org 9 typ host`,
  )
  const hostileOffer = viewerOffer().replace(/^a=mid:0\r?$/m, `a=mid:0\r\n${names.join('\r\n')}\r`)
  const rpc = voiceRpc(service)
  /** Modified viewers of so many avatars. */
  const strangers = Array.from({ length: 40 }, () => testUuid())
  let turn = 0
  const offer = (sdp: string, agentId = strangers[turn++ % strangers.length] ?? '') =>
    rpc(
      'provision_voice_account_request',
      { agentId, regionId: region.id },
      {
        jsep: { type: 'offer', sdp },
        channel_type: 'local',
      },
    )
  /** The most threads that the hub had, and how long newcomers took, until an attack is over. */
  async function meanwhile(attacking: Promise<unknown>) {
    let over = false
    let threads = 0
    const joins: number[] = []
    const watch = setInterval(() => {
      threads = Math.max(threads, heldBy(hub).threads)
    }, 50)
    const ended = attacking.finally(() => {
      over = true
    })
    ended.catch(() => undefined)
    while (!over) {
      joins.push(await joinMeanwhile(service, region))
      await sleep(500)
    }
    clearInterval(watch)
    await ended
    require(threads <= before.threads + 8, `${threads} threads instead of ${before.threads}`)
    return `${threads} threads at most, ${joins.length} others joined meanwhile, ${milliseconds(joins)}`
  }

  await attack(`${HOSTILE_OFFERS} offers of viewers with ${NAMES_EACH} names each`, async () => {
    const seen = await meanwhile(many(HOSTILE_OFFERS, () => offer(hostileOffer)))
    await everybodyHears()
    return `${seen}; ${await unchanged()}`
  })

  await attack('20,000 candidates of viewers, each a name or an address of this machine', async () => {
    const callers = await Promise.all(
      strangers.slice(0, 8).map(async (agentId) => {
        const { result } = await offer(viewerOffer(), agentId)
        return { agentId, session: result?.viewer_session }
      }),
    )
    const targets = ['127.0.0.1', '::1', '169.254.169.254', '224.0.0.1', 'x.victim.example.org', '127.1']
    const seen = await meanwhile(
      many(320, (index) => {
        const { agentId, session } = callers[index % callers.length] ?? {}
        const candidates = Array.from({ length: 64 }, (_, at) => ({
          candidate: `candidate:1 1 udp 1 ${targets[at % targets.length]} ${1000 + index} typ host`,
          sdpMid: '0',
        }))
        const caller = { agentId: agentId ?? '', regionId: region.id }
        return rpc('voice_signaling_request', caller, { viewer_session: session, candidates })
      }),
    )
    await everybodyHears()
    return `${seen}; ${await unchanged()}`
  })

  await attack('2,000 offers that are none, cut and mixed up', async () => {
    const good = viewerOffer()
    const seen = await meanwhile(
      many(2000, (index) => {
        const at = (index * 7919) % good.length
        const cut =
          index % 2 === 0 ? good.slice(0, at) : good.slice(0, at) + good.slice(at + 1 + (index % 60))
        return offer(index % 3 === 0 ? cut.replaceAll('0', '9') : cut)
      }),
    )
    await everybodyHears()
    return `${seen}; ${await unchanged()}`
  })

  await attack('300 offers of one page, and 3,000 candidates', async () => {
    const stranger = testAvatar('Strange Page')
    region.avatars.push(stranger)
    await region.push()
    const cookie = await signIn(service.url, await region.link(stranger))
    const seen = await meanwhile(
      (async () => {
        for (let socketNumber = 0; socketNumber < 10; socketNumber += 1) {
          const socket = openSignal(service.url, cookie)
          socket.send({ type: 'join', muted: true })
          for (let count = 0; count < 30; count += 1) {
            socket.send({ type: 'hub-offer', sdp: pageOffer(12) })
            for (let more = 0; more < 10; more += 1) {
              const candidate = `candidate:1 1 udp 1 n${count}-${more}.victim.example.org 9 typ host`
              socket.send({ type: 'hub-candidate', candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 } })
            }
          }
          await sleep(300)
          socket.close()
        }
      })(),
    )
    await everybodyHears()
    return `${seen}; ${await unchanged()}`
  })

  await attack('noise and STUN without end at the UDP ports of voices and STUN', async () => {
    const socket = createSocket('udp4')
    const request = Buffer.from('000100002112a442000102030405060708090a0b', 'hex')
    const noise = Buffer.alloc(200, 0x5a)
    let answers = 0
    socket.on('message', () => {
      answers += 1
    })
    const begun = performance.now()
    const seen = await meanwhile(
      (async () => {
        while (performance.now() - begun < 10_000) {
          for (let count = 0; count < 200; count += 1) {
            socket.send(count % 2 ? request : noise, udp, '127.0.0.1')
            socket.send(count % 2 ? request : noise, udp + 1, '127.0.0.1')
          }
          await sleep(5)
        }
      })(),
    )
    socket.close()
    const perSecond = (answers / (performance.now() - begun)) * 1000
    require(answers > 0 && perSecond < 200, `${Math.round(perSecond)} answers a second`)
    await everybodyHears()
    return `${seen}, ${Math.round(perSecond)} answers a second; ${await unchanged()}`
  })

  await attack('the service is killed while people talk', async () => {
    const old = hubOf(service)
    const killedAt = performance.now()
    const { port } = service
    await service.stop('SIGKILL')
    service = await startService({ ...env, PORT: String(port) })
    const started = performance.now() - killedAt
    await eventually('the old hub has ended by itself', () => {
      try {
        return !process.kill(old ?? 0, 0)
      } catch {
        return true
      }
    })
    await region.push()
    for (const viewer of inViewers) viewer.close()
    inViewers = await enterViewers()
    const [one] = listeners
    if (!one) throw new Error('nobody listens')
    const { hearing } = await openListener(service, region, one)
    await eventually('the talker is heard', () => hearing.isHeard())
    return `started again after ${Math.round(started)} ms, heard after ${Math.round(performance.now() - killedAt)} ms; the old hub is gone`
  })
}

await drill().finally(async () => {
  for (const step of undo.reverse()) await step()
  await endMediaPeers()
})
