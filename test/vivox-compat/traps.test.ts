import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find } from '../helpers/regions/vivox-module.js'
import { createConnection, createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { makeCertificates, startVivoxService } from '../helpers/regions/vivox-service.js'

const anna = accountNameOf('8ef718ec-06bd-4c6c-a7dd-5003073b0641')
const codeOf = (answer: string) => find(answer, 'response.level0.body.code')

t.test('the first call after a sign-in may carry the token of before', async (t) => {
  for (const stale of ['', '1:d06c173bb06133ef:x']) {
    const { port } = await startVivoxService(t)
    const region = createVivoxRegion({ port })
    t.teardown(region.close)
    region.state.token = stale
    t.equal(await region.provision(anna, 'e3226103Z8067Z47'), true)
    t.equal(region.state.signIns, 1)
  }
})

t.test('on any other connection a void or empty token opens nothing', async (t) => {
  const { port, time } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  const stranger = createConnection({ port })
  t.teardown(() => {
    region.close()
    stranger.close()
  })
  await region.signIn()
  t.equal(codeOf(await stranger.get(`viv_get_acct.php?auth_token=&user_name=${anna}`)), '202')
  t.equal(codeOf(await stranger.get(`viv_chan_mod.php?mode=create&chan_name=a&auth_token=x`)), '201')

  t.equal(codeOf(await region.connection.get(`viv_get_acct.php?auth_token=&user_name=${anna}`)), '403')
  await region.call(`viv_get_acct.php?auth_token=${region.state.token}&user_name=${anna}`)
  t.equal(
    codeOf(await region.connection.get(`viv_get_acct.php?auth_token=&user_name=${anna}`)),
    '202',
    'nor on its own, once it has shown a valid one',
  )
  region.state.connected = false
  await region.signIn()
  time.now += 10_001
  t.equal(
    codeOf(await region.connection.get(`viv_get_acct.php?auth_token=&user_name=${anna}`)),
    '202',
    'nor much later',
  )
})

t.test('a token outlives a restart of ours and the sign-out of another simulator', async (t) => {
  const file = join(t.testdir(), 'voice.db')
  const before = await startVivoxService(t, { file })
  const [one, other] = [createVivoxRegion({ port: before.port }), createVivoxRegion({ port: before.port })]
  await one.signIn()
  await other.signIn()
  t.equal(await other.shutDown(), 'Ok')
  t.equal(
    find(
      await other.connection.get(`viv_signout.php?auth_token=${other.state.token}`),
      'response.level0.status',
    ),
    'OK',
  )
  const parcel = randomUUID()
  const uri = await one.enterParcel({ name: parcel })
  t.ok(uri)
  one.close()
  other.close()
  await before.app.close()

  const after = await startVivoxService(t, { file })
  after.time.now += 365 * 24 * 60 * 60 * 1000
  const same = createVivoxRegion({ port: after.port })
  t.teardown(same.close)
  Object.assign(same.state, one.state)
  t.equal(await same.enterParcel({ name: parcel }), uri)
  t.equal(same.state.signIns, 1, 'it never signs in again on channel calls')
})

const certificates = await makeCertificates(t)

for (const [what, change] of [
  ['the admin password was changed', { adminPassword: 'new' }],
  ['our data was lost', { secret: 'another secret' }],
] as const) {
  for (const secure of [false, true]) {
    await t.test(
      `where ${what} the module neither loops nor stays without voice (TLS: ${secure})`,
      async (t) => {
        const before = await startVivoxService(t)
        const old = createVivoxRegion({ port: before.port })
        await old.signIn()
        old.close()
        const { port } = await startVivoxService(t, { ...change, certificates })
        const password = 'adminPassword' in change ? change.adminPassword : 'vpass'
        const region = createVivoxRegion({ port, secure, password })
        t.teardown(region.close)
        Object.assign(region.state, old.state)

        t.equal(await region.provision(anna, 'e3226103Z8067Z47'), false, 'one avatar gets none')
        t.equal(await region.provision(anna, 'e3226103Z8067Z47'), true, 'the next one does')
        t.ok(await region.enterParcel({ name: randomUUID() }))
      },
    )
  }
}

t.test('the loop is broken through a proxy too, which has connections of its own', async (t) => {
  const { port } = await startVivoxService(t)
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api2/${path}`, {
      headers: { connection: 'close', 'x-forwarded-for': '192.0.2.7' },
    })
    return answer.text()
  }
  const signIn = () => ask('viv_signin.php?userid=vadmin&pwd=vpass')
  const statusOf = (answer: string) => find(answer, 'response.level0.body.status')

  t.equal(codeOf(await ask(`viv_get_acct.php?auth_token=old&user_name=${anna}`)), '201')
  t.equal(statusOf(await signIn()), undefined, 'refused once')
  const answer = await signIn()
  t.equal(statusOf(answer), 'Ok')
  t.equal(
    codeOf(await ask(`viv_get_acct.php?auth_token=old&user_name=${anna}`)),
    '202',
    'the URL written before the sign-in: no second 201, which would loop',
  )
  const token = find(answer, 'response.level0.body.auth_token')
  t.equal(codeOf(await ask(`viv_get_acct.php?auth_token=${token}&user_name=${anna}`)), '403')
})

t.test('one simulator that was told 201 costs another no sign-in', async (t) => {
  const { port } = await startVivoxService(t)
  const [stale, healthy] = [createConnection({ port }), createVivoxRegion({ port })]
  t.teardown(() => {
    stale.close()
    healthy.close()
  })
  t.equal(codeOf(await stale.get(`viv_get_acct.php?auth_token=old&user_name=${anna}`)), '201')
  t.equal(await healthy.signIn(), true)
})

t.test('many simulators that make one channel at once get one', async (t) => {
  const { port, store } = await startVivoxService(t)
  const regions = Array.from({ length: 8 }, () => createVivoxRegion({ port }))
  t.teardown(() => {
    for (const region of regions) region.close()
  })
  const parcels = Array.from({ length: 10 }, () => randomUUID())
  await Promise.all(
    regions.map(async (region) => {
      for (const name of parcels) await region.create({ name, description: 'Voice Test:Your Parcel' })
    }),
  )
  t.equal((await store.channels.search({ grid: MAIN_GRID })).length, parcels.length)
})

t.test('two regions that provision one avatar at once both succeed', async (t) => {
  const { port } = await startVivoxService(t)
  const regions = [createVivoxRegion({ port }), createVivoxRegion({ port })]
  t.teardown(() => {
    for (const region of regions) region.close()
  })
  for (const name of Array.from({ length: 20 }, () => accountNameOf(randomUUID()))) {
    const done = await Promise.all(regions.map((region, n) => region.provision(name, `password${n}`)))
    t.same(done, [true, true])
  }
})

t.test("a password change leaves the avatar's token alone", async (t) => {
  const { port } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  const avatar = createConnection({ port })
  t.teardown(() => {
    region.close()
    avatar.close()
  })
  await region.provision(anna, 'first')
  const signIn = (pwd: string) => avatar.get(`viv_signin.php?userid=${anna}&pwd=${pwd}`)
  const token = find(await signIn('first'), 'response.level0.body.auth_token')
  await region.provision(anna, 'second')
  const withToken = () => avatar.get(`viv_get_acct.php?auth_token=${token}&user_name=${anna}`)
  t.equal(codeOf(await withToken()), '212', 'still its token, still no admin')
  t.equal(codeOf(await signIn('first')), '200')
  t.equal(find(await signIn('second'), 'response.level0.body.status'), 'Ok')
  await avatar.get(`viv_signout.php?auth_token=${token}`)
  t.equal(codeOf(await withToken()), '201', 'void after its sign-out')
})

t.test('a thousand wrong admin passwords lock no region out', async (t) => {
  const { port, lines, time } = await startVivoxService(t)
  const wrong = createConnection({ port })
  const region = createVivoxRegion({ port })
  t.teardown(() => {
    wrong.close()
    region.close()
  })
  const started = time.now
  for (let n = 0; n < 1000; n++) {
    const answer = await wrong.get(`viv_signin.php?userid=vadmin&pwd=guess-${n}`)
    if (codeOf(answer) !== '200') t.fail(answer)
  }
  t.ok(time.now - started >= 900 * 20, 'they were slowed')
  t.equal(await region.provision(anna, 'e3226103Z8067Z47'), true)
  t.notOk(lines.some((line) => line.includes('guess-')))
})
