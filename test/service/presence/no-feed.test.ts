/**
 * Viewers in voice and no feed of positions at all: people and rooms have names, no page waits for ever, and one that
 * takes its viewer's place goes where that goes.
 */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { freeUdpPort } from '../../helpers/media/test-hub.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { placeCertificate } from '../../helpers/servers/certificate.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { connected, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}/i
const place = { position: [256_100, 256_100, 25] as const }

t.teardown(endMediaPeers)

const [anna, bert] = [testAvatar('Anna Test'), testAvatar('Bert Test')]
/** Of the service before its restart, and after. */
const dataDir = t.testdir()
t.before(() => placeCertificate(dataDir))

t.test('the page of an avatar whose viewer is in voice', async (t) => {
  const port = String(await freeUdpPort())
  const app = await startTestApp(t, {
    env: { DATA_DIR: dataDir, MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port },
  })
  const region = testRegion(app, [anna, bert])
  const rpc = voiceRpc(app)
  const view = ({ id }: { id: string }) => ({ rpc, agentId: id, regionId: region.id, place })
  const bertsViewer = await connected(await startViewer(t, view(bert)))
  const annasViewer = await connected(await startViewer(t, view(anna)))
  const owner = await signedInAdmin(app)
  const people = async () => (await owner.get(`/regions/${region.id}/live`)).body.people
  await eventually('both are in the room', async () => {
    const states = (await people()).map(({ channelId }: { channelId: number | null }) => channelId)
    return states.length === 2 && !states.includes(null)
  })
  for (const { name } of await people()) t.match(name, /^Resident [0-9A-F]{4}$/)

  const page = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  const room = await page.next('room')
  t.match(room, { feedLost: false, self: { agentId: anna.id, name: 'Anna Test', position: [100, 100, 25] } })
  t.match(room.channel.name, /^Place [0-9A-F]{4}$/)
  t.notMatch(room.channel.name, UUID)
  t.match(room.participants, [{ agentId: bert.id, name: /^Resident/ }])
  const her = async () => (await people()).find(({ agentId }: { agentId: string }) => agentId === anna.id)
  await eventually('her viewer stands aside', async () => (await her()).connections[0]?.state === 'aside')
  t.ok(annasViewer.isConnected())

  await region.link(bert)
  t.match(await page.next('participant-changed'), { participant: { agentId: bert.id, name: 'Bert Test' } })
  t.ok(bertsViewer.isConnected())

  annasViewer.talk.place({ position: [256_110, 256_120, 25], headingDegrees: 90 })
  await eventually('the page has gone with it', async () => (await her()).position[0] === 110)
  t.match(await her(), { position: [110, 120, 25], client: 'page', positionSource: 'viewer' })
  t.ok((await her()).look[1] > 0.9, 'and turned')

  const inParcel = { ...view(anna), request: { parcel_local_id: 7 } }
  await annasViewer.logout()
  const next = await startViewer(t, inParcel)
  const parcel = await page.next('room')
  t.not(parcel.channel.id, room.channel.id, 'into the parcel that its viewer has walked to')
  t.notOk((await her()).connections.some(({ state }: { state: string }) => state === 'in-room'))

  page.close()
  await eventually('without the page, the viewer has its voice again', () => next.isInRoom())
  t.match(await her(), { client: 'viewer', channelId: parcel.channel.id })

  const bertsPage = openSignal(app.url, await signIn(app.url, await region.link(bert)))
  bertsPage.send({ type: 'join', muted: false })
  const { channel } = await bertsPage.next('room')
  await owner.post(`/rooms/${channel.id}/kick`, { agentId: bert.id })
  t.match(await bertsPage.next('no-room'), { reason: 'kicked' })
  await eventually('whom a moderator takes out does not come back by the viewer', async () => {
    return (await people()).every(({ agentId }: { agentId: string }) => agentId !== bert.id)
  })

  const again = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => again.close())
  again.send({ type: 'join', muted: false })
  t.match(await again.next('room'), { channel: { id: parcel.channel.id } })
  await region.push()
  t.match(await again.next('room'), { channel: { id: room.channel.id }, self: { position: [100, 100, 25] } })
  next.talk.place({ position: [256_190, 256_100, 25] })
  await region.push()
  t.match(
    await her(),
    { position: [100, 100, 25], positionSource: 'push' },
    'nothing outranks a feed that lives',
  )
})

t.test('a page that waits is told when its viewer comes into voice', async (t) => {
  const port = String(await freeUdpPort())
  const app = await startTestApp(t, {
    env: { DATA_DIR: dataDir, MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port },
  })
  const region = testRegion(app, [anna])
  const page = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  page.send({ type: 'join', muted: false })
  t.match(await page.next('no-room'), { reason: 'no-positions' })
  const elsewhere = { region: testUuid(), name: 'Elsewhere', avatars: [] }
  await region.post('/opensim/v1/positions', elsewhere)
  t.match(await page.next('no-room'), { reason: 'not-in-world' }, 'some region tells, and of nobody like her')
  await startViewer(t, { rpc: voiceRpc(app), agentId: anna.id, regionId: region.id, place })
  await connected(await startViewer(t, { rpc: voiceRpc(app), agentId: bert.id, regionId: region.id, place }))
  const owner = await signedInAdmin(app)
  const { people } = (await owner.get(`/regions/${region.id}/live`)).body
  const names = people.map(({ name }: { name: string }) => name)
  t.ok(names.includes('Bert Test'), 'a name outlives a restart')
  t.equal(await page.closed(), 4409, 'the newest of the two counts, and the page offers to take over')
})
