/** Viewers that lie: in calls of others, in parcels next door, after they have left, where voice is off, and by the hundred. A minute or two. */

import { setTimeout as sleep } from 'node:timers/promises'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { viewerOffer } from '../helpers/media/bare-offer.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import {
  REGION_CORNER,
  type TestAvatar,
  testAvatar,
  testRegion,
  testUuid,
} from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'
import {
  connected,
  hearTone,
  startViewer,
  type TestViewer,
  type ViewerOptions,
} from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'
import { attack } from './attack.js'

const LEVEL = 0.1
const ANNA_HZ = 450
const BERT_HZ = 700
const REFUSED_OFFERS = 300
const ZERO = '00000000-0000-0000-0000-000000000000'

const undo: (() => unknown)[] = []
const t = { teardown: (step: () => unknown) => void undo.push(step) }

function require(fact: boolean, what: string): void {
  if (!fact) throw new Error(what)
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('it was let in')
}

function xor(one: string, other: string): string {
  const digits = [...one].map((digit, index) =>
    digit === '-'
      ? digit
      : (Number.parseInt(digit, 16) ^ Number.parseInt(other[index] ?? '', 16)).toString(16),
  )
  return digits.join('')
}

const hears = (viewer: TestViewer, toneHz: number) =>
  eventually('it hears', async () => (await hearTone(viewer, toneHz, 0.2)).both > LEVEL / 4)

/** The loudest that it heard of a tone in so many seconds; without a packet nothing is heard. */
async function loudest({ peer }: TestViewer, toneHz: number, seconds: number): Promise<number> {
  let most = 0
  peer.take()
  for (let round = 0; round < seconds * 4; round += 1) {
    await sleep(250)
    const { left, right } = peer.take().tone(toneHz)
    most = Math.max(most, Math.hypot(left, right))
  }
  return most
}

async function drill(service: Service): Promise<void> {
  const rpc = voiceRpc(service)
  const owner = await signedInAdmin(service)
  const [anna, bert, eve] = [testAvatar('Anna Call'), testAvatar('Bert Call'), testAvatar('Eve Drops')]
  const house = testUuid()
  const garden = testUuid()
  const avatars: (TestAvatar & { voice?: boolean })[] = [
    Object.assign(anna, { parcel: house }),
    Object.assign(bert, { parcel: house }),
    Object.assign(eve, { parcel: garden }),
  ]
  const region = testRegion(service, avatars)
  await region.push()
  const feed = setInterval(() => region.push().catch(() => undefined), 250)
  t.teardown(() => clearInterval(feed))
  const place = { position: [REGION_CORNER[0] + 100, REGION_CORNER[1] + 100, 25] as const }
  const enter = ({ id }: { id: string }, options: Partial<ViewerOptions> = {}) =>
    startViewer(t, { rpc, regionId: region.id, agentId: id, ...options })
  const rows = async (): Promise<number> => (await owner.get('/channels')).body.total

  const callId = xor(anna.id, bert.id)
  const call = (credentials: string) => ({ channel_type: 'multiagent', channel: callId, credentials })
  const one = await connected(await enter(anna, { request: call('secret'), voice: tone(ANNA_HZ, LEVEL) }))
  const two = await connected(await enter(bert, { request: call('secret'), voice: tone(BERT_HZ, LEVEL) }))
  await hears(one, BERT_HZ)

  await attack('a third avatar names the id of a private call', async () => {
    const tries = ['wrong', '', 'secret']
    for (const credentials of tries) await refusal(enter(eve, { request: call(credentials), primary: false }))
    require(one.talk.people.size === 2 && two.talk.people.size === 2, 'others are listed')
    return `${tries.length} credentials refused, the two are alone`
  })

  await attack('the id is taken before the two come', async () => {
    const [carl, dora] = [testAvatar('Carl Call'), testAvatar('Dora Call')]
    avatars.push(carl, dora)
    await region.push()
    const request = { channel_type: 'multiagent', channel: xor(carl.id, dora.id), credentials: 'x' }
    const squatter = await connected(await enter(eve, { request: { ...request, credentials: 'mine' } }))
    const begun = performance.now()
    await connected(await enter(carl, { request }))
    await eventually('the squatter is out', () => !squatter.peer.isConnected())
    return `the right one is in after ${Math.round(performance.now() - begun)} ms, the other is out`
  })

  await attack(`${REFUSED_OFFERS} offers for calls and parcels that are not let in`, async () => {
    const before = await rows()
    const stranger = testUuid()
    const ask = (request: object, sdp: string) =>
      rpc(
        'provision_voice_account_request',
        { agentId: stranger, regionId: region.id },
        { jsep: { type: 'offer', sdp }, channel_type: 'local', voice_server_type: 'webrtc', ...request },
      )
    for (let index = 0; index < REFUSED_OFFERS; index += 1) {
      const bad = index % 3 === 0 ? 'v=0' : viewerOffer()
      await ask(
        index % 2 === 0
          ? { channel_type: 'multiagent', channel: testUuid() }
          : { parcel_local_id: 1000 + index },
        bad,
      )
    }
    await ask({ logout: true, viewer_session: ZERO }, '')
    const left = (await rows()) - before
    require(left === 0, `${left} rows are left`)
    return 'no row is left'
  })

  await attack('a viewer that never says it is here, in a parcel of its own', async () => {
    const parcel = { request: { parcel_local_id: 7 } }
    const talker = testAvatar('Tim Talks')
    const listener = testAvatar('Lisa Lurks')
    const far = REGION_CORNER[0] + 25_600
    const elsewhere = { regionId: testUuid(), place: { position: [far + 100, far + 100, 25] as const } }
    const speaks = await connected(
      await enter(talker, { ...parcel, ...elsewhere, voice: tone(ANNA_HZ, LEVEL) }),
    )
    const lurks = await enter(listener, { ...parcel, ...elsewhere, primary: false })
    const heard = await loudest(lurks, ANNA_HZ, 4)
    require(heard < LEVEL / 100, `it heard ${heard}`)
    await eventually('it is turned away', () => !lurks.peer.isConnected(), 10_000)
    require(!speaks.talk.people.has(listener.id), 'it was listed')
    return 'heard nothing, was not listed, and was turned away'
  })

  await attack('voice is switched off where people talk', async () => {
    const begun = performance.now()
    const local = await connected(await enter(bert, { place, voice: tone(BERT_HZ, LEVEL) }))
    for (const avatar of avatars) if (avatar.parcel === house) avatar.voice = false
    await region.push()
    await eventually('out', () => !local.peer.isConnected())
    const why = await refusal(enter(bert, { place }))
    require(/switched off/.test(why), why)
    for (const avatar of avatars) delete avatar.voice
    await region.push()
    return `out, and told why, after ${Math.round(performance.now() - begun)} ms`
  })

  await attack('one who has left the world keeps its connection', async () => {
    const ghost = await connected(await enter(anna, { place }))
    avatars.splice(avatars.indexOf(anna), 1)
    const begun = performance.now()
    await eventually('out', () => !ghost.peer.isConnected(), 40_000)
    const seconds = Math.round((performance.now() - begun) / 1000)
    await refusal(enter(anna, { place }))
    return `out after ${seconds} s, and not let in again`
  })

  await attack('the calls of the two went on all the time', async () => {
    await hears(one, BERT_HZ)
    require(!/"level":[56]0/.test(service.log()), 'the log holds errors')
    return 'heard, and no error in the log'
  })
}

const service = await startService()
t.teardown(() => service.stop())
await drill(service).finally(async () => {
  for (const step of undo.reverse()) await step()
  await endMediaPeers()
})
