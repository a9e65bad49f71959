/** Four kinds of flood from one address, while people at another one join a room and hear somebody. Some minutes. */

import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { createHearing } from '../helpers/media/hearing.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { openLivingPage } from '../helpers/pages/living-page.js'
import { type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { heldBy } from '../helpers/servers/held-by.js'
import { type Service, startService } from '../helpers/service.js'
import { signIn } from '../helpers/signal-socket.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'
import { attack } from './attack.js'
import { type FloodKind, KINDS } from './flooder.js'

const TALKER_HZ = 700
const LEVEL = 0.1
const STRANGER = '127.0.0.2'
const JOINS = 5
const HEARS_WITHIN_MS = 2000
/** What was held for strangers is given back by then. */
const QUIET_MS = 60_000
const WARM_UP_MS = 8000
/** A heap breathes. */
const SPARE_MEGABYTES = 20

const undo: (() => unknown)[] = []
const t = { teardown: (step: () => unknown) => void undo.push(step) }

function startFlood(service: Service, kind: FloodKind): { stop(): Promise<number> } {
  const worker = new Worker(new URL('./flooder.js', import.meta.url), {
    workerData: { kind, port: service.port, from: STRANGER },
  })
  return {
    stop: () =>
      new Promise((resolve) => {
        worker.once('message', resolve)
        worker.postMessage('stop')
      }),
  }
}

/** Milliseconds from a link to the talker's voice, for somebody who comes and goes again. */
async function join(service: Service, region: TestRegion): Promise<number> {
  const steps: (() => unknown)[] = []
  const newcomer = testAvatar('New Comer', [101, 100, 25])
  region.avatars.push(newcomer)
  await region.push()
  const begun = performance.now()
  const hearing = createHearing(TALKER_HZ)
  openLivingPage(
    { teardown: (step) => void steps.push(step) },
    {
      url: service.url,
      cookie: await signIn(service.url, await region.link(newcomer)),
      agentId: newcomer.id,
      media: { hearings: [hearing] },
    },
  )
  await eventually('the talker is heard', () => hearing.isHeard())
  const took = performance.now() - begun
  for (const step of steps) await step()
  return took
}

async function drill(): Promise<void> {
  const udp = await freeUdpPort()
  const env = { MEDIA_ROUTE: 'hub', MEDIA_PORT_MIN: String(udp), MEDIA_PORT_MAX: String(udp + 8) }
  const service = await startService({ ...env, LOG_LEVEL: 'warn' })
  t.teardown(() => service.stop())
  const talker = testAvatar('Talker')
  const region = testRegion(service, [talker], 'Plaza')
  await region.push()
  const feed = setInterval(() => region.push().catch(() => undefined), 1000)
  t.teardown(() => clearInterval(feed))
  const place = { position: [256_100, 256_100, 25] as const }
  const voice = tone(TALKER_HZ, LEVEL)
  const rpc = voiceRpc(service)
  await startViewer(t, { rpc, agentId: talker.id, regionId: region.id, place, voice }).then(connected)
  const undisturbed: number[] = []
  for (let count = 0; count < JOINS; count += 1) undisturbed.push(await join(service, region))
  process.stdout.write(`        undisturbed, heard after ${undisturbed.map(Math.round).join(', ')} ms\n`)

  // A heap that was never so full grows once, and keeps that: what comes after counts.
  for (const kind of KINDS) {
    const flood = startFlood(service, kind)
    await sleep(WARM_UP_MS)
    await flood.stop()
  }
  await sleep(WARM_UP_MS)

  for (const kind of KINDS) {
    await attack(kind, async () => {
      const before = heldBy(service.processId)
      const flood = startFlood(service, kind)
      await sleep(2000)
      const times: number[] = []
      for (let count = 0; count < JOINS; count += 1) times.push(await join(service, region))
      const most = heldBy(service.processId)
      const turns = await flood.stop()
      const slowest = Math.max(...times)
      if (slowest > HEARS_WITHIN_MS) throw new Error(`heard after ${times.map(Math.round).join(', ')} ms`)
      await sleep(QUIET_MS)
      const after = heldBy(service.processId)
      const held = (what: typeof after) =>
        `${what.descriptors} descriptors, ${what.threads} threads, ${Math.round(what.megabytes)} MB`
      const left = `before ${held(before)}; in it ${held(most)}; a minute later ${held(after)}`
      const given =
        after.descriptors <= before.descriptors + 2 &&
        after.threads <= before.threads &&
        after.megabytes <= before.megabytes + SPARE_MEGABYTES
      if (!given) throw new Error(left)
      return `${turns} times; joined and heard within ${Math.round(slowest)} ms; ${left}`
    })
  }
}

try {
  await drill()
} finally {
  for (const step of undo.reverse()) await step()
  endMediaPeers()
}
process.exit()
