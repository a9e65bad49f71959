/** What is kept on the service's own account: channels in use outlive the sweep, and what was vouched for the end. */

import { pino } from 'pino'
import t, { type Test } from 'tap'
import { mainGridSettings } from '../../src/compose/grids/main-grid.js'
import { createRecords } from '../../src/compose/records.js'
import { loadSecrets } from '../../src/operator/data-directory/data-dir.js'
import { createLiveSecrets } from '../../src/operator/data-directory/live-secrets.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { UNUSED_AFTER_MS } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { limitsOfOneNode } from '../../src/voice/limits/limits.js'
import { eventually } from '../helpers/eventually.js'
import { createTestTime } from '../helpers/test-time.js'

const AGENT = 'aaaaaaaa-0000-4000-8000-000000000001'

async function setUp(t: Test) {
  const config = loadConfig({ DATA_DIR: t.testdir() })
  const secrets = await loadSecrets(config)
  const open = (time = createTestTime(), bus = createLoopbackBus()) =>
    createRecords({
      config,
      secrets,
      logger: pino({ enabled: false }),
      bus,
      mainGrid: mainGridSettings(config, () => 'voice.test'),
      clock: time.clock,
      timers: time.timers,
      makeLimit: limitsOfOneNode(time.timers),
      onError: (error) => t.fail(String(error)),
    })
  return { open, config, secrets }
}

const channel = (name: string) => ({ grid: MAIN_GRID, name, parentId: null, description: '', settings: {} })

t.test('a channel that people are in is not swept away, however long nobody asked for it', async (t) => {
  const time = createTestTime()
  const records = await (await setUp(t)).open(time)
  const busy = await records.channels.create(channel('busy'))
  await records.channels.create(channel('quiet'))
  const stop = records.sweepChannels(() => [busy])
  await time.pass(UNUSED_AFTER_MS - 1000)
  t.equal((await records.channels.search({ grid: MAIN_GRID })).length, 2)
  await time.pass(30 * 60_000)
  t.strictSame(
    (await records.channels.search({ grid: MAIN_GRID })).map(({ name }) => name),
    ['busy'],
  )
  stop()
  await time.pass(2 * UNUSED_AFTER_MS)
  t.equal((await records.channels.search({ grid: MAIN_GRID })).length, 1, 'nothing is swept any more')
  await records.close()
})

t.test('what was vouched for in the last seconds is written when the service ends', async (t) => {
  const { open } = await setUp(t)
  const records = await open()
  const vouched = { grid: MAIN_GRID, agentId: AGENT, value: 'Anna Smith' }
  records.vouched.names.add(vouched)
  await records.close()
  const again = await open()
  t.match(await again.vouched.names.load(), [vouched])
  t.strictSame(await again.vouched.networks.load(), [])
  await again.close()
})

t.test('what another process changes is not answered from memory', async (t) => {
  const { open } = await setUp(t)
  const bus = createLoopbackBus()
  const [here, there] = [await open(createTestTime(), bus), await open(createTestTime(), bus)]
  const { grid, name } = channel('hall')
  const { id } = await here.channels.create(channel(name))
  const seen = async () => (await there.channels.search({ grid, name })).map(({ pinned }) => pinned)
  t.strictSame(await seen(), [false])
  await here.channels.update({ grid, id }, { pinned: true })
  t.strictSame(await seen(), [true])
  await here.channels.delete({ grid, id })
  t.strictSame(await seen(), [])
  await here.close()
  await there.close()
})

t.test('a bus carries decisions between everything that records keep', async (t) => {
  const { open } = await setUp(t)
  const bus = createLoopbackBus()
  const [here, there] = [await open(createTestTime(), bus), await open(createTestTime(), bus)]
  const hall = { grid: MAIN_GRID, id: 1 }
  const until = Number.MAX_SAFE_INTEGER
  here.bans.add({ grid: MAIN_GRID, channelId: 1, agentId: AGENT, name: 'Anna Smith', by: 'admin', until })
  here.mutes.setMuted(hall, AGENT, true)
  t.ok(there.bans.isBanned(hall, AGENT))
  t.ok(there.mutes.isMutedAlone(hall, AGENT))
  await eventually('both are written', async () =>
    (await here.store.bans.list()).length + (await here.store.speechRules.list()).length === 2
      ? true
      : undefined,
  )
  await here.close()
  await there.close()
})

t.test('where the messages of another process were lost, everything is read again', async (t) => {
  const { open } = await setUp(t)
  const [here, there] = [await open(), await open()]
  const hall = { grid: MAIN_GRID, id: 1 }
  const [anna, other] = [{ grid: MAIN_GRID, agentId: AGENT }, 'bbbbbbbb-0000-4000-8000-000000000002']
  const until = Number.MAX_SAFE_INTEGER
  const { grid, name } = channel('hall')
  const { id } = await here.channels.create(channel(name))
  const known = async () => ({
    banned: there.bans.isBanned(hall, AGENT),
    muted: there.mutes.isMutedAlone(hall, AGENT),
    apart: there.blocks.areApart(anna, { grid: MAIN_GRID, agentId: other }),
    named: there.looks.of(MAIN_GRID).name,
    pinned: (await there.channels.search({ grid, name }))[0]?.pinned,
  })
  const before = await known()
  t.match(before, { banned: false, muted: false, apart: false, pinned: false })

  here.bans.add({ grid: MAIN_GRID, channelId: 1, agentId: AGENT, name: 'Anna Smith', by: 'admin', until })
  here.mutes.setMuted(hall, AGENT, true)
  here.blocks.add(anna, other, 'Bert')
  await here.looks.change(MAIN_GRID, { name: 'Harbour' })
  await here.channels.update({ grid, id }, { pinned: true })
  const written = async () =>
    (await here.store.bans.list()).length +
    (await here.store.speechRules.list()).length +
    (await here.store.blocks.list()).length
  await eventually('all is written', async () => (await written()) === 3)
  t.strictSame(await known(), before, 'nobody has said so')
  await there.loadAnew()
  t.strictSame(await known(), { banned: true, muted: true, apart: true, named: 'Harbour', pinned: true })

  here.bans.remove(hall, AGENT)
  here.mutes.setMuted(hall, AGENT, false)
  here.blocks.lift(anna, other)
  await eventually('all is taken back', async () => (await written()) === 0)
  await there.loadAnew()
  t.match(await known(), { banned: false, muted: false, apart: false })
  await here.close()
  await there.close()
})

t.test('a secret that another process renews is the one in force', async (t) => {
  const { config, secrets } = await setUp(t)
  const bus = createLoopbackBus()
  const onError = (error: unknown) => t.fail(String(error))
  const [here, there] = [1, 2].map(() => createLiveSecrets({ config, initial: secrets, bus, onError }))
  const renewed = await here?.renew('regionSecret')
  await eventually('it is read', () => (there?.current().regionSecret === renewed ? true : undefined))
  t.equal(there?.current().vivoxAdminPassword, secrets.vivoxAdminPassword, 'the other one stays')
  for (const live of [here, there]) {
    t.ok(live?.isRegionSecret(renewed ?? ''))
    t.notOk(live?.isRegionSecret(secrets.regionSecret), 'the old one is void')
  }
})
