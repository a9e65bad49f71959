/** Viewers in voice and no feed of positions at all: people and rooms have names, and no page waits for ever. */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}/i
const place = { position: [256_100, 256_100, 25] as const }

t.teardown(endMediaPeers)

t.test('the page of an avatar whose viewer is in voice', async (t) => {
  const port = String(await freeUdpPort())
  const app = await startTestApp(t, { env: { MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port } })
  const [anna, bert] = [testAvatar('Anna Test'), testAvatar('Bert Test')]
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
  t.match(room, { feedLost: true, self: { agentId: anna.id, name: 'Anna Test', position: [100, 100, 25] } })
  t.match(room.channel.name, /^Place [0-9A-F]{4}$/)
  t.notMatch(room.channel.name, UUID)
  t.match(room.participants, [{ agentId: bert.id, name: /^Resident/ }])
  await eventually('one of the two has the place', () => !annasViewer.isConnected())

  await region.link(bert)
  t.match(await page.next('participant-changed'), { participant: { agentId: bert.id, name: 'Bert Test' } })
  t.ok(bertsViewer.isConnected())

  await region.push()
  t.match(await page.next('feed'), { lost: false }, 'a feed that comes is told')
})

t.test('a page that waits is told when its viewer comes into voice', async (t) => {
  const port = String(await freeUdpPort())
  const app = await startTestApp(t, { env: { MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port } })
  const anna = testAvatar('Anna Test')
  const region = testRegion(app, [anna])
  const page = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  page.send({ type: 'join', muted: false })
  t.match(await page.next('no-room'), { reason: 'not-in-world' })
  await startViewer(t, { rpc: voiceRpc(app), agentId: anna.id, regionId: region.id, place })
  t.equal(await page.closed(), 4409, 'the newest of the two counts, and the page offers to take over')
})
