/** A region that may not come in is no sign that all is well: “Set-up” and the overview say who, and why. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { testRegion, testUuid } from '../../helpers/regions/region.js'
import { createVivoxRegion } from '../../helpers/regions/vivox-region.js'
import { startTestApp } from '../../helpers/test-app.js'
import { postVoice } from '../../helpers/viewers/voice-rpc.js'

interface CallerRow {
  readonly address: string
  readonly calls: number
  readonly refused: { readonly calls: number; readonly reason: string; readonly over: boolean } | null
}

t.test('refused calls are counted apart, with the newest reason, until one is answered', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const check = async (wanted = 'region-called') =>
    (await owner.get('/setup')).body.checks.find(({ code }: { code: string }) => code === wanted)
  const caller = async (): Promise<CallerRow> => (await owner.get('/overview')).body.callers[0]
  const regionWith = (user: string, password: string) => {
    const module = createVivoxRegion({ port: app.port, user, password })
    t.teardown(module.close)
    return module
  }
  const { vivoxAdminUser } = app.config
  const { vivoxAdminPassword, regionSecret } = app.secrets
  t.match(await check(), { state: 'unknown' })
  t.match(
    await check('positions'),
    { state: 'unknown' },
    'where nobody tells any, that is not known to be a fault',
  )

  await regionWith(vivoxAdminUser, 'wrong').signIn()
  await eventually('it is noted', async () => (await check()).state === 'bad')
  t.match(await check(), { detail: /127\.0\.0\.1: .*password is wrong/ })
  t.match(await caller(), { address: '127.0.0.1', calls: 0, refused: { calls: 1, over: false } })
  await regionWith('another', vivoxAdminPassword).signIn()
  t.match(await caller(), { calls: 0, refused: { calls: 2 } })

  const right = regionWith(vivoxAdminUser, vivoxAdminPassword)
  await right.signIn()
  t.match(await check(), { state: 'good', detail: '127.0.0.1' })
  t.match(await caller(), { calls: 1, refused: { calls: 2, over: true } })
  right.state.token = 'void'
  const other = regionWith(vivoxAdminUser, vivoxAdminPassword)
  other.state.connected = true
  other.state.token = 'void'
  await other.enterParcel({ name: testUuid() })
  t.match(await check(), { state: 'bad', detail: /sign in again/ }, 'a void token, too')
  await right.signIn()
  await regionWith(vivoxAdminUser, vivoxAdminPassword).signIn()

  t.test('a resident’s own voice client is no region', async (t) => {
    const before = await caller()
    await fetch(`${app.url}/api2/viv_signin.php?userid=xjvcY7Aa9TGyn3VADBzsGQQ==&pwd=wrong`)
    await fetch(`${app.url}/api2/viv_get_prelogin.php`)
    t.strictSame(await caller(), before)
  })

  t.test('nor does the right way in by one door hide a wrong secret at another', async (t) => {
    const knock = (secret: string) =>
      postVoice(app, '{"jsonrpc":"2.0","id":1,"method":"voice_signaling_request","params":{}}', { secret })
    const region = testRegion(app, [])
    const push = (secret: string) =>
      region.post(
        '/opensim/v1/positions',
        { region: region.id, name: 'R', avatars: [] },
        { authorization: `Bearer ${secret}` },
      )
    await knock('wrong')
    t.match(await check(), { state: 'bad', detail: /WebRtcVoiceServerURI is wrong/ })
    await knock(regionSecret)
    t.match(await check(), { state: 'good' })
    await push('wrong')
    await eventually('it is noted', async () => (await check()).state === 'bad')
    t.match(await check(), { detail: /REGION_SECRET/ })
    await push(regionSecret)
    await eventually('it is over', async () => (await check()).state === 'good')
  })
  t.notMatch(
    JSON.stringify([await caller(), await check()]),
    new RegExp(`${vivoxAdminPassword}|${regionSecret}`),
  )
})
