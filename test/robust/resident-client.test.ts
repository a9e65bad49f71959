/** Questions about residents: what is asked and read as recorded, and what is never kept of an answer. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createInstantMessages } from '../../src/robust/client/instant-messages.js'
import { createResidentClient } from '../../src/robust/client/resident-client.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { projectRoot } from '../helpers/project-root.js'
import { lastSeen } from '../helpers/regions/fake-grid-residents.js'
import { robustRecording, startFakeRobust } from '../helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../helpers/regions/fake-simulator.js'

const agentId = (last: string) => `33333333-3333-4333-8333-0000000000${last}`
const [anna, bert, cleo, umlaut] = ['0a', '0b', '0c', 'e0'].map(agentId) as [string, string, string, string]
const dora = 'f9316317-cdd5-4658-853c-945a1165ff72'

/** As they were recorded. */
async function grid(t: Test) {
  const robust = await startFakeRobust(t)
  robust.accounts = [
    { id: anna, name: 'Anna Test', password: 'pwAnna' },
    { id: cleo, name: 'Cleo Test', created: 1795695425 },
    { id: umlaut, name: 'Umlaut Test', password: 'grüße' },
  ]
  const welcome = '22222222-2222-4333-8444-00000000000a'
  robust.seen.set(anna, { id: anna, last: lastSeen(welcome) })
  robust.seen.set(dora, {
    id: `${dora};http://127.0.0.1:28500/;Dora Foreign`,
    last: lastSeen(welcome, '110, 110, 30', '0, 1, 0'),
    login: '11/26/2026 12:36:58 PM',
  })
  robust.friends.set(anna, [
    { friend: bert, mine: 1, theirs: 1 },
    { friend: cleo, mine: 3, theirs: 1 },
    {
      friend: '44444444-4444-4444-8444-00000000000d;http://127.0.0.1:28502/;Dora Foreign;5f6e7d8c',
      mine: 1,
      theirs: -1,
    },
  ])
  const ask = createResidentClient({ url: new URL(robust.url), timers: systemTimers, mayReach: undefined })
  return { robust, ask, lastAsked: () => robust.calls.at(-1)?.body }
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

t.test('the fake answers as Robust did', async (t) => {
  const { robust } = await grid(t)
  const replay = async (name: string) => {
    const { path, request, answer } = robustRecording(name)
    const response = await fetch(robust.url + path, { method: 'POST', body: request })
    t.equal(await response.text(), answer, name)
  }
  for (const name of [
    'accounts-getaccount-UserID',
    'accounts-getaccount-name-case',
    'accounts-getaccount-unknown',
    'accounts-getmultiaccounts',
    'griduser-getgriduserinfo',
    'griduser-getgriduserinfo-unknown',
    'hg-griduser-getgriduserinfo-by-uuid',
    'auth-authenticate-md5',
    'auth-release',
    'auth-authenticate-wrong',
    'friends-getfriends',
    'friends-getfriends-unknown',
  ])
    await replay(name)
  robust.token = 'ea4c7bd8-ddf3-4362-be14-a5017658a799'
  await replay('auth-umlaut-utf8')
  Object.assign(robust.accounts[0] ?? {}, { level: -1 })
  await replay('accounts-disabled')
})

t.test('accounts and visitors are asked for as recorded, and nothing else of them is read', async (t) => {
  const { robust, ask, lastAsked } = await grid(t)
  const account = { agentId: anna, firstName: 'Anna', lastName: 'Test', userLevel: 0 }
  t.strictSame(await ask.accountOf({ firstName: 'anna', lastName: 'TEST' }), account)
  t.equal(lastAsked(), robustRecording('accounts-getaccount-name-case').request)
  t.strictSame(await ask.accountOf({ agentId: anna }), account)
  t.equal(await ask.accountOf({ agentId: agentId('ff') }), undefined)
  t.equal(lastAsked(), robustRecording('accounts-getaccount-unknown').request)
  t.strictSame(
    (await ask.accountsOf([anna, cleo, agentId('ff')])).map((one) => one.firstName),
    ['Anna', 'Cleo'],
  )
  t.equal(lastAsked(), robustRecording('accounts-getmultiaccounts').request)
  Object.assign(robust.accounts[0] ?? {}, { level: -1 })
  t.equal((await ask.accountOf({ agentId: anna }))?.userLevel, -1)
  robust.accounts = [{ id: anna, name: 'B\u0001ö Ünal' }]
  t.match(await ask.accountOf({ agentId: anna }), { firstName: 'Bö', lastName: 'Ünal' })

  t.strictSame(await ask.visitorOf(dora), { agentId: dora, name: 'Dora Foreign', home: '127.0.0.1:28500' })
  t.equal(await ask.visitorOf(anna), undefined, 'who lives here is no visitor')
  t.equal(await ask.visitorOf(agentId('ff')), undefined)
})

t.test('a password goes out as lower-case md5 of its UTF-8, and the token is given back', async (t) => {
  const { robust, ask } = await grid(t)
  t.equal(await ask.isPasswordOf(umlaut, 'grüße'), true)
  t.equal(robust.calls.at(-2)?.body, robustRecording('auth-umlaut-utf8').request)
  t.match(robust.calls.at(-1), { path: '/auth/plain', method: 'release' })
  t.equal(robust.tokens.size, 0)
  t.equal(await ask.isPasswordOf(anna, 'wrong'), false)
  t.equal(await ask.isPasswordOf(agentId('ff'), 'pwAnna'), false)
  robust.services = ['/accounts']
  t.match(await faultOf(ask.isPasswordOf(anna, 'pwAnna')), { reason: 'grid-public-port' })
})

t.test('friends who may see each other online; no secret of theirs is read', async (t) => {
  const { robust, ask, lastAsked } = await grid(t)
  const friends = await ask.friendsOf(anna)
  t.equal(lastAsked(), robustRecording('friends-getfriends').request)
  t.match(friends, [
    { agentId: bert, visitor: undefined, mayBeSeen: true },
    { agentId: cleo, mayBeSeen: true },
    { visitor: { name: 'Dora Foreign', home: '127.0.0.1:28502' }, mayBeSeen: false },
  ])
  t.notMatch(JSON.stringify(friends), /5f6e7d8c/)
  robust.friends.set(anna, [
    { friend: bert, mine: 0, theirs: 1 },
    { friend: cleo, mine: 1, theirs: 2 },
    { friend: 'nobody', mine: 1, theirs: 1 },
  ])
  t.strictSame(
    (await ask.friendsOf(anna)).map(({ mayBeSeen }) => mayBeSeen),
    [false, false],
    'both sides have to allow it',
  )
  t.strictSame(await ask.friendsOf(bert), [])
})

t.test('an instant message is sent as recorded, and tells whether it was shown', async (t) => {
  const simulator = await startFakeSimulator([
    { id: agentId('01'), name: 'West', agents: [{ id: bert, name: 'Bert', pos: [1, 2, 3] }] },
  ])
  t.teardown(() => simulator.down())
  const send = (agent: string, messageKey?: string) =>
    createInstantMessages({
      messageKey,
      clock: () => 1795696884_000,
      timers: systemTimers,
      mayReach: undefined,
    }).send(`${simulator.url}/`, agent, 'Tür & <Tor>')
  t.equal(await send(bert), true)
  t.strictSame(simulator.messages, [{ agentId: bert, text: 'Tür & <Tor>' }])
  const recorded = readFileSync(join(projectRoot, 'test/fixtures/robust/im-dialog19.txt'), 'utf8')
  const members = [...recorded.matchAll(/<name>(\w+)<\/name><value><string>([^<]*)</g)]
  const asked = simulator.calls[0]?.params ?? {}
  const ours = ['from_agent_id', 'im_session_id', 'from_agent_name', 'message']
  t.strictSame(
    Object.keys(asked),
    members.flatMap(([, name]) => (name === 'success' ? [] : name)),
  )
  for (const [, name = '', value = ''] of members) {
    if (name !== 'success' && !ours.includes(name)) t.equal(asked[name], value, name)
  }
  t.equal(await send(anna), false, 'not there')
  simulator.messageKey = 'shared'
  t.equal(await send(bert), false)
  t.equal(await send(bert, 'shared'), true)
  simulator.methods.delete('grid_instant_message')
  t.match(await faultOf(send(bert)), { reason: 'not-enabled', message: /MessageTransferModule/ })
  simulator.fault = 'bomb'
  t.match(await faultOf(send(bert)), { reason: 'answer-invalid' })
  await simulator.down()
  t.match(await faultOf(send(bert)), { reason: 'unreachable' })
})
