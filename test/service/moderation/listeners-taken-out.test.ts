/** Who only listens, from a neighbouring region or on its way in, is taken out like everybody else. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { tone } from '../../helpers/browser/voice-sound.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { testUuid } from '../../helpers/regions/region.js'
import { startTestApp } from '../../helpers/test-app.js'
import { connected, hearTone, startViewer } from '../../helpers/viewers/viewer.js'
import { voiceRpc } from '../../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

t.test('by a ban, and when the account is disabled', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const [regionId, speakerId, earId] = [testUuid(), testUuid(), testUuid()]
  const enter = (agentId: string, primary: boolean, request = {}) =>
    startViewer(t, {
      rpc: voiceRpc(app),
      regionId,
      agentId,
      primary,
      request,
      place: { position: [256_100, 256_100, 25] },
      voice: tone(450, 0.1),
    })
  await connected(await enter(speakerId, true))
  const listen = async () => {
    const ear = await connected(await enter(earId, false))
    await eventually('it hears', async () => (await hearTone(ear, 450, 0.2)).both > 0.03)
    return ear
  }
  const first = await listen()
  const { channelId, people } = (await owner.get('/rooms')).body[0]
  t.equal(people, 1, 'unlisted')
  t.equal((await owner.post(`/rooms/${channelId}/ban`, { agentId: earId, minutes: 5 })).status, 204)
  await eventually('out', () => !first.peer.isConnected())
  await t.rejects(enter(earId, false), /moderator/)
  await owner.post(`/rooms/${channelId}/unban`, { agentId: earId })

  const other = testUuid()
  const waiting = await startViewer(t, {
    rpc: voiceRpc(app),
    regionId,
    agentId: other,
    primary: false,
    request: { parcel_local_id: 7 },
    joins: false,
  })
  const ear = await connected(await enter(other, false))
  t.equal((await owner.post(`/accounts/${other}/disabled`, { disabled: true })).status, 204)
  await eventually('both are out', () => !ear.peer.isConnected() && !waiting.peer.isConnected())
  await t.rejects(enter(other, false), /disabled/)
})
