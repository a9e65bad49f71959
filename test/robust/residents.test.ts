/** What the grid does for residents: looks at accounts, finds and reaches avatars, checks passwords and its own page's word. */

import t, { type Test } from 'tap'
import type { GridAccount, ResidentClient } from '../../src/robust/client/resident-client.js'
import { RobustFault } from '../../src/robust/client/robust-fault.js'
import { watchAccounts } from '../../src/robust/residents/account-watch.js'
import { createGridAccounts } from '../../src/robust/residents/accounts.js'
import { createGridMessenger } from '../../src/robust/residents/messenger.js'
import { createOpenId } from '../../src/robust/residents/openid.js'
import { createRobustPasswords } from '../../src/robust/residents/passwords.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { limitsOfOneNode } from '../../src/voice/limits/limits.js'
import { createGridRegions } from '../../src/voice/presence/regions/grid-regions.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { startFakeOpenId } from '../helpers/regions/fake-openid.js'
import { avatarOf } from '../helpers/regions/of-grid.js'
import { testUuid } from '../helpers/regions/region.js'
import { createTestTime } from '../helpers/test-time.js'

const [anna, bert, dora] = [testUuid(), testUuid(), testUuid()]
const down = new RobustFault('grid-unreachable', 'Robust cannot be reached.')

function world() {
  const time = createTestTime()
  const grid = {
    accounts: new Map<string, GridAccount>([
      [anna, { agentId: anna, firstName: 'Anna', lastName: 'Test', userLevel: 0 }],
      [bert, { agentId: bert, firstName: 'Bert', lastName: 'Ünal', userLevel: 0 }],
    ]),
    fault: undefined as Error | undefined,
    /** Until then no answer comes. */
    hangs: false,
    asked: [] as string[],
    passwords: [] as string[],
  }
  async function answer<T>(question: string, value: () => T): Promise<T> {
    grid.asked.push(question)
    if (grid.hangs) await new Promise(() => undefined)
    if (grid.fault) throw grid.fault
    return value()
  }
  const client: ResidentClient = {
    accountOf: (who) =>
      answer('account', () =>
        [...grid.accounts.values()].find((one) =>
          'agentId' in who
            ? one.agentId === who.agentId
            : one.firstName === who.firstName && one.lastName === who.lastName,
        ),
      ),
    accountsOf: (ids) =>
      answer(`accounts ${ids.length}`, () =>
        [...grid.accounts.values()].filter(({ agentId }) => ids.includes(agentId)),
      ),
    visitorOf: (id) =>
      answer('visitor', () =>
        id === dora ? { agentId: dora, name: 'Dora Foreign', home: 'away.example:8002' } : undefined,
      ),
    isPasswordOf: (id, password) =>
      answer('password', () => {
        grid.passwords.push(id)
        return password === 'right'
      }),
    friendsOf: async () => [],
  }
  const accounts = createGridAccounts({ client, grid: MAIN_GRID, timers: time.timers })
  const disable = (agentId: string) => {
    const account = grid.accounts.get(agentId)
    if (account) grid.accounts.set(agentId, { ...account, userLevel: -1 })
  }
  return { time, grid, client, accounts, disable }
}

t.test('an account is remembered for an hour, and refused once it is disabled', async (t) => {
  const { time, grid, accounts, disable } = world()
  t.match(await accounts.byId(anna), { name: 'Anna Test', home: undefined, disabled: false })
  await accounts.requireEnabled(avatarOf(anna))
  t.strictSame(grid.asked, ['account'])
  disable(anna)
  await time.pass(3_600_000)
  await t.rejects(accounts.requireEnabled(avatarOf(anna)), { code: 'account-disabled' })
  await accounts.requireEnabled({ grid: 'other', agentId: anna })
  t.match(await accounts.byId(dora), { name: 'Dora.Foreign @away.example:8002', home: 'away.example:8002' })
})

t.test('a grid that fails or hangs keeps nobody out who comes by a link', async (t) => {
  const { time, grid, accounts } = world()
  grid.fault = down
  await accounts.requireEnabled(avatarOf(anna))
  grid.fault = undefined
  grid.hangs = true
  const waiting = accounts.requireEnabled(avatarOf(anna))
  await time.pass(500)
  await waiting
  t.equal(time.pending(), 0)
})

t.test(
  'who has a page open is looked at when they come and every hour, and signed out when disabled',
  async (t) => {
    const { time, grid, accounts, disable } = world()
    const disabled: string[] = []
    let open = [anna]
    const stop = watchAccounts({
      accounts,
      withPage: () => open,
      onDisabled: ({ agentId }) => disabled.push(agentId),
      onError: (error) => t.fail(String(error)),
      clock: time.clock,
      timers: time.timers,
    })
    t.teardown(stop)
    const looks = () => grid.asked.splice(0).filter((asked) => asked.startsWith('accounts')).length
    await time.pass(6000)
    t.equal(looks(), 1)
    disable(anna)
    grid.fault = down
    await time.pass(3_590_000)
    t.strictSame([looks(), disabled], [0, []])
    await time.pass(20_000)
    t.strictSame(disabled, [], 'a grid that does not answer signs nobody out')
    grid.fault = undefined
    await time.pass(11_000)
    t.strictSame(disabled, [anna])
    open = [anna, bert, dora]
    grid.asked.splice(0)
    await time.pass(6000)
    t.strictSame(grid.asked, ['accounts 2'], 'only those who have just come, visitors among them')
  },
)

function messengerIn(t: Test) {
  const { time, grid, accounts, disable } = world()
  const regions = createGridRegions(time.timers)
  const region = testUuid()
  regions.take(MAIN_GRID, [
    {
      grid: MAIN_GRID,
      regionId: region,
      name: 'West',
      corner: [0, 0],
      sizeMetres: [256, 256],
      simulator: 'http://sim:9000/',
      online: true,
    },
  ])
  const where = new Map<string, string>()
  const sent: { simulator: string; agentId: string; text: string }[] = []
  let shows = true
  const told = [{ ...avatarOf(dora), regionId: region, name: 'Dora.Foreign @away.example:8002', npc: false }]
  const messenger = createGridMessenger({
    client: {
      async whereAre(ids) {
        if (grid.fault) throw grid.fault
        return new Map(
          ids.flatMap((id) => (where.has(id) ? [[id, { regionId: where.get(id) ?? '' }] as const] : [])),
        )
      },
    },
    accounts,
    messages: {
      async send(simulator, agentId, text) {
        sent.push({ simulator, agentId, text })
        return shows
      },
    },
    grid: MAIN_GRID,
    offered: true,
    regions,
    whereabouts: { find: ({ agentId }) => told.find((one) => one.agentId === agentId), list: () => told },
    languageOf: () => 'de',
    stopwatch: time.timers,
  })
  t.equal(messenger.offered(MAIN_GRID), true)
  return {
    time,
    grid,
    messenger,
    where,
    sent,
    region,
    disable,
    refuse: () => {
      shows = false
    },
  }
}

t.test('an avatar is found by name wherever it is, and told by instant message', async (t) => {
  const { time, messenger, where, sent, region, refuse } = messengerIn(t)
  t.equal(messenger.reaches(avatarOf(anna)), false, 'nobody knows where she is')
  where.set(anna, region)
  t.strictSame(await messenger.find(MAIN_GRID, ' Anna  Test '), {
    grid: MAIN_GRID,
    agentId: anna,
    name: 'Anna Test',
    home: undefined,
  })
  t.equal(messenger.reaches(avatarOf(anna)), true)
  await messenger.alert(avatarOf(anna), (words) => words.code('123456'))
  t.match(sent, [{ simulator: 'http://sim:9000/', agentId: anna, text: /^Dein Voice-Code ist 123456/ }])
  await time.pass(60_000)
  t.equal(messenger.reaches(avatarOf(anna)), false, 'she may have gone meanwhile')

  where.set(dora, region)
  const visitor = { agentId: dora, name: 'Dora.Foreign @away.example:8002', home: 'away.example:8002' }
  t.match(await messenger.find(MAIN_GRID, 'dora.foreign @away.example:8002'), visitor)
  t.match(await messenger.find(MAIN_GRID, dora.toUpperCase()), visitor)
  refuse()
  await t.rejects(
    messenger.alert(avatarOf(dora), () => ''),
    { code: 'avatar-not-found' },
  )
})

t.test('unknown, offline and disabled avatars look the same to whoever asks', async (t) => {
  const { grid, messenger, where, region, disable } = messengerIn(t)
  t.equal(await messenger.find(MAIN_GRID, 'Nobody Here'), undefined)
  t.equal(await messenger.find(MAIN_GRID, 'Nobody'), undefined)
  t.equal(await messenger.find(MAIN_GRID, 'Anna Test'), undefined, 'offline')
  where.set(bert, region)
  disable(bert)
  t.equal(await messenger.find(MAIN_GRID, 'Bert Ünal'), undefined, 'disabled')
  t.equal(await messenger.find('other', 'Anna Test'), undefined)
  where.set(anna, testUuid())
  t.equal(await messenger.find(MAIN_GRID, 'Anna Test'), undefined, 'in a region that the grid does not list')
  grid.fault = down
  await t.rejects(messenger.find(MAIN_GRID, 'Anna Test'), { code: 'simulator-unavailable' })
})

t.test('the grid checks a password; unknown, wrong and disabled cost and tell the same', async (t) => {
  const { grid, client, accounts, disable } = world()
  const passwords = createRobustPasswords({ client, accounts, grid: MAIN_GRID, offered: true })
  const identify = (firstName: string, lastName: string, password: string) =>
    passwords.identify({ grid: MAIN_GRID, firstName, lastName, password })
  t.strictSame(await identify('Bert', 'Ünal', 'right'), { grid: MAIN_GRID, agentId: bert, name: 'Bert Ünal' })
  t.equal(await identify('Bert', 'Ünal', 'wrong'), undefined)
  t.equal(await identify('No', 'Body', 'right'), undefined)
  disable(bert)
  t.equal(await identify('Bert', 'Ünal', 'right'), undefined)
  t.equal(grid.passwords.length, 4)
  t.equal(
    await passwords.identify({ grid: 'other', firstName: 'Anna', lastName: 'Test', password: 'right' }),
    undefined,
  )
  grid.fault = down
  await t.rejects(identify('Anna', 'Test', 'right'), { code: 'simulator-unavailable' })
})

t.test('the grid’s own page vouches for one browser, once, and for nobody who is disabled', async (t) => {
  const { accounts, disable } = world()
  const provider = await startFakeOpenId(t)
  provider.passwords.set('Anna_Test', 'right')
  const page = createOpenId({
    publicUrl: provider.url,
    accounts,
    makeLimit: limitsOfOneNode(systemTimers),
    mayReach: undefined,
    clock: Date.now,
    timers: systemTimers,
  })
  const back = 'https://voice.example/?openid=state'
  const goThere = async (password = 'right', returnTo = back) => {
    const address = page.addressFor({ firstName: 'Anna', lastName: 'Test' }, returnTo)
    t.match(await (await fetch(address)).text(), /value="Anna"/)
    const form = new URLSearchParams({ pass: password })
    const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '').search
  }
  const good = await goThere()
  t.strictSame(await page.identify(good, back), { grid: MAIN_GRID, agentId: anna, name: 'Anna Test' })
  t.equal(await page.identify(good, back), undefined, 'once')
  t.equal(await page.identify(await goThere('wrong'), back), undefined, 'cancelled')
  t.equal(
    await page.identify(await goThere(), 'https://voice.example/?openid=other'),
    undefined,
    'for another browser',
  )
  t.equal(
    await page.identify(await goThere('right', 'https://evil.example/'), back),
    undefined,
    'for another site',
  )

  const checks = () => provider.calls.filter((call) => call.endsWith('check_authentication')).length
  const before = checks()
  const changed = async (change: (answer: URLSearchParams) => void) => {
    const answer = new URLSearchParams(await goThere())
    change(answer)
    return page.identify(answer.toString(), back)
  }
  const other = `${provider.url}/users/Bert_Ünal`
  const odd: [string, (answer: URLSearchParams) => void][] = [
    ['another provider', (answer) => answer.set('openid.op_endpoint', 'http://evil.example/openid/server/')],
    [
      'an identity elsewhere',
      (answer) => {
        answer.set('openid.claimed_id', 'http://evil.example/users/Anna_Test')
        answer.set('openid.identity', 'http://evil.example/users/Anna_Test')
      },
    ],
    ['two identities', (answer) => answer.set('openid.identity', other)],
    ['not all signed', (answer) => answer.set('openid.signed', 'return_to,response_nonce')],
    ['an old nonce', (answer) => answer.set('openid.response_nonce', '2026-01-01T00:00:00Z>abc')],
    ['a doubled field', (answer) => answer.append('openid.claimed_id', other)],
    [
      'a name with more',
      (answer) => {
        answer.set('openid.claimed_id', `${provider.url}/users/Anna_Test_More`)
        answer.set('openid.identity', `${provider.url}/users/Anna_Test_More`)
      },
    ],
  ]
  for (const [what, change] of odd) t.equal(await changed(change), undefined, what)
  t.equal(checks(), before, 'none of these is worth a question')
  const forged = await changed((answer) => {
    answer.set('openid.claimed_id', other)
    answer.set('openid.identity', other)
  })
  t.strictSame([forged, checks()], [undefined, before + 1], 'not signed by the provider')
  disable(anna)
  t.equal(
    await page.identify(await goThere(), back),
    undefined,
    'the page lets in disabled accounts, we do not',
  )
})
