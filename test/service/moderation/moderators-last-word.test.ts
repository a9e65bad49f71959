/** What a moderator decided last is what is kept, however long a store takes for each write. */

import t from 'tap'
import type { Ban, BanStore, SpeechRule, SpeechRuleStore } from '../../../src/voice/admins/admin-ports.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createBans } from '../../../src/voice/moderation/bans.js'
import { createMutes } from '../../../src/voice/moderation/mutes.js'
import { eventually } from '../../helpers/eventually.js'

const CHANNEL = 1001
const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Does each work only when it is let through; the newest first, if somebody asks for two at once. */
function slowly() {
  const waiting: (() => void)[] = []
  return {
    waiting,
    async work(step: () => void) {
      await new Promise<void>((resolve) => waiting.push(resolve))
      step()
    },
    /** Lets everything through, until nothing comes after it. */
    async finish(writes: number) {
      for (let done = 0; done < writes; done += 1) {
        const next = await eventually('the next write', () => waiting.pop())
        next()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

t.test('mutes and the floor', async (t) => {
  const kept = new Set<string>()
  const { work, finish, waiting } = slowly()
  const keyOf = ({ kind, agentId }: SpeechRule) => `${kind} ${agentId}`
  const store: SpeechRuleStore = {
    list: async () => [],
    add: (rule) => work(() => kept.add(keyOf(rule))),
    delete: ({ kind, agentId }) =>
      work(() => {
        for (const key of kept) {
          const [keptKind, keptAgent] = key.split(' ')
          if (kind === keptKind && (agentId ?? keptAgent) === keptAgent) kept.delete(key)
        }
      }),
  }
  const mutes = createMutes(store, (error) => t.fail(String(error)))
  mutes.setMuted({ grid: MAIN_GRID, id: CHANNEL }, ANNA, true)
  mutes.setMuted({ grid: MAIN_GRID, id: CHANNEL }, ANNA, false)
  mutes.setFloor({ grid: MAIN_GRID, id: CHANNEL }, ANNA, true)
  mutes.setAllMuted({ grid: MAIN_GRID, id: CHANNEL }, true)
  mutes.setAllMuted({ grid: MAIN_GRID, id: CHANNEL }, false)
  mutes.setMuted({ grid: MAIN_GRID, id: CHANNEL }, ANNA, true)
  await eventually('the first is written', () => waiting.length > 0)
  t.equal(waiting.length, 1, 'and no other beside it')
  await finish(7)
  t.same([...kept].sort(), [`floor ${ANNA}`, `muted ${ANNA}`])
})

t.test('bans', async (t) => {
  const kept = new Map<string, number>()
  const { work, finish } = slowly()
  const store: BanStore = {
    list: async () => [],
    save: ({ agentId, until }) => work(() => kept.set(agentId, until)),
    delete: ({ agentId }) => work(() => kept.delete(agentId)),
  }
  const bans = createBans(
    store,
    () => 0,
    (error) => t.fail(String(error)),
  )
  const ban = (until: number): Ban => ({
    grid: MAIN_GRID,
    channelId: CHANNEL,
    agentId: ANNA,
    name: 'Anna',
    until,
    by: 'admin',
  })
  bans.add(ban(1))
  bans.remove({ grid: MAIN_GRID, id: CHANNEL }, ANNA)
  bans.add(ban(2))
  await finish(3)
  t.same([...kept], [[ANNA, 2]])
})

t.test('a write that fails keeps none back', async (t) => {
  const kept: string[] = []
  const errors: unknown[] = []
  const store: SpeechRuleStore = {
    list: async () => [],
    add: async ({ agentId }) => {
      if (agentId !== ANNA) throw new Error('disk full')
      kept.push(agentId)
    },
    delete: async () => undefined,
  }
  const mutes = createMutes(store, (error) => errors.push(error))
  mutes.setMuted({ grid: MAIN_GRID, id: CHANNEL }, 'somebody', true)
  mutes.setMuted({ grid: MAIN_GRID, id: CHANNEL }, ANNA, true)
  await eventually('the second is kept', () => kept.length === 1)
  t.match(errors, [{ message: 'disk full' }])
  t.equal(errors.length, 1)
})
