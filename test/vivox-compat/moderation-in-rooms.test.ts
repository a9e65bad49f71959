/** A region's moderation acts on the people who are really in the room. */

import t from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { type TestAvatar, testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('mute, unmute, mute_all, unmute_all, kick and drop_all', async (t) => {
  const app = await startTestApp(t)
  const parcel = testUuid()
  const [anna, bert] = [testAvatar('Anna Room'), testAvatar('Bert Room')]
  anna.parcel = parcel
  bert.parcel = parcel
  const world = testRegion(app, [anna, bert])
  await world.push()
  const { config, secrets, port } = app
  const module = createVivoxRegion({
    port,
    user: config.vivoxAdminUser,
    password: secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.signIn()
  const uri = await module.enterParcel({ name: parcel, description: 'Welcome:Klön & Schnack' })

  const enter = async (avatar: TestAvatar) => {
    const socket = openSignal(app.url, await signIn(app.url, await world.link(avatar)))
    socket.send({ type: 'join', muted: false })
    t.match(await socket.next('room'), { channel: { name: 'Welcome:Klön & Schnack' } })
    return socket
  }
  const one = await enter(anna)
  const two = await enter(bert)
  const command = (mode: string, whom?: TestAvatar) => {
    const user = whom ? `&user_uri=sip:${accountNameOf(whom.id)}@localhost` : ''
    return module.call(
      `viv_chan_cmd.php?mode=${mode}&chan_uri=${uri}${user}&auth_token=${module.state.token}`,
    )
  }
  const changes = async (agentId: string, listensOnly: boolean) => {
    t.match(await one.next('participant-changed'), { participant: { agentId, listensOnly } })
  }

  t.match(await command('mute', bert), '<status>OK</status>')
  await changes(bert.id, true)
  t.match(await two.next('participant-changed'), {
    participant: { agentId: bert.id, listensOnly: true },
  })
  await command('unmute', bert)
  await changes(bert.id, false)
  await command('mute_all')
  await changes(anna.id, true)
  await changes(bert.id, true)
  await command('unmute_all')
  await changes(anna.id, false)
  await changes(bert.id, false)

  await command('kick', bert)
  t.equal(await two.closed(), CloseCode.kicked)
  t.match(await one.next('participant-left'), { agentId: bert.id })
  await command('drop_all')
  t.equal(await one.closed(), CloseCode.kicked)
})
