/** Several simulators and regions at once: positions, states that an admin reads, messages and passwords. */

import t, { type Test } from 'tap'
import { createAbility } from '../../../src/opensim/remote-admin/ability.js'
import type { RegionEntry } from '../../../src/opensim/remote-admin/regions-file.js'
import { createRemoteAdmin, MAX_IDLE_LISTED } from '../../../src/opensim/remote-admin/remote-admin.js'
import { RemoteAdminFault } from '../../../src/opensim/remote-admin/remote-admin-client.js'
import { createOddEntriesLog } from '../../../src/opensim/reports/odd-entries.js'
import { IN_WORLD_WORDS, type InWorldText } from '../../../src/pure/in-world-words.js'
import { MAIN_GRID, regionKey } from '../../../src/voice/grids/grid.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { eventually } from '../../helpers/eventually.js'
import {
  type FakeAgent,
  type FakeSimulator,
  recordedAnswers,
  startFakeSimulator,
} from '../../helpers/regions/fake-simulator.js'
import { avatarOf, regionOf } from '../../helpers/regions/of-grid.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'

const west = '11111111-2222-4333-8444-000000000001'
const east = '11111111-2222-4333-8444-000000000002'
const plaza = '11111111-2222-4333-8444-000000000003'

const anna: FakeAgent = { id: '8ef718ec-06bd-4c6c-a7dd-5003073b0641', name: 'Anna Test', pos: [1, 2, 3] }
const bert: FakeAgent = { id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c0', name: 'Bert Test', pos: [1, 2, 3] }
const guard: FakeAgent = {
  id: '26830585-b9b4-4a3b-a630-ec0b6ac2c9c1',
  name: 'Guard Test',
  type: 'Npc',
  pos: [9, 9, 9],
}

/** Two simulators: one with West and East, one with Plaza; whoever is in `voice` is in voice. */
async function setUp(t: Test, change: Partial<RegionEntry> = {}) {
  const time = createTestTime()
  const presence = createPresence(time.timers)
  const first = await startFakeSimulator([
    { id: west, name: 'West', agents: [anna] },
    { id: east, name: 'East', agents: [] },
  ])
  const second = await startFakeSimulator([{ id: plaza, name: 'Plaza', agents: [bert, guard] }])
  const entry = (simulator: FakeSimulator, name: string): RegionEntry => {
    const url = new URL(simulator.url.replace('//', '//operator:proxy-word@'))
    const sound = { grid: MAIN_GRID, name, url, password: 'radminpw', region: name }
    return { ...sound, language: 'de' as const, codeSignIn: true, gridPasswordSignIn: true, ...change }
  }
  const voice = new Set<string>()
  const served = new Set([MAIN_GRID, 'acme'])
  const peopled: string[] = []
  const log: string[] = []
  const write = (level: string) => (facts: object, message: string) => {
    log.push(`${level} ${JSON.stringify(facts)} ${message}`)
  }
  const remoteAdmin = createRemoteAdmin({
    regions: [entry(first, 'West'), entry(first, 'East'), entry(second, 'Plaza')],
    isServed: (grid) => served.has(grid),
    presence,
    whereabouts: presence,
    inVoice: {
      regions: () =>
        new Set([...voice].flatMap((agentId) => presence.find(avatarOf(agentId)) ?? []).map(regionKey)),
      peopled: () => new Set(peopled.map((regionId) => regionKey(regionOf(regionId)))),
      includes: ({ agentId }) => voice.has(agentId),
    },
    clock: time.clock,
    timers: time.timers,
    sayOdd: createOddEntriesLog(time.timers),
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    random: () => 1,
  })
  t.teardown(async () => {
    remoteAdmin.close()
    await Promise.all([first.down(), second.down()])
  })

  /** Turns the time in steps until that is true; it stands still while a call is under way. */
  async function until(what: string, isTrue: () => boolean): Promise<void> {
    const end = time.clock() + 300_000
    while (!isTrue()) {
      if (time.clock() > end) throw new Error(`not within 5 minutes: ${what}`)
      await time.pass(50)
      await eventually('all calls are answered', () => first.connections + second.connections === 0)
    }
  }
  const stateOf = (name: string) => remoteAdmin.status().find((region) => region.name === name)
  await until('all regions answered', () => remoteAdmin.status().every(({ state }) => state === 'ok'))
  const areSeen = () =>
    remoteAdmin.status().every(({ ways }) => ways.every(({ state }) => state !== 'unknown'))
  t.ok(areSeen(), 'who is seen in a region is offered at once what works there')
  return { time, presence, first, second, voice, served, peopled, log, remoteAdmin, until, stateOf }
}

t.test('all regions of all simulators are known, with what an admin needs and no secret', async (t) => {
  const { presence, remoteAdmin, log, first, stateOf } = await setUp(t)
  t.equal(presence.find(avatarOf(anna.id))?.regionId, west)
  t.match(presence.find(avatarOf(bert.id)), { regionId: plaza, source: 'remote-admin', npc: false })
  t.equal(presence.find(avatarOf(guard.id))?.npc, true)
  t.match(stateOf('West'), { url: first.url, regionId: west, state: 'ok', error: null, avatars: 1 })
  t.match(stateOf('Plaza'), { avatars: 2, ways: [{ way: 'code', state: 'works' }, { way: 'grid-password' }] })
  t.equal(log.filter((line) => line.includes('come in over RemoteAdmin')).length, 3)
  t.notMatch(JSON.stringify([remoteAdmin.status(), log]), /radminpw|proxy-word/)
})

t.test('who walks in the recording walks here, four times a second while in voice', async (t) => {
  const { presence, first, voice, time, until } = await setUp(t)
  voice.add(anna.id)
  const places = new Set<number>()
  for (const answer of recordedAnswers('walking')) {
    first.replay = answer
    const before = first.calls.length
    await until('two more polls', () => first.calls.length > before + 2)
    places.add(presence.find(avatarOf(anna.id))?.position[0] ?? 0)
  }
  t.ok(places.size > 5, `${places.size} places`)
  const before = first.calls.length
  const since = time.clock()
  await until('ten polls', () => first.calls.length >= before + 10)
  t.ok(time.clock() - since >= 4 * 250, 'and no more often')
  t.equal(first.mostOpen <= 2, true, 'one open for each region')
})

t.test('who crosses to a region where nobody talks is found there at once', async (t) => {
  const { presence, first, voice, time, until } = await setUp(t)
  voice.add(anna.id)
  await until('West is asked often', () => first.calls.length > 10)
  const since = time.clock()
  first.regions = [
    { id: west, name: 'West', agents: [] },
    { id: east, name: 'East', agents: [anna] },
  ]
  await until('she is in East', () => presence.find(avatarOf(anna.id))?.regionId === east)
  t.ok(time.clock() - since <= 1000, `${time.clock() - since} ms`)
})

t.test('a wrong password is a state that is said once, and over when the password is right', async (t) => {
  const { log, first, second, remoteAdmin, until, stateOf, time } = await setUp(t)
  const { messenger, gridPasswords } = remoteAdmin
  log.length = 0
  second.password = 'another'
  await until('it fails', () => stateOf('Plaza')?.state === 'failing')
  t.match(stateOf('Plaza'), { error: /Wrong password/, regionId: plaza })
  t.equal(stateOf('West')?.state, 'ok', 'the others go on')
  t.strictSame(
    [anna, bert].map(({ id }) => messenger.reaches(avatarOf(id))),
    [true, false],
  )
  const asked = second.calls.length
  await until('a few more polls', () => second.calls.length > asked + 3)
  t.equal(log.filter((line) => line.includes('Plaza')).length, 1)
  second.password = 'radminpw'
  await until('it works', () => stateOf('Plaza')?.state === 'ok')
  const fault = { comesAndGoes: 0 }
  const since = time.clock()
  log.length = 0
  while (fault.comesAndGoes < 5) {
    second.fault = 'half'
    await until('it fails', () => stateOf('Plaza')?.state === 'failing')
    second.fault = undefined
    await until('it works', () => stateOf('Plaza')?.state === 'ok')
    fault.comesAndGoes += 1
  }
  t.ok(log.length <= 2 * (1 + (time.clock() - since) / 60_000), `${log.length} lines for five times`)
  for (const simulator of [first, second]) simulator.password = 'another'
  await until('all fail', () => remoteAdmin.status().every(({ state }) => state === 'failing'))
  t.strictSame([messenger.offered(MAIN_GRID), gridPasswords.offered(MAIN_GRID)], [false, false])
})

t.test('the last word of the log is true, however soon after another one it comes', async (t) => {
  const { log, second, until, stateOf, time } = await setUp(t)
  const words = () => log.filter((line) => /Plaza.*position/.test(line)).map((line) => line.split(' ', 1)[0])
  t.strictSame(words(), ['info'])
  second.fault = 'half'
  await until('it fails', () => stateOf('Plaza')?.state === 'failing')
  second.fault = undefined
  await until('it works', () => stateOf('Plaza')?.state === 'ok')
  t.strictSame(words(), ['info', 'warn', 'info'], 'a recovery is said, though the same was said a moment ago')
  second.fault = 'half'
  await until('it fails again', () => stateOf('Plaza')?.state === 'failing')
  t.strictSame(words(), ['info', 'warn', 'info'], 'the same alarm is held back')
  const since = time.clock()
  await until('it lasts', () => time.clock() - since > 65_000)
  t.strictSame(words(), ['info', 'warn', 'info', 'warn'], 'until it has lasted for a minute')
})

t.test('a restarted simulator is found again, and hostile answers harm nobody', async (t) => {
  const { presence, second, until, stateOf } = await setUp(t)
  const outages: unknown[] = []
  presence.events.on('outage', (region) => outages.push(region))
  await second.down()
  await until('it is down', () => stateOf('Plaza')?.state === 'failing')
  t.strictSame(outages, [{ grid: MAIN_GRID, regionId: plaza }])
  t.match(stateOf('Plaza')?.error, /cannot be reached/)
  t.equal(presence.find(avatarOf(bert.id))?.regionId, plaza, 'the last position stays')
  second.fault = 'bomb'
  await second.start()
  await until('it answers with a bomb', () => /cannot be used/.test(stateOf('Plaza')?.error ?? ''))
  second.fault = undefined
  second.regions = [{ id: plaza, name: 'Plaza', agents: [{ ...bert, pos: [50.5, 60, 21] }] }]
  second.german = true
  await until('it is back', () => presence.find(avatarOf(bert.id))?.position[0] === 50.5)
})

t.test('a message goes to the simulator of the avatar, and says what went wrong', async (t) => {
  const { first, second, presence, remoteAdmin, until, stateOf } = await setUp(t)
  const { messenger } = remoteAdmin
  const hello: InWorldText = ({ voiceOff }) => voiceOff
  const avatars = [
    { agentId: bert.id, name: 'Bert', position: [1, 2, 3], look: [1, 0, 0], parcelId: null },
  ] as const
  presence.report({ grid: 'other', regionId: plaza, regionName: 'Plaza', source: 'push', avatars })
  t.notOk(messenger.reaches(avatarOf(bert.id, 'other')), 'the same ids of another grid are others')
  await messenger.alert(avatarOf(bert.id), hello)
  t.strictSame(second.alerts, [{ agentId: bert.id, message: hello(IN_WORLD_WORDS.de) }])
  t.strictSame(first.alerts, [])
  await t.rejects(messenger.alert(avatarOf(west), hello), { code: 'avatar-not-found' })
  first.regions = [{ id: west, name: 'West', agents: [] }]
  await t.rejects(messenger.alert(avatarOf(anna.id), hello), {
    code: 'avatar-not-found',
  })
  second.methods.delete('admin_alert_user')
  t.ok(messenger.reaches(avatarOf(bert.id)))
  await t.rejects(messenger.alert(avatarOf(bert.id), hello), { code: 'not-allowed' })
  t.notOk(messenger.reaches(avatarOf(bert.id)), 'so it is not offered again')
  second.methods.add('admin_alert_user')
  await second.down()
  await until('it is down', () => stateOf('Plaza')?.state === 'failing')
  await second.start()
  await until('it is back', () => stateOf('Plaza')?.state === 'ok')
  await until('it works after a restart of the simulator', () => messenger.reaches(avatarOf(bert.id)))
})

t.test('only what was seen to work is offered, and what is missing is told once', async (t) => {
  const { time, second, first, remoteAdmin, until, log, stateOf } = await setUp(t)
  const { messenger, gridPasswords } = remoteAdmin
  t.strictSame([...first.alerts, ...second.alerts], [], 'nobody was shown anything for it')
  for (const simulator of [first, second]) {
    simulator.methods.delete('admin_alert_user')
    simulator.methods.delete('admin_authenticate_user')
    await simulator.down()
  }
  await until('all are down', () => remoteAdmin.status().every(({ state }) => state === 'failing'))
  t.notOk(messenger.offered(MAIN_GRID))
  for (const simulator of [first, second]) await simulator.start()
  await until('all are back', () => remoteAdmin.status().every(({ state }) => state === 'ok'))
  await until('it is found out', () => stateOf('Plaza')?.ways[1]?.state === 'missing')
  t.notOk(messenger.offered(MAIN_GRID))
  t.notOk(messenger.reaches(avatarOf(bert.id)))
  t.notOk(gridPasswords.offered(MAIN_GRID))
  const [code] = stateOf('Plaza')?.ways ?? []
  t.match(code, {
    way: 'code',
    state: 'missing',
    error: /admin_alert_user.*0\.9\.3\.1 or newer.*"code_sign_in": false/,
  })
  const said = () => log.filter((line) => /warn .*Plaza.*code is not offered/.test(line)).length
  t.equal(said(), 1)
  second.methods.add('admin_alert_user')
  await time.sleep(600_000)
  await until('it is looked for again', () => stateOf('Plaza')?.ways[0]?.state === 'works')
})

t.test('what was missing is looked for again after ten minutes, and what did not answer soon', async (t) => {
  const time = createTestTime()
  let outcome: unknown = new RemoteAdminFault('timed-out', 'no answer')
  const changes: string[] = []
  const ability = createAbility({
    isWanted: true,
    probe: () => (outcome ? Promise.reject(outcome) : Promise.resolve()),
    onChange: ({ state }) => changes.push(state),
    onError: (error) => t.fail(String(error)),
    stopwatch: time.timers,
  })
  const look = async (afterMs: number) => {
    await time.pass(afterMs)
    ability.review()
    await time.pass(0)
    return ability.state
  }
  t.equal(await look(0), 'unknown')
  outcome = new RemoteAdminFault('method-not-enabled', 'there is none')
  t.equal(await look(29_999), 'unknown')
  t.equal(await look(1), 'missing')
  outcome = undefined
  t.equal(await look(599_999), 'missing')
  t.equal(await look(1), 'works')
  t.strictSame(changes, ['missing', 'works'])
})

t.test('where the operator does not want it, no codes and no passwords', async (t) => {
  const { remoteAdmin, second } = await setUp(t, { codeSignIn: false, gridPasswordSignIn: false })
  second.users.set('Bert Test', 'pw')
  t.notOk(remoteAdmin.messenger.offered(MAIN_GRID))
  t.notOk(remoteAdmin.messenger.reaches(avatarOf(bert.id)))
  t.notOk(remoteAdmin.gridPasswords.offered(MAIN_GRID))
  const user = { grid: MAIN_GRID, firstName: 'Bert', lastName: 'Test', password: 'pw' }
  t.equal(await remoteAdmin.gridPasswords.identify(user), undefined)
})

t.test('a grid password is checked by the simulator where that avatar stands', async (t) => {
  const { first, second, remoteAdmin, stateOf } = await setUp(t)
  const { gridPasswords } = remoteAdmin
  first.users.set('Anna Test', 'pwAnna')
  // Another grid with an Anna of its own, who is not in-world.
  second.users.set('Anna Test', 'pwOther')
  const user = { grid: MAIN_GRID, firstName: 'anna', lastName: 'TEST', password: 'pwAnna' }
  first.users.set('anna TEST', 'pwAnna')
  t.strictSame(await gridPasswords.identify(user), { grid: MAIN_GRID, agentId: anna.id, name: 'Anna Test' })
  t.equal(await gridPasswords.identify({ ...user, grid: 'other' }), undefined, 'in its own grid only')
  t.equal(await gridPasswords.identify({ ...user, password: 'pwOther' }), undefined)
  second.users.set('Guard Test', 'x')
  t.equal(
    await gridPasswords.identify({ grid: MAIN_GRID, firstName: 'Guard', lastName: 'Test', password: 'x' }),
    undefined,
  )
  first.methods.delete('admin_authenticate_user')
  await t.rejects(gridPasswords.identify(user), { code: 'not-allowed' })
  t.ok(gridPasswords.offered(MAIN_GRID), 'elsewhere it goes on')
  t.strictSame(
    ['West', 'Plaza'].map((name) => stateOf(name)?.ways[1]?.state),
    ['missing', 'works'],
  )
})

t.test('regions that the grid lists are asked by one password, but for those of the file', async (t) => {
  const { presence, remoteAdmin, second, peopled, time, until } = await setUp(t)
  const [harbour, liar] = [testUuid(), testUuid()]
  second.regions.push({
    id: harbour,
    name: 'Harbour',
    agents: [{ ...anna, id: testUuid(), name: 'Cleo Test' }],
  })
  const entry = (regionId: string, name: string): RegionEntry => ({
    grid: MAIN_GRID,
    name,
    url: new URL(second.url),
    password: 'radminpw',
    region: regionId,
    listedId: regionId,
    language: 'en',
    codeSignIn: true,
    gridPasswordSignIn: false,
  })
  const stateOfListed = (name: string) => remoteAdmin.status().find((region) => region.name === name)
  remoteAdmin.takeListed(MAIN_GRID, [
    entry(harbour, 'Harbour'),
    entry(plaza, 'Plaza'),
    entry(west, 'Another name'),
  ])
  await until('it has answered', () => stateOfListed('Harbour')?.state === 'ok')
  t.equal(presence.stateOf(regionOf(harbour)), 'up')
  t.equal(remoteAdmin.status().length, 4, 'those of the file are asked as it says')

  const others = Array.from({ length: MAX_IDLE_LISTED }, (_, index) => entry(testUuid(), `Region ${index}`))
  const asksOf = (regionId: string) =>
    second.calls.filter(({ params }) => params.region_id === regionId).length
  remoteAdmin.takeListed(MAIN_GRID, [entry(harbour, 'Harbour'), ...others])
  await until('it is let go', () => presence.stateOf(regionOf(harbour)) === 'no-feed')
  t.equal(
    presence.feeds().some(({ silent }) => silent),
    false,
    'and not shown as lost',
  )
  t.equal(remoteAdmin.status().length, 3, 'of many, only those with somebody')
  const before = second.calls.filter(({ params }) => params.region_id !== undefined).length
  await time.pass(10_000)
  t.equal(second.calls.filter(({ params }) => params.region_id !== undefined).length, before)
  peopled.push(harbour)
  await until('somebody is there', () => presence.stateOf(regionOf(harbour)) === 'up')
  t.ok(asksOf(harbour) > 0)

  second.replay = undefined
  const [answer = ''] = recordedAnswers('one')
  remoteAdmin.takeListed(MAIN_GRID, [entry(liar, 'Liar')])
  await until('its state is known', () => presence.stateOf(regionOf(harbour)) === 'no-feed')
  second.replay = answer
  await until('it answers', () => stateOfListed('Liar')?.reason === 'answer-invalid')
  t.equal(presence.feeds().length, 3, 'a simulator does not speak for another region')
})

t.test('regions of another grid are that grid’s, and are not asked while it is not served', async (t) => {
  const { presence, time, first, served, remoteAdmin, until } = await setUp(t, { grid: 'acme' })
  const { messenger, gridPasswords } = remoteAdmin
  const offered = (grid: string) => [messenger.offered(grid), gridPasswords.offered(grid)]
  t.strictSame(
    [offered('acme'), offered(MAIN_GRID)],
    [
      [true, true],
      [false, false],
    ],
  )
  t.equal(presence.find({ grid: 'acme', agentId: anna.id })?.regionId, west)
  t.equal(presence.find(avatarOf(anna.id)), undefined)
  t.equal(remoteAdmin.languageOf('acme', 'West'), 'de')
  t.equal(remoteAdmin.languageOf(MAIN_GRID, 'West'), undefined)
  t.notOk(messenger.reaches(avatarOf(anna.id)))
  t.ok(messenger.reaches({ grid: 'acme', agentId: anna.id }))

  served.delete('acme')
  t.strictSame([remoteAdmin.status(), offered('acme')], [[], [false, false]])
  const before = first.calls.length
  await time.pass(60_000)
  t.equal(first.calls.length, before)
  served.add('acme')
  await until('it is asked again', () => first.calls.length > before)
})
