/** One simulator's RemoteAdmin over real sockets: what it is sent, what it answers, and its faults in words. */

import t, { type Test } from 'tap'
import {
  createRemoteAdminClient,
  RemoteAdminFault,
} from '../../../src/opensim/remote-admin/remote-admin-client.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { eventually } from '../../helpers/eventually.js'
import { type FakeFault, recordedAnswers, startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { createTestTime } from '../../helpers/test-time.js'

const region = { id: '11111111-2222-4333-8444-000000000001', name: 'Voice Test' }
const anna = { id: '8ef718ec-06bd-4c6c-a7dd-5003073b0641', name: 'Anna Test' }

async function setUp(t: Test, { password = 'radminpw', timers = systemTimers } = {}) {
  const simulator = await startFakeSimulator([{ ...region, agents: [{ ...anna, pos: [1.5, 2, 3] }] }])
  t.teardown(() => simulator.down())
  const client = createRemoteAdminClient({
    url: new URL(simulator.url),
    password,
    timers,
    mayReach: undefined,
  })
  return { simulator, client }
}

async function faultOf(promise: Promise<unknown>): Promise<RemoteAdminFault> {
  const error: unknown = await promise.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  if (error instanceof RemoteAdminFault) return error
  throw error
}

t.test(
  'a region is asked by name or by UUID, and its answer is not waited for until the close',
  async (t) => {
    const { simulator, client } = await setUp(t, { timers: createTestTime().timers })
    const byName = await client.getAgents('Voice Test')
    t.equal(byName.avatars[0]?.name, 'Anna Test')
    t.equal((await client.getAgents(region.id)).regionName, 'Voice Test')
    t.strictSame(
      simulator.calls.map(({ path, params }) => [path, Object.keys(params)]),
      [
        ['/', ['password', 'region_name']],
        ['/', ['password', 'region_id']],
      ],
    )
    simulator.german = true
    t.strictSame((await client.getAgents('Voice Test')).avatars, byName.avatars)
  },
)

t.test('every fault has its own words, and none of them the password', async (t) => {
  const { simulator, client } = await setUp(t, { password: 'secret-word' })
  const wrong = await faultOf(client.getAgents('Voice Test'))
  t.match(wrong, { reason: 'wrong-password', message: /access_password/ })
  t.notMatch(JSON.stringify([wrong.message, wrong.stack]), /secret-word/)
  simulator.password = 'secret-word'
  t.match(await faultOf(client.getAgents('Nowhere')), { reason: 'region-unknown' })
  t.match(await faultOf(client.getAgents('11111111-2222-4333-8444-00000000000f')), {
    reason: 'region-unknown',
  })
  simulator.methods.delete('admin_get_agents')
  t.match(await faultOf(client.getAgents('Voice Test')), {
    reason: 'method-not-enabled',
    message: /admin_get_agents.*enabled_methods/,
  })
  simulator.replay = recordedAnswers('wrong-password')[0]?.replace('wrong password', 'not authorized')
  t.match(await faultOf(client.getAgents('Voice Test')), { reason: 'address-not-allowed' })
  simulator.replay = recordedAnswers('authenticate')[0]
  t.match(await faultOf(client.getAgents('Voice Test')), { reason: 'answer-invalid' })
  const faults: FakeFault[] = ['half', 'bomb', 'deep', 'huge', 'empty', 'status-500']
  for (const fault of faults) {
    simulator.fault = fault
    t.match(await faultOf(client.getAgents('Voice Test')), { reason: 'answer-invalid' }, fault)
  }
  simulator.fault = 'reset'
  t.match(await faultOf(client.getAgents('Voice Test')), { reason: 'unreachable' })
  await simulator.down()
  t.match(await faultOf(client.getAgents('Voice Test')), { reason: 'unreachable', message: /ECONNREFUSED/ })
})

t.test('a simulator that does not answer is given up after 5 s', async (t) => {
  const time = createTestTime()
  const { simulator, client } = await setUp(t, { timers: time.timers })
  simulator.fault = 'slow'
  const fault = faultOf(client.getAgents('Voice Test'))
  await eventually('the call arrived', () => simulator.calls.length === 1)
  await time.pass(5000)
  t.match(await fault, { reason: 'timed-out' })
})

t.test('a message reaches one avatar, or is refused where that is not', async (t) => {
  const { simulator, client } = await setUp(t)
  await client.alertUser(anna.id, 'Your code & <more>: "12"')
  t.strictSame(simulator.alerts, [{ agentId: anna.id, message: 'Your code & <more>: "12"' }])
  t.match(await faultOf(client.alertUser(region.id, 'x')), { reason: 'refused' })
})

t.test('a grid password is asked for as a lower-case MD5 and a short-lived token', async (t) => {
  const { simulator, client } = await setUp(t)
  const user = { firstName: 'Anna', lastName: 'Test', password: 'pwAnna' }
  simulator.users.set('Anna Test', 'pwAnna')
  t.equal(await client.authenticateUser(user), true)
  const { params } = simulator.calls[0] ?? {}
  t.equal(params?.user_password, '3d56e956533d12fb066591efd2ea56c2', 'as recorded')
  t.ok(Number(params?.token_lifetime) <= 30)
  t.equal(await client.authenticateUser({ ...user, password: 'pwanna' }), false)
  t.equal(await client.authenticateUser({ ...user, firstName: 'Nobody' }), false)
  simulator.password = 'another'
  t.match(await faultOf(client.authenticateUser(user)), { reason: 'wrong-password' }, 'ours, not the user’s')
})
