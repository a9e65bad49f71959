/** A grid that is served no more: its sessions are over at once, those of others go on. */

import t from 'tap'
import { openStore } from '../../src/store/store.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createGrids } from '../../src/voice/grids/grids.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { createConfinedSessions } from '../../src/voice/region-keys/confined-sessions.js'
import { createRegionKeys } from '../../src/voice/region-keys/region-keys.js'
import { createSessions } from '../../src/voice/sign-in/sessions.js'
import { createTestTime } from '../helpers/test-time.js'

const agentId = 'aaaaaaaa-0000-4000-8000-000000000001'
const main = () => ({
  ...{ sipDomain: 'voice.test', hostNames: [], vivoxAdminUser: 'opensim' },
  ...{ robust: undefined, signInWays: [], language: 'en' as const },
})

t.test('whoever is signed in to a grid is told when it is removed, on every node', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const { clock, timers } = createTestTime()
  const bus = createLoopbackBus()
  const node = async () => {
    const grids = createGrids({ store: store.grids, bus, clock, signingKey: 'key', main })
    await grids.load()
    const keys = createRegionKeys({ store: store.regionKeys, bus, clock })
    const sessions = await createSessions(
      clock,
      store.revocations,
      bus,
      undefined,
      (grid) => grids.find(grid)?.createdAt,
    )
    const presence = createPresence(timers)
    return {
      grids,
      sessions,
      confined: createConfinedSessions({ sessions, keys, presence, whereabouts: presence, bus, grids }),
    }
  }
  const [here, there] = [await node(), await node()]
  await here.grids.make({ id: 'acme', name: 'Acme' })
  const over: string[] = []
  const open = (grid: string, { sessions, confined }: typeof here) => {
    const session = sessions.issue({ grid, agentId, name: 'Ada' })
    confined.watch(session, { vouched() {}, changed() {}, over: () => void over.push(grid) })
    return session
  }
  const [gone, other] = [open('acme', there), open(MAIN_GRID, there)]
  there.sessions.check(gone)
  await here.grids.remove('acme')
  t.same(over, ['acme'])
  for (const { sessions } of [here, there]) {
    t.throws(() => sessions.check(gone), { code: 'session-expired' })
    sessions.check(other)
  }
})
