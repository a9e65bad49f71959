import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { find } from '../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startVivoxService } from '../helpers/regions/vivox-service.js'

const agentId = '8ef718ec-06bd-4c6c-a7dd-5003073b0641'

t.test('each command acts on the people of the channel it names', async (t) => {
  const { port, moderated } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const made = await region.create({ name: 'a' })
  const command = async (mode: string, rest = '') => {
    const answer = await region.call(
      `viv_chan_cmd.php?mode=${mode}&chan_uri=${made?.uri}&auth_token=${region.state.token}${rest}`,
    )
    return find(answer ?? '', 'response.level0.status') === 'OK'
      ? 'OK'
      : find(answer ?? '', 'response.level0.body.code')
  }
  const anna = `&user_uri=sip:${accountNameOf(agentId)}@voice.invalid&scope=all`

  for (const mode of ['kick', 'mute', 'unmute']) t.equal(await command(mode, anna), 'OK')
  for (const mode of ['drop_all', 'mute_all', 'unmute_all']) t.equal(await command(mode), 'OK')
  t.same(moderated, [
    `kick(1001, ${agentId})`,
    `setMuted(1001, ${agentId}, true)`,
    `setMuted(1001, ${agentId}, false)`,
    'kickAll(1001)',
    'setAllMuted(1001, true)',
    'setAllMuted(1001, false)',
  ])

  moderated.length = 0
  t.equal(await command('kick'), '300')
  t.equal(await command('kick', '&user_uri=nobody'), '403')
  t.equal(await command('promote', anna), '301')
  const noSuch = await region.call(
    `viv_chan_cmd.php?mode=drop_all&chan_uri=sip:confctl-4711@voice.invalid&auth_token=${region.state.token}`,
  )
  t.equal(find(noSuch ?? '', 'response.level0.body.code'), '807')
  t.same(moderated, [])
})
