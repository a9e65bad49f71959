/** Who waits before a full room comes in when a place is free, whoever leaves it. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { REGION_CORNER, testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { connected, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

t.test('a page waits until the viewer of somebody else has left', async (t) => {
  const app = await startTestApp(t)
  const [vera, paul] = [testAvatar('Vera Viewer'), testAvatar('Paul Page')]
  const region = testRegion(app, [vera, paul])
  await region.push()
  const enter = () =>
    startViewer(t, {
      rpc: voiceRpc(app),
      regionId: region.id,
      agentId: vera.id,
      place: { position: [REGION_CORNER[0] + 100, REGION_CORNER[1] + 100, 25] },
    }).then(connected)
  const viewer = await enter()
  const owner = await signedInAdmin(app)
  const room = await eventually('a room', async () => (await owner.get('/rooms')).body[0])
  const { version } = (await owner.get(`/channels/${room.channelId}`)).body
  const changed = await owner.patch(`/channels/${room.channelId}`, { version, settings: { capacity: 1 } })
  t.equal(changed.status, 200, JSON.stringify(changed.body))

  const page = openSignal(app.url, await signIn(app.url, await region.link(paul)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  t.match(await page.next('no-room'), { reason: 'channel-full' })
  await viewer.logout()
  t.match(await page.next('room'), { participants: [] })

  await t.rejects(enter(), /full/, 'and now it is the page that holds the place')
})
