import { randomUUID } from 'node:crypto'
import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find } from '../helpers/regions/vivox-module.js'
import { createConnection, createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startVivoxService } from '../helpers/regions/vivox-service.js'

t.test('no line of the log, at any level, holds a password or a token', async (t) => {
  const secrets = {
    admin: 'sesame-of-the-admin',
    first: 'sesame-of-the-avatar-1',
    second: 'sesame-of-the-avatar-2',
    wrong: 'sesame-that-is-wrong',
    foreign: 'sesame-of-a-foreign-token',
    signing: 'sesame-that-signs',
  }
  const { port, lines, store, accounts } = await startVivoxService(t, {
    adminPassword: secrets.admin,
    secret: secrets.signing,
  })
  const region = createVivoxRegion({ port, password: secrets.admin })
  const stranger = createConnection({ port })
  t.teardown(() => {
    region.close()
    stranger.close()
  })
  const anna = accountNameOf(randomUUID())
  await region.provision(anna, secrets.first)
  await region.provision(anna, secrets.second)
  await region.enterParcel({ name: randomUUID(), description: `a&auth_token=${secrets.foreign}` })
  await region.create({ name: 'odd', settings: `&chan_max_range=${secrets.foreign}` })
  for (const path of [
    `viv_signin.php?userid=vadmin&pwd=${secrets.wrong}`,
    `viv_signin.php?userid=${anna}&pwd=${secrets.wrong}`,
    `viv_signin.php?userid=${secrets.wrong}&pwd=${secrets.wrong}`,
    `viv_get_acct.php?auth_token=${secrets.foreign}&user_name=${anna}`,
    `viv_unknown.php?pwd=${secrets.wrong}`,
    `viv_chan_mod.php?auth_token=${secrets.foreign}&mode=${secrets.wrong}`,
    `viv_signout.php?auth_token=${secrets.foreign}`,
  ]) {
    await stranger.get(path)
  }
  const signedIn = await stranger.get(`viv_signin.php?userid=${anna}&pwd=${secrets.second}`)
  const avatars = find(signedIn, 'response.level0.body.auth_token') ?? ''
  await stranger.get(`viv_adm_password.php?auth_token=${avatars}&user_name=${anna}&new_pwd=${secrets.wrong}`)
  const hash = (await accounts.find(MAIN_GRID, anna))?.passwordHash ?? ''
  t.notMatch(hash, secrets.second, 'nor the store')
  await store.close()
  await region.call(
    `viv_adm_password.php?auth_token=${region.state.token}&user_name=${anna}&new_pwd=${secrets.first}`,
  )

  const log = lines.join('')
  t.match(log, /a region signed in/)
  t.match(log, /"level":50/, 'our own failure is in it too')
  for (const [what, secret] of Object.entries({ ...secrets, token: region.state.token, avatars, hash })) {
    t.notOk(log.includes(secret), what)
  }
})
