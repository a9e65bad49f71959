/** Notes of when something was last used: a store that hangs or fails keeps nobody out. */

import t from 'tap'
import { openStore } from '../../../src/store/store.js'
import type { Account } from '../../../src/voice/accounts/account.js'
import { createAccounts } from '../../../src/voice/accounts/accounts.js'
import { createAdmins } from '../../../src/voice/admins/admins.js'
import { createSecondFactors } from '../../../src/voice/admins/second-factor/second-factors.js'
import { createLoopbackBus } from '../../../src/voice/bus.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createHashQueue } from '../../../src/voice/limits/hash-queue.js'
import { limitsOfOneNode } from '../../../src/voice/limits/limits.js'
import type { AccountStore } from '../../../src/voice/ports.js'
import { createSignInThrottle } from '../../../src/voice/sign-in/sign-in-throttle.js'
import { createUseNotes } from '../../../src/voice/storage/last-uses.js'
import { createTestTime } from '../../helpers/test-time.js'

const never = () => new Promise<never>(() => undefined)

t.test('nobody waits for the note of a use', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const { clock, timers, pass } = createTestTime()
  const throttle = createSignInThrottle(timers)
  const common = { secret: 'secret', throttle, clock }

  const accounts = (hangs: Partial<AccountStore>) =>
    createAccounts({ ...common, store: { ...store.accounts, ...hangs } })
  await accounts({}).create({ grid: MAIN_GRID, name: 'anna', agentId: 'a', password: 'sesame' })
  const signedIn: Account = await accounts({ update: never }).signIn({
    grid: MAIN_GRID,
    name: 'anna',
    password: 'sesame',
    address: '::1',
  })
  t.equal(signedIn.agentId, 'a')

  const place = { regionId: 'west', regionName: 'West', parcelId: null }
  const made = await createChannels(store.channels, clock).forPlace(MAIN_GRID, place)
  await pass(6 * 60_000)
  const hanging = createChannels({ ...store.channels, update: never }, clock)
  t.equal((await hanging.forPlace(MAIN_GRID, place)).id, made.id)
  t.equal(
    (await hanging.create({ grid: MAIN_GRID, name: 'west', parentId: null, description: '', settings: {} }))
      .id,
    made.id,
  )

  const bus = createLoopbackBus()
  const makeLimit = limitsOfOneNode(timers)
  const admins = (hangs: object) =>
    createAdmins({
      ...common,
      admins: store.admins,
      keys: { ...store.adminKeys, ...hangs },
      firstPassword: 'first password',
      hashes: createHashQueue(timers),
      factors: createSecondFactors({
        ...common,
        bus,
        store: store.adminFactors,
        stopwatch: timers,
        makeLimit,
      }),
      bus,
      stopwatch: timers,
      makeLimit,
    })
  const credentials = {
    name: 'admin',
    password: 'first password',
    address: '::1',
    label: 'test',
    origin: 'https://localhost',
  }
  const opened = await admins({ delete: never }).signIn(credentials)
  const secret = 'secret' in opened ? opened.secret : ''
  await pass(61_000)
  t.equal((await admins({ touch: never }).identify(secret, 'session')).name, 'admin')
  t.equal((await admins({ delete: never }).keys()).length, 1)
})

t.test('one that fails is told of once, and the next is written', async (t) => {
  const told: unknown[] = []
  const mark = createUseNotes((error) => told.push(error))
  await mark('anna', async () => {
    throw new Error('no')
  })
  let written = 0
  const write = async () => {
    written += 1
  }
  await Promise.all([mark('anna', write), mark('anna', write), mark('bert', write)])
  t.equal(written, 2, 'one at a time for each')
  t.match(told, [/no/])
  t.equal(told.length, 1)
})
