/** Where a region cannot show codes, none are offered, the operator learns what is missing, and the page the other ways. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { type FakeAgent, startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testUuid } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { startTestApp } from '../../helpers/test-app.js'

const agent = (name: string): FakeAgent => ({ id: testUuid(), name, pos: [100, 100, 25] })

async function setUp(test: Parameters<typeof startTestApp>[0]) {
  const [anna, bert] = [agent('Anna Test'), agent('Bert Test')]
  const old = await startFakeSimulator([{ id: testUuid(), name: 'Old', agents: [anna] }])
  const recent = await startFakeSimulator([{ id: testUuid(), name: 'New', agents: [bert] }])
  old.methods.delete('admin_alert_user')
  test.teardown(() => Promise.all([old.down(), recent.down()]))
  return { anna, bert, old, recent }
}

t.test('a simulator without admin_alert_user: no code is offered, and everybody is told why', async (t) => {
  const { anna, old } = await setUp(t)
  const app = await startTestApp(t, { env: { REMOTE_ADMIN_FILE: await regionsJson(t, [old]) } })
  const get = async (path: string) => (await fetch(`${app.url}${path}`)).json()
  const owner = await signedInAdmin(app)
  const setUpCheck = async () =>
    (await owner.get('/setup')).body.checks.find(({ code }: { code: string }) => code === 'sign-in-ways')
  const check = await eventually('it was found out', async () => {
    const found = await setUpCheck()
    return found?.state === 'bad' && found
  })
  t.match(check.detail, /^Old: .*admin_alert_user.*0\.9\.3\.1 or newer/)
  t.strictSame(await get('/api/sign-in'), {
    code: false,
    codeByName: false,
    gridPassword: false,
    gridPage: false,
  })
  t.match(await get('/api/avatars'), { error: 'not-allowed' })
  const asked = await fetch(`${app.url}/api/sign-in/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: anna.id }),
  })
  t.match([asked.status, await asked.json()], [403, { error: 'not-allowed', message: /voice link/ }])
  t.equal(app.log.filter(({ level, msg }) => level === 40 && msg.includes('admin_alert_user')).length, 1)
  t.strictSame(old.alerts, [])
})

t.test(
  'beside one that can: its people are listed, and the page is told that there are others',
  async (t) => {
    const { bert, old, recent } = await setUp(t)
    const app = await startTestApp(t, { env: { REMOTE_ADMIN_FILE: await regionsJson(t, [old, recent]) } })
    const list = async () => (await fetch(`${app.url}/api/avatars`)).json()
    await eventually('both regions answered', async () => {
      const { avatars = [], elsewhere } = await list()
      return avatars.length === 1 && elsewhere
    })
    t.match(await list(), { avatars: [{ agentId: bert.id }], elsewhere: true })
    // It was upgraded backwards while nobody looked: the resident is told that it is not possible, not that they are not there.
    recent.methods.delete('admin_alert_user')
    const asked = await fetch(`${app.url}/api/sign-in/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ agentId: bert.id }),
    })
    t.match([asked.status, await asked.json()], [403, { error: 'not-allowed', message: /voice link/ }])
    const lines = app.log.filter(({ url }) => url === '/api/sign-in/code')
    t.equal(lines.length, 1)
    t.match(
      lines,
      [{ level: 40, msg: 'refused', code: 'not-allowed', region: 'New', remoteAdmin: /admin_alert_user/ }],
      'one line, which names the request, the region and what is missing there',
    )
    t.match(await (await fetch(`${app.url}/api/sign-in`)).json(), { code: false })
  },
)
