/** The grid's services: what is read from recorded answers, and a word of its own for each fault. */

import t from 'tap'
import { createRobustClient, type RobustClient } from '../../src/robust/client/robust-client.js'
import { RobustFault } from '../../src/robust/client/robust-fault.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import {
  type FakeGridRegion,
  type RobustFaultKind,
  robustRecording,
  startFakeRobust,
} from '../helpers/regions/fake-robust.js'
import { createTestTime } from '../helpers/test-time.js'

const regionId = (last: string) => `22222222-2222-4333-8444-00000000000${last}`
const agentId = (last: string) => `33333333-3333-4333-8333-0000000000${last}`

/** As they were recorded. */
const REGIONS: FakeGridRegion[] = [
  { id: regionId('a'), name: 'Welcome', corner: [256000, 256000], flags: 1031 },
  { id: regionId('b'), name: 'Tür & Tor #2', corner: [256256, 256000] },
  {
    id: regionId('c'),
    name: 'Big Var',
    corner: [256512, 256000],
    size: 512,
    simulator: 'http://127.0.0.1:28200/',
  },
]

const client = (url: string, timers = systemTimers) =>
  createRobustClient({ url: new URL(url), timers, mayReach: undefined })

t.test('the fake answers as Robust did', async (t) => {
  const robust = await startFakeRobust(t, REGIONS)
  robust.presences.set(agentId('0a'), regionId('a')).set(agentId('0c'), regionId('c'))
  for (const name of [
    'grid-get_region_range-all',
    'grid-get_grid_extra_features',
    'grid-unknown-method',
    'presence-getagents',
    'presence-getagents-none',
    'presence-getagents-noarg',
  ]) {
    const { path, request, answer } = robustRecording(name)
    const response = await fetch(robust.url + path, { method: 'POST', body: request })
    t.equal(await response.text(), answer, name)
  }
})

t.test('regions and presences are asked for and read as recorded', async (t) => {
  const robust = await startFakeRobust(t, REGIONS)
  robust.presences.set(agentId('0a'), regionId('a')).set(agentId('0c'), regionId('c'))
  robust.presences.set(agentId('0d'), '00000000-0000-0000-0000-000000000000')
  const ask = client(robust.url)
  t.equal(await ask.gridName(), 'the lost continent of hippo')
  t.match(await ask.regions(), [
    {
      regionId: regionId('a'),
      name: 'Welcome',
      corner: [256000, 256000],
      sizeMetres: [256, 256],
      online: true,
    },
    { name: 'Tür & Tor #2', simulator: 'http://127.0.0.1:28100/' },
    { corner: [256512, 256000], sizeMetres: [512, 512], simulator: 'http://127.0.0.1:28200/' },
  ])
  t.equal(robust.calls.at(-1)?.body, robustRecording('grid-get_region_range-all').request)
  const asked = ['0a', '0c', 'ff'].map(agentId)
  const where = await ask.whereAre(asked)
  t.equal(robust.calls.at(-1)?.body, robustRecording('presence-getagents').request)
  t.same(
    [...where],
    [
      [agentId('0a'), { regionId: regionId('a') }],
      [agentId('0c'), { regionId: regionId('c') }],
    ],
  )
  t.same([...(await ask.whereAre([agentId('0d')]))], [[agentId('0d'), 'arriving']])
  t.equal((await ask.whereAre([agentId('ff')])).size, 0)
})

t.test('one odd region costs the others nothing', async (t) => {
  const robust = await startFakeRobust(t, [
    { id: regionId('1'), name: 'Bad\u0001 Name', corner: [0, 0] },
    { id: 'no-uuid', name: 'Nobody', corner: [256, 0] },
    { id: regionId('2'), name: 'Elsewhere', corner: [512, 0], flags: 516 },
    { id: regionId('3'), name: 'Asleep', corner: [768, 0], flags: 0 },
  ])
  const regions = await client(robust.url).regions()
  t.same(
    regions.map(({ name, online }) => [name, online]),
    [
      ['Bad Name', true],
      ['Asleep', false],
    ],
  )
  robust.regions = []
  t.same(await client(robust.url).regions(), [], 'a grid without regions')
})

t.test('each fault has a word of its own, and none repeats the password', async (t) => {
  const robust = await startFakeRobust(t, REGIONS)
  const url = robust.url.replace('//', '//voice:wrong-word@')
  const faultOf = async (asked: RobustClient) => {
    const fault: unknown = await asked.regions().catch((error: unknown) => error)
    if (!(fault instanceof RobustFault)) throw fault
    t.notMatch(fault.message, /wrong-word/)
    return fault.reason
  }
  const expected: [RobustFaultKind, string][] = [
    ['public-port', 'grid-public-port'],
    ['failure', 'grid-refused'],
    ['half', 'grid-answer-invalid'],
    ['bomb', 'grid-answer-invalid'],
    ['huge', 'grid-answer-invalid'],
    ['status-500', 'grid-answer-invalid'],
  ]
  for (const [kind, reason] of expected) {
    robust.fault = kind
    t.equal(await faultOf(client(url)), reason, kind)
  }
  robust.fault = undefined
  robust.credentials = 'voice:right word'
  t.equal(await faultOf(client(url)), 'grid-password')
  t.equal((await client(robust.url.replace('//', '//voice:right%20word@')).regions()).length, 3)
  await robust.down()
  t.equal(await faultOf(client(url)), 'grid-unreachable')
})

t.test('a Robust that does not answer is given up, and questions do not heap up', async (t) => {
  const robust = await startFakeRobust(t, REGIONS)
  robust.fault = 'slow'
  const time = createTestTime()
  const ask = client(robust.url, time.timers)
  const asked = Array.from({ length: 5 }, () => ask.gridName().catch((error: unknown) => error))
  t.match(await asked[4], { reason: 'grid-slow', message: /wait already/ })
  while (robust.calls.length < 4) await new Promise((resolve) => setImmediate(resolve))
  await time.pass(4000)
  t.match(await asked[0], { reason: 'grid-slow' })
  t.equal(robust.mostOpen, 4)
})
