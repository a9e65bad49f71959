/** An owner deletes a channel in the console: its people are told, may join the room that is theirs then, and the log knows. */

import t from 'tap'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { adminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { createVivoxRegion } from '../../helpers/regions/vivox-region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('a parcel’s own channel is deleted: its people are told, and join the region’s', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const parcel = testUuid()
  const [anna, bert] = [testAvatar('Anna House'), testAvatar('Bert Outside')]
  const region = testRegion(app, [{ ...anna, parcel }, bert])
  const module = createVivoxRegion({
    port: app.port,
    user: app.config.vivoxAdminUser,
    password: app.secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.enterParcel({ name: parcel, description: 'House' })
  await region.push()
  const join = async (avatar: typeof anna) => {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    return socket
  }
  const [annas, berts] = [await join(anna), await join(bert)]
  const house = (await annas.next('room')).channel
  const outside = (await berts.next('room')).channel
  t.not(house.id, outside.id)

  await owner.post('/admins', { name: 'mod', password: 'moderators-word', role: 'moderator' })
  const moderator = await signedInAdmin(app, { name: 'mod', password: 'moderators-word' })
  t.equal((await moderator.post(`/channels/${house.id}/delete`)).status, 403)
  t.equal((await adminClient(app.url).post(`/channels/${house.id}/delete`)).status, 401)
  t.match(await owner.post(`/channels/${house.id}/delete`), { status: 200, body: { deleted: house.id } })
  t.equal(await annas.closed(), CloseCode['channel-deleted'])
  const moved = await (await join(anna)).next('room')
  t.equal(moved.channel.id, outside.id)
  t.strictSame(
    moved.participants.map(({ agentId }) => agentId),
    [bert.id],
  )
  t.equal((await owner.post(`/channels/${house.id}/delete`)).status, 404)
  t.match((await owner.get('/audit')).body, [{ act: 'channel-deleted', subject: 'House', actor: 'admin' }])
})
