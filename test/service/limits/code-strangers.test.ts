/** Strangers at other addresses use up neither a resident's sign-in codes nor its tries, and shut nobody out. */

import { dirname } from 'node:path'
import t from 'tap'
import { eventually } from '../../helpers/eventually.js'
import { type FakeAgent, startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testUuid } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { placeCertificate } from '../../helpers/servers/certificate.js'
import { fromAddress } from '../../helpers/servers/from-address.js'
import { startTestApp } from '../../helpers/test-app.js'

const RESIDENT = '127.0.0.1'
const STRANGERS = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', '127.0.0.6', '127.0.0.7']

t.test('a resident signs in by a code while strangers ask for codes and guess at them', async (t) => {
  const anna: FakeAgent = { id: testUuid(), name: 'Anna Test', pos: [100, 100, 25] }
  const simulator = await startFakeSimulator([{ id: testUuid(), name: 'Plaza', agents: [anna] }])
  t.teardown(() => simulator.down())
  const file = await regionsJson(t, [simulator])
  const env = { REMOTE_ADMIN_FILE: file, DATA_DIR: dirname(file) }
  await placeCertificate(env.DATA_DIR)
  let app = await startTestApp(t, { env })
  const ask = (address: string) =>
    fromAddress(address, `${app.url}/api/sign-in/code`, { body: { agentId: anna.id } })
  const type = (address: string, code: string) =>
    fromAddress(address, `${app.url}/api/session`, { body: { agentId: anna.id, code } })
  const shown = () => simulator.alerts.map(({ message }) => /\b\d{6}\b/.exec(message)?.[0] ?? '')
  const wrong = () => ['000000', '000001', '000002', '000003'].find((code) => !shown().includes(code)) ?? ''
  const avatarIsThere = () =>
    eventually('the avatar can be chosen', async () => {
      const { text } = await fromAddress(RESIDENT, `${app.url}/api/avatars`)
      return text.includes(anna.id)
    })
  await avatarIsThere()

  for (let turn = 0; turn < 5; turn += 1) await ask('127.0.0.2')
  t.match(await ask('127.0.0.2'), { status: 429, headers: { 'retry-after': '600' } })
  t.equal((await ask(RESIDENT)).status, 202, 'a stranger has asked too often')
  const code = shown().at(-1) ?? ''
  for (const stranger of STRANGERS) {
    for (let turn = 0; turn < 6; turn += 1) {
      const { status } = await type(stranger, wrong())
      t.ok([401, 410, 429].includes(status), `a guess: ${status}`)
    }
  }
  await ask('127.0.0.3')
  t.match(await type(RESIDENT, wrong()), { status: 401, text: /"triesLeft":4/ }, 'one’s own try')
  t.equal((await type(RESIDENT, code)).status, 200)

  // From now on that address is known.
  for (const stranger of STRANGERS) for (let turn = 0; turn < 3; turn += 1) await ask(stranger)
  const before = shown().length
  t.equal((await ask(RESIDENT)).status, 202)
  t.equal(shown().length, before + 1)
  t.equal((await type(RESIDENT, shown().at(-1) ?? '')).status, 200)

  await app.server.close()
  app = await startTestApp(t, { env })
  await avatarIsThere()
  for (const stranger of STRANGERS) for (let turn = 0; turn < 3; turn += 1) await ask(stranger)
  const shownBefore = shown().length
  await ask(RESIDENT)
  t.equal(shown().length, shownBefore + 1, 'and is so after a restart')
})

t.test('a resident signs in with the grid’s password while strangers guess at it', async (t) => {
  const anna: FakeAgent = { id: testUuid(), name: 'Anna Test', pos: [100, 100, 25] }
  const simulator = await startFakeSimulator([{ id: testUuid(), name: 'Plaza', agents: [anna] }])
  simulator.users.set('Anna Test', 'right')
  t.teardown(() => simulator.down())
  const file = await regionsJson(t, [simulator], { grid_password_sign_in: true })
  const app = await startTestApp(t, { env: { REMOTE_ADMIN_FILE: file } })
  const signIn = (address: string, password: string) =>
    fromAddress(address, `${app.url}/api/session`, {
      body: { firstName: 'Anna', lastName: 'Test', password },
    }).then(({ status }) => status)
  await eventually('the region has answered', async () => (await signIn(RESIDENT, 'right')) === 200)
  const statuses = new Set<number>()
  for (let host = 10; host < 17; host += 1) {
    for (let turn = 0; turn < 10; turn += 1) statuses.add(await signIn(`127.0.0.${host}`, 'guess'))
  }
  t.strictSame([...statuses].sort(), [401, 429])
  t.equal(await signIn(RESIDENT, 'right'), 200)
})
