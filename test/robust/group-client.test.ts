/** Questions about groups: what is asked and read as recorded, who may talk, and groups of thousands. */

import t from 'tap'
import { createGroupClient } from '../../src/robust/client/group-client.js'
import { createGridGroups } from '../../src/robust/residents/groups.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { EVERYBODYS_POWERS, OWNERS_POWERS } from '../helpers/regions/fake-grid-residents.js'
import { robustRecording, startFakeRobust } from '../helpers/regions/fake-robust.js'
import { testUuid } from '../helpers/regions/region.js'

const agentId = (last: string) => `33333333-3333-4333-8333-0000000000${last}`
const [anna, bert, nobody] = ['0a', '0b', 'ff'].map(agentId) as [string, string, string]
const choir = 'e31fa4b1-1e2b-4449-9391-6555a47ee92e'
const nameless = 'd1a8b89e-bc3c-48a3-8a6b-6472e7c49533'

t.test('groups and their members, as recorded', async (t) => {
  const robust = await startFakeRobust(t)
  const powers = () => new Map([[anna, OWNERS_POWERS] as const, [bert, EVERYBODYS_POWERS] as const])
  robust.groups = [
    { id: nameless, name: '', shownInList: false, members: powers() },
    { id: choir, name: 'Chöir & Co', members: powers() },
  ]
  for (const name of ['groups-getmembership-all', 'groups-getmembership-none', 'groups-getgroupmembers']) {
    const { path, request, answer } = robustRecording(name)
    const response = await fetch(robust.url + path, { method: 'POST', body: request })
    t.equal(await response.text(), answer, name)
  }

  const client = createGroupClient({ url: new URL(robust.url), timers: systemTimers, mayReach: undefined })
  const lastAsked = () => robust.calls.at(-1)?.body
  t.strictSame(
    await client.groupsOf(bert),
    [{ groupId: choir, name: 'Chöir & Co', mayTalk: true }],
    'one that was never finished has no name, and is left out',
  )
  t.equal(lastAsked(), robustRecording('groups-getmembership-all').request)
  t.strictSame(await client.groupsOf(nobody), [])
  t.strictSame(await client.membersOf(choir, anna), [
    { agentId: anna, mayTalk: true },
    { agentId: bert, mayTalk: true },
  ])
  t.equal(lastAsked(), robustRecording('groups-getgroupmembers').request)

  const groups = createGridGroups({ client, grid: MAIN_GRID })
  const ofBert = () => groups.of({ grid: MAIN_GRID, agentId: bert })
  const [own] = await ofBert()
  t.strictSame(own, { groupId: choir, name: 'Chöir & Co', agentId: bert })
  t.strictSame(await groups.of({ grid: 'another', agentId: bert }), [])
  const [, all] = robust.groups
  // Everything but voice chat.
  all?.members.set(bert, EVERYBODYS_POWERS & ~(1n << 27n))
  t.strictSame(await ofBert(), [], 'no role of his may talk there')
  if (!all || !own) return
  t.strictSame([...(await groups.membersOf(own))], [anna])

  const visitor = testUuid()
  all.members.set(`${visitor};http://away.example.org:8002/;Dora Foreign`, EVERYBODYS_POWERS)
  t.ok((await groups.membersOf(own)).has(visitor), 'of another grid')
  for (let count = 0; count < 5000; count += 1) all.members.set(testUuid(), EVERYBODYS_POWERS)
  t.equal((await groups.membersOf(own)).size, 5002)
  robust.services = ['/grid']
  t.match(await ofBert().catch((error: unknown) => error), { reason: 'grid-public-port' }, 'switched off')
})
