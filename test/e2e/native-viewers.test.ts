/** Native viewers against the whole service and its real media hub: heard where they stand, listed while they are there. */

import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS, soundOf } from '../../src/voice/channels/channel.js'
import { decibels, noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'
import { startBrowserViewer } from '../helpers/viewers/browser-viewer.js'
import { connected, hearTone, startViewer, type TestViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

/** Root mean square of what they say. */
const LEVEL = 0.1
/** Whole periods in 20 ms, so that neither is found in the other. */
const ANNA_HZ = 450
const BERT_HZ = 700
const MALLORY_HZ = 1000
const TOLERANCE_DB = 1.5
const CORNER = 256_000

const env = { MEDIA_PORT_MIN: String(42_000 + (process.pid % 4000)), MEDIA_PORT_MAX: '46999' }

/** Silence comes in so few packets that seconds of sound are not to be waited for. */
const quiet = (what: string, { peer }: TestViewer, toneHz: number) =>
  eventually(what, async () => {
    peer.take()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return peer.take().tone(toneHz).left < LEVEL / 200
  })

const names = ({ talk }: TestViewer) => [...talk.people.keys()].sort()

t.test('two viewers hear each other as loud as the model says, and from where they stand', async (t) => {
  const app = await startTestApp(t, { env })
  const rpc = voiceRpc(app)
  const regionId = testUuid()
  const [annaId, bertId] = [testUuid(), testUuid()]
  const at = (x: number, y: number) => [CORNER + x, CORNER + y, 25] as const
  const anna = await startViewer(t, {
    rpc,
    regionId,
    agentId: annaId,
    place: { position: at(100, 100), headingDegrees: 90 },
    voice: tone(ANNA_HZ, LEVEL),
  })
  await connected(anna)
  const bert = await startViewer(t, {
    rpc,
    regionId,
    agentId: bertId,
    place: { position: at(105, 100), headingDegrees: 90 },
    voice: tone(BERT_HZ, LEVEL),
    earlyCandidates: true,
  })
  await connected(bert)
  t.ok(bert.answeredMs < 2000, `answered within 2 s: ${Math.round(bert.answeredMs)} ms`)
  t.match(bert.answer, /stereo=1/)
  t.match(bert.answer, /a=candidate:/)
  t.match(bert.talk.version, /^opensim-voice \d/)

  for (const viewer of [anna, bert]) {
    await eventually('both are listed', () => names(viewer).join() === [annaId, bertId].sort().join())
  }
  await eventually('Anna is seen to speak', () => bert.talk.people.get(annaId)?.speaking)

  // Anna is to the west of Bert, who looks north.
  await eventually('Bert hears Anna', async () => (await hearTone(bert, ANNA_HZ, 0.2)).both > LEVEL / 2)
  await eventually('Anna hears Bert', async () => (await hearTone(anna, BERT_HZ, 0.2)).both > LEVEL / 2)
  const west = await hearTone(bert, ANNA_HZ)
  t.ok(west.left > 4 * west.right, `from the left: ${west.left} ${west.right}`)
  const own = await hearTone(bert, BERT_HZ)
  t.ok(own.both < LEVEL / 100, 'never oneself')
  const east = await hearTone(anna, BERT_HZ)
  t.ok(east.right > 4 * east.left, `from the right: ${east.left} ${east.right}`)

  const attenuation = soundOf(DEFAULT_SETTINGS)
  for (const distance of [5, 15, 20, 30]) {
    anna.talk.place({ position: at(105, 100 + distance), headingDegrees: 90 })
    const expected = LEVEL * attenuationGain(distance, attenuation)
    let off = Number.POSITIVE_INFINITY
    await eventually(`${distance} m are heard`, async () => {
      off = decibels((await hearTone(bert, ANNA_HZ, 0.5)).both, expected)
      return Math.abs(off) < TOLERANCE_DB
    }).catch(() => undefined)
    t.ok(Math.abs(off) < TOLERANCE_DB, `${distance} m: ${off.toFixed(2)} dB off the model`)
  }
  anna.talk.place({ position: at(105, 140) })
  await quiet('40 m are out of reach', bert, ANNA_HZ)
  // The ear of Bert is his camera: it may be near Anna.
  bert.talk.place({ position: at(105, 100), ear: at(105, 135) })
  await eventually('heard by the camera', async () => (await hearTone(bert, ANNA_HZ, 0.2)).both > LEVEL / 2)
  bert.talk.place({ position: at(105, 100) })
  anna.talk.place({ position: at(105, 105) })
  await eventually('near again', async () => (await hearTone(bert, ANNA_HZ, 0.2)).both > LEVEL * 0.9)

  bert.talk.setVolume(annaId, 0.5)
  await eventually('half as loud for Bert', async () => {
    const off = decibels((await hearTone(bert, ANNA_HZ, 0.5)).both, LEVEL / 2)
    return Math.abs(off) < TOLERANCE_DB
  })
  bert.talk.setMuted(annaId, true)
  await quiet('muted for Bert', bert, ANNA_HZ)
  t.ok((await hearTone(anna, BERT_HZ)).both > LEVEL / 2, 'and for nobody else')
  bert.talk.setMuted(annaId, false)
  bert.talk.setVolume(annaId, 1)
  await eventually('as before', async () => (await hearTone(bert, ANNA_HZ, 0.2)).both > LEVEL * 0.9)

  await anna.logout()
  await eventually('Anna has left', () => names(bert).join() === bertId)
  bert.close()
})

t.test('who stands elsewhere than it says is heard where the region sees it', async (t) => {
  const app = await startTestApp(t, {
    env: { ...env, MEDIA_PORT_MIN: String(Number(env.MEDIA_PORT_MIN) + 1) },
  })
  const rpc = voiceRpc(app)
  const [spy, bert] = [testAvatar('Spy Far', [20, 20, 25]), testAvatar('Bert Here', [100, 100, 25])]
  const region = testRegion(app, [spy, bert])
  await region.push()
  const feed = setInterval(() => region.push().catch(() => undefined), 250)
  t.teardown(() => clearInterval(feed))
  const enter = (agentId: string, voice?: ReturnType<typeof tone>) =>
    startViewer(t, {
      rpc,
      regionId: region.id,
      agentId,
      place: { position: [CORNER + 100, CORNER + 100, 25] },
      ...(voice && { voice }),
    })
  const honest = await connected(await enter(bert.id, tone(BERT_HZ, LEVEL)))
  const spying = await connected(await enter(spy.id))
  // Its word counts for 5 s; longer than that nothing may be heard without a break but silence.
  let silentSince = Date.now()
  await eventually('the spy hears what it would at its true place', async () => {
    spying.peer.take()
    await new Promise((resolve) => setTimeout(resolve, 300))
    if (spying.peer.take().tone(BERT_HZ).left > LEVEL / 200) silentSince = Date.now()
    return names(spying).length === 2 && Date.now() - silentSince > 6000
  })
  spy.pos = [101, 100, 25]
  await eventually('until it is there', async () => (await hearTone(spying, BERT_HZ, 0.2)).both > LEVEL / 2)
  t.same(names(honest), [spy.id, bert.id].sort())
})

t.test('a parcel with a channel of its own is not heard from next door', async (t) => {
  const app = await startTestApp(t, { env })
  const house = { ...testAvatar('Anna House', [100, 100, 25]), parcel: testUuid() }
  const garden = { ...testAvatar('Eve Garden', [102, 100, 25]), parcel: testUuid() }
  const rpc = voiceRpc(app)
  const region = testRegion(app, [house, garden])
  await region.push()
  const feed = setInterval(() => region.push().catch(() => undefined), 250)
  t.teardown(() => clearInterval(feed))
  const enter = ({ id: agentId, pos: [x, y, z] }: typeof house, voice?: ReturnType<typeof tone>) =>
    startViewer(t, {
      rpc,
      regionId: region.id,
      agentId,
      place: { position: [CORNER + x, CORNER + y, z] },
      request: { parcel_local_id: 7 },
      ...(voice && { voice }),
    }).then(connected)
  const unlearned = await enter(house, tone(ANNA_HZ, LEVEL))
  const isOut = ({ agentId, sessionId }: TestViewer) =>
    eventually('it has to connect again', async () => {
      const request = { viewer_session: sessionId, candidate: { completed: true } }
      return (await rpc('voice_signaling_request', { agentId, regionId: region.id }, request)).error
    })
  await isOut(unlearned)
  const anna = await enter(house, tone(ANNA_HZ, LEVEL))

  // And from beyond the border by a viewer that says whatever it likes: that it is in the house, and in that region.
  const mallory = testAvatar('Mallory East', [2, 100, 25])
  const east = testRegion(app, [mallory], 'East', testUuid(), [CORNER + 256, CORNER])
  const heardEast = setInterval(() => east.push().catch(() => undefined), 250)
  t.teardown(() => clearInterval(heardEast))
  await east.push()
  const inHouse = { position: [CORNER + 100, CORNER + 100, 25] } as const
  const attack = (regionId: string, request: object = {}) =>
    startViewer(t, {
      rpc,
      regionId,
      agentId: mallory.id,
      place: inHouse,
      request,
      voice: tone(MALLORY_HZ, LEVEL),
    })
  const attackers = [
    await attack(east.id),
    await attack(region.id),
    await attack(region.id, { parcel_local_id: 7 }),
    await attack(region.id, { parcel_local_id: 8 }),
  ]
  const claims = setInterval(() => {
    for (const { peer, talk } of attackers) {
      peer.tell('{"j":{"p":true}}')
      talk.place(inHouse)
      peer.tell(JSON.stringify({ [mallory.id]: { j: { p: true }, m: false }, ug: { [house.id]: 440 } }))
      overheard = Math.max(overheard, peer.take().tone(ANNA_HZ).left)
    }
    heardOf = Math.max(heardOf, anna.peer.take().tone(MALLORY_HZ).left)
    if (names(anna).includes(mallory.id)) wasListed = true
  }, 200)
  t.teardown(() => clearInterval(claims))
  let [overheard, heardOf, wasListed] = [0, 0, false]

  const spy = await enter(garden, tone(BERT_HZ, LEVEL))
  await eventually('the feed may be late', async () => (await hearTone(spy, ANNA_HZ, 0.2)).both > LEVEL / 2)
  await isOut(spy)
  t.equal(
    app.log.filter(({ agentId, level }) => agentId === garden.id && level === 40).length,
    1,
    'logged once',
  )
  clearInterval(claims)
  t.ok(overheard < LEVEL / 100, `beyond the border nothing was heard of the house: ${overheard}`)
  t.ok(heardOf < LEVEL / 100, `nor Mallory in the house: ${heardOf}`)
  t.notOk(wasListed || attackers.some((viewer) => names(viewer).includes(house.id)), 'and nobody was listed')
  await eventually('Eve is in Anna’s list no more', () => names(anna).join() === house.id)
  const again = await enter(garden, tone(BERT_HZ, LEVEL))
  await eventually('Eve is in some room', () => names(again).includes(garden.id))
  t.same(names(again), [garden.id])
  await quiet('nothing is heard', again, ANNA_HZ)
  await quiet('on either side', anna, BERT_HZ)
  t.same(names(anna), [house.id])

  garden.parcel = house.parcel
  await region.push()
  again.close()
  const other = await enter(garden)
  await eventually(
    'in the same parcel she hears',
    async () => (await hearTone(other, ANNA_HZ, 0.2)).both > LEVEL / 2,
  )
})

t.test(
  'libwebrtc itself as a viewer is answered, listed and hears in stereo',
  { skip: noBrowser },
  async (t) => {
    const app = await startTestApp(t, {
      env: { ...env, MEDIA_PORT_MIN: String(Number(env.MEDIA_PORT_MIN) + 2) },
    })
    const rpc = voiceRpc(app)
    const regionId = testUuid()
    const [annaId, bertId] = [testUuid(), testUuid()]
    const browser = await openBrowser('anna')
    t.teardown(() => browser.close())
    const page = await browser.newPage()
    await page.goto(app.url)
    const bert = await startViewer(t, {
      rpc,
      regionId,
      agentId: bertId,
      place: { position: [CORNER + 105, CORNER + 100, 25], headingDegrees: 90 },
      voice: tone(BERT_HZ, LEVEL),
    })
    const anna = await startBrowserViewer(page, {
      rpc,
      regionId,
      agentId: annaId,
      place: { position: [CORNER + 100, CORNER + 100, 25], headingDegrees: 90 },
    })
    await eventually('Bert is heard from the right', async () => {
      const { left, right } = await anna.levels()
      return right > 0.05 && right > 3 * left
    })
    t.same([...anna.talk.people.keys()].sort(), [annaId, bertId].sort())
    bert.peer.take()
    await eventually('Anna is heard from the left', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      const { rms } = bert.peer.take()
      return rms.left > 0.01 && rms.left > 3 * rms.right
    })
    await eventually('and seen to speak', () => bert.talk.people.get(annaId)?.speaking)
  },
)

t.test('nothing is left that would keep the process alive', async () => endMediaPeers())
