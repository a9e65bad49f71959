import t from 'tap'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find, readChannels } from '../helpers/regions/vivox-module.js'
import { buildVivoxService, errorsIn } from '../helpers/regions/vivox-service.js'

t.test('the recorded first avatar gets an account and a channel', async (t) => {
  const { app, accounts, lines } = await buildVivoxService()
  t.teardown(() => app.close())
  const get = async (path: string) => {
    const response = await app.inject({ url: `/api2/${path}`, headers: { 'content-length': '0' } })
    t.equal(response.statusCode, 200)
    return response.body
  }
  const name = 'xjvcY7Aa9TGyn3VADBzsGQQ=='
  const parcel = '2c768cf2-3725-474e-a725-dd60f247060e'

  const signIn = await get('viv_signin.php?userid=vadmin&pwd=vpass')
  t.equal(find(signIn, 'response.level0.body.status'), 'Ok')
  const token = find(signIn, 'response.level0.body.auth_token')

  const unknown = await get(`viv_get_acct.php?auth_token=${token}&user_name=${name}`)
  t.equal(find(unknown, 'response.level0.status'), 'ERR')
  t.equal(find(unknown, 'response.level0.body.code'), '403')

  const made = await get(`viv_adm_acct_new.php?username=${name}&pwd=e3226103Z8067Z47&auth_token=${token}`)
  t.equal(find(made, 'response.level0.status'), 'OK')
  const password = await get(
    `viv_adm_password.php?user_name=${name}&new_pwd=e3226103Z8067Z47&auth_token=${token}`,
  )
  t.equal(find(password, 'response.level0.status'), 'OK')
  t.equal((await accounts.find(MAIN_GRID, name))?.agentId, '8ef718ec-06bd-4c6c-a7dd-5003073b0641')

  const none = await get(`viv_chan_search.php?cond_channame=${parcel}&auth_token=${token}`)
  t.equal(find(none, 'response.level0.channel-search.count'), '0')
  const created = await get(
    `viv_chan_mod.php?mode=create&chan_name=${parcel}&auth_token=${token}&chan_desc=Voice%20Test:Your%20Parcel&chan_type=positional&chan_mode=open&chan_roll_off=2&chan_dist_model=2&chan_max_range=60&chan_clamping_distance=10`,
  )
  t.equal(find(created, 'response.level0.status'), 'OK')
  t.equal(find(created, 'response.level0.body.chan_id'), '1001')
  t.equal(find(created, 'response.level0.body.chan_uri'), 'sip:confctl-1001@voice.invalid')
  t.same(readChannels(await get(`viv_chan_search.php?cond_channame=${parcel}&auth_token=${token}`)), [
    {
      id: '1001',
      name: parcel,
      desc: 'Voice Test:Your Parcel',
      type: 'positional_M',
      uri: 'sip:confctl-1001@voice.invalid',
      parent: '',
      mode: 'open',
      roll_off: '2',
      dist_model: '2',
      max_range: '60',
      clamping_distance: '10',
    },
  ])
  t.same(errorsIn(lines), [])
})
