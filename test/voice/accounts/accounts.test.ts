import t from 'tap'
import { openStore } from '../../../src/store/store.js'
import { accountNameOf, agentIdOf } from '../../../src/voice/accounts/account-name.js'
import { createAccounts } from '../../../src/voice/accounts/accounts.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { limitsOfOneNode } from '../../../src/voice/limits/limits.js'
import { createSignInThrottle } from '../../../src/voice/sign-in/sign-in-throttle.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { eventually } from '../../helpers/eventually.js'
import { createTestTime } from '../../helpers/test-time.js'

const address = '192.0.2.1'

t.test('an account opens with its own password alone', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const time = { now: 1000 }
  const clock = () => time.now
  const throttle = createSignInThrottle({ ...systemTimers, now: clock }, { wait: async () => {} })
  const options = { store: store.accounts, throttle, clock }
  const accounts = createAccounts({ ...options, secret: 'one' })
  await accounts.create({ grid: MAIN_GRID, name: 'anna', agentId: 'a', password: 'sesame' })
  await accounts.create({ grid: MAIN_GRID, name: 'bert', agentId: 'b', password: 'sesame' })
  const [anna, bert] = [await accounts.find(MAIN_GRID, 'anna'), await accounts.find(MAIN_GRID, 'bert')]
  t.notMatch(anna?.passwordHash, /sesame/)
  t.not(anna?.passwordHash, bert?.passwordHash, 'salted')

  time.now = 2000
  t.equal(
    (await accounts.signIn({ grid: MAIN_GRID, name: 'anna', password: 'sesame', address })).agentId,
    'a',
  )
  // No sign-in waits for that note.
  await eventually('it is noted', async () => (await accounts.find(MAIN_GRID, 'anna'))?.lastSeenAt === 2000)
  const signIn = (name: string, password: string) =>
    accounts.signIn({ grid: MAIN_GRID, name, password, address })
  await t.rejects(signIn('anna', 'Sesame'), { code: 'wrong-credentials' })
  await t.rejects(signIn('anna', ''), { code: 'wrong-credentials' })
  await t.rejects(signIn('nobody', 'sesame'), { code: 'account-not-found' })
  const elsewhere = createAccounts({ ...options, secret: 'other' })
  await t.rejects(elsewhere.signIn({ grid: MAIN_GRID, name: 'anna', password: 'sesame', address }), {
    code: 'wrong-credentials',
  })

  await accounts.create({ grid: MAIN_GRID, name: 'anna', agentId: 'a', password: 'again' })
  t.ok(await signIn('anna', 'again'), 'made again, it has the new password')
  await accounts.setDisabled(MAIN_GRID, 'anna', true)
  await t.rejects(signIn('anna', 'wrong'), { code: 'wrong-credentials' }, 'tells strangers nothing')
  await t.rejects(signIn('anna', 'again'), { code: 'account-disabled' })
  await t.rejects(accounts.create({ grid: MAIN_GRID, name: 'anna', agentId: 'a', password: 'x' }), {
    code: 'account-disabled',
  })
  await t.rejects(accounts.setPassword(MAIN_GRID, 'nobody', 'x'), { code: 'account-not-found' })
  await t.rejects(accounts.setDisabled(MAIN_GRID, 'nobody', true), { code: 'account-not-found' })
})

t.test('wrong sign-ins wait for each other, others do not', async (t) => {
  const time = { now: 0 }
  let [waits, longest] = [0, 0]
  const throttle = createSignInThrottle(
    { ...systemTimers, now: () => time.now },
    {
      async wait(milliseconds) {
        waits += 1
        longest = Math.max(longest, milliseconds)
      },
    },
  )
  const who = { grid: MAIN_GRID, address: '2001:db8:1:2::3', account: 'anna' }
  const wrong = async () => {
    throw new Error('wrong')
  }
  const attempt = (check: () => Promise<unknown>, by = who) =>
    throttle.attempt(by, check).then(
      () => 'right',
      (error: Error & { code?: string }) => error.code ?? 'wrong',
    )

  for (let n = 0; n < 10; n++) t.equal(await attempt(wrong), 'wrong')
  t.equal(waits, 0, 'a few mistakes cost nothing')
  const flood = await Promise.all(Array.from({ length: 1000 }, () => attempt(wrong)))
  t.ok(flood.filter((code) => code === 'rate-limited').length > 800, 'most are refused unseen')
  t.ok(longest <= 2000)
  t.equal(await attempt(wrong, { ...who, address: '2001:db8:1:2:aaaa::4' }), 'rate-limited', 'same network')

  waits = 0
  t.equal(await attempt(wrong, { ...who, address: '192.0.2.1' }), 'wrong')
  t.equal(await attempt(wrong, { ...who, account: 'bert' }), 'wrong')
  t.equal(waits, 0)
  time.now += 5000
  t.equal(await attempt(async () => 1), 'right', 'nobody is locked out')
  t.equal(await attempt(wrong), 'wrong')
  t.equal(waits, 0, 'a right one forgives the wrong ones')

  const slow = { ...who, account: 'carl' }
  for (let n = 0; n < 11; n++) {
    time.now += 59_000
    await attempt(wrong, slow)
  }
  for (let n = 0; n < 2; n++) await attempt(wrong, slow)
  t.equal(waits, 2, 'wrong ones are forgotten after a minute without another')
  time.now += 60_001
  for (let n = 0; n < 10; n++) await attempt(wrong, slow)
  t.equal(waits, 2)
})

t.test('guesses on several nodes count together', async (t) => {
  const time = createTestTime()
  const shared = limitsOfOneNode(time.timers)({ name: 'guesses', count: 120, windowMs: 2000 })
  const nodes = [1, 2, 3].map(() =>
    createSignInThrottle(time.timers, { wait: async () => undefined, makeLimit: () => shared }),
  )
  const who = { grid: MAIN_GRID, address, account: 'anna' }
  let checked = 0
  const guess = async () => {
    checked += 1
    throw new Error('wrong')
  }
  for (const node of nodes) {
    for (let turn = 0; turn < 100; turn += 1) await node.attempt(who, guess).catch(() => undefined)
  }
  t.equal(checked, 3 * 10 + 120, 'beyond the few mistakes that cost nothing')
  const [node] = nodes
  await time.pass(2000)
  t.equal(await node?.attempt(who, async () => 'in'), 'in', 'nobody is locked out')
})

t.test('account names are those that regions make', async (t) => {
  const agentId = '8ef718ec-06bd-4c6c-a7dd-5003073b0641'
  t.equal(accountNameOf(agentId), 'xjvcY7Aa9TGyn3VADBzsGQQ==')
  t.equal(agentIdOf('xjvcY7Aa9TGyn3VADBzsGQQ=='), agentId)
  t.equal(agentIdOf('xjvcY7Aa9TGyn3VADBzsGQQ'), agentId, 'without padding')
  const special = 'ffffffff-ffff-fbff-bfff-fffffffffffe'
  t.match(accountNameOf(special), /^x[A-Za-z0-9_-]+==$/)
  t.equal(agentIdOf(accountNameOf(special)), special)
  for (const name of ['', 'x', 'vadmin', 'xjvcY7Aa9TGyn3VADBzsGQ==', 'yjvcY7Aa9TGyn3VADBzsGQQ==']) {
    t.equal(agentIdOf(name), null)
  }
})

t.test('what a resident chose for their viewer is kept with an account that the choice makes', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const clock = () => 1000
  const throttle = createSignInThrottle({ ...systemTimers, now: clock }, { wait: async () => {} })
  const accounts = createAccounts({ store: store.accounts, throttle, clock, secret: 'one' })
  const resident = { grid: MAIN_GRID, agentId: '00000000-0000-4000-8000-000000000001' }
  t.equal(await accounts.headphonesOf(resident), null)
  for (const choice of [true, false, null]) {
    await accounts.setHeadphones(resident, choice)
    t.equal(await accounts.headphonesOf(resident), choice)
  }
})
