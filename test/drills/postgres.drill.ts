/** PostgreSQL is killed fifty times while three nodes write: what was acknowledged is there, and nothing is there twice. Two minutes. */

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { VoiceError } from '../../src/errors.js'
import { openStore, type Store } from '../../src/store/store.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { eventually } from '../helpers/eventually.js'
import { noPostgres, startPostgres } from '../helpers/servers/postgres.js'
import { attack } from './attack.js'
import { median } from './measures.js'

if (noPostgres) {
  process.stdout.write(`skipped: ${noPostgres}\n`)
  process.exit(0)
}

const [KILLS, NODES, WRITERS] = [50, 3, 4]
const grid = MAIN_GRID
const undo: (() => unknown)[] = []
const server = await startPostgres({ teardown: (step) => void undo.push(step) }, {})
const url = await server.makeDatabase()
const bus = createLoopbackBus()
const nodes = await Promise.all(
  Array.from({ length: NODES }, () => openStore({ file: '', databaseUrl: url, bus })),
)
undo.unshift(() => Promise.all(nodes.map((node) => node.close())))
const [first] = nodes as [Store]

/** What was acknowledged, each as the query that counts it and its value. */
const acknowledged: (readonly [query: string, value: string])[] = []
let refused = 0
let over = false
/** All writers of a round make the same parcel's channel. */
let parcel = randomUUID() as string

const writes: readonly ((store: Store) => Promise<readonly [query: string, value: string]>)[] = [
  async ({ accounts }) => {
    const name = randomUUID()
    const times = { createdAt: 1, lastSeenAt: 1 }
    await accounts.create({
      grid,
      name,
      agentId: name,
      passwordHash: 'first',
      keyId: null,
      disabled: false,
      ...times,
    })
    await accounts.update(grid, name, { passwordHash: 'second' })
    return ["accounts where password_hash = 'second' and name", name]
  },
  async ({ channels }) => {
    const name = parcel
    const none = { parentId: null, description: '', regionSettings: {}, createdAt: 1 }
    const { channel } = await channels.create({ grid, name, ...none })
    await channels.update([{ grid, id: channel.id, patch: { pinned: true } }])
    return ['channels where pinned = 1 and name', name]
  },
  async ({ bans }) => {
    const agentId = randomUUID()
    await bans.save({ grid, channelId: 1, agentId, name: 'Ben', until: 9, by: 'admin' })
    return ['bans where agent_id', agentId]
  },
  async ({ speechRules }) => {
    const agentId = randomUUID()
    await speechRules.add({ grid, channelId: 1, kind: 'muted', agentId })
    return ['speech_rules where agent_id', agentId]
  },
  async ({ revocations }) => {
    const sessionId = randomUUID()
    await revocations.add({ grid, sessionId, until: 9 })
    return ['revoked_sessions where session_id', sessionId]
  },
  async ({ audit }) => {
    const subject = randomUUID()
    await audit.append({ at: 1, actor: 'admin', address: '', grid: null, act: 'drill', subject, detail: {} })
    return ['admin_audit where subject', subject]
  },
]

async function write(store: Store, turn: number): Promise<void> {
  for (let n = turn; !over; n += 1) {
    const work = writes[n % writes.length]
    try {
      if (work) acknowledged.push(await work(store))
      // While it is away, what may be written later is acknowledged at once: the rest has its turn, too.
      await sleep(store.health.fault() === undefined ? 2 : 100)
    } catch (error) {
      if (!(error instanceof VoiceError && error.code === 'store-unwritable')) throw error
      refused += 1
      await sleep(50)
    }
  }
}

await attack(`PostgreSQL is killed ${KILLS} times while ${NODES} nodes write`, async () => {
  const writers = nodes.flatMap((node) => Array.from({ length: WRITERS }, (_, turn) => write(node, turn)))
  const gaps: number[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    parcel = randomUUID()
    await sleep(200 + Math.random() * 600)
    await server.stop('SIGKILL')
    await server.start()
    const begun = performance.now()
    await eventually('every node writes again', () =>
      nodes.every((node) => node.health.fault() === undefined),
    )
    gaps.push(performance.now() - begun)
  }
  over = true
  await Promise.all(writers)
  const kept = await first.audit.append({
    at: 1,
    actor: '',
    address: '',
    grid: null,
    act: 'last',
    subject: '',
    detail: {},
  })
  if (kept === undefined)
    await eventually(
      'what was postponed is written',
      async () => (await first.audit.list({ limit: 1 }))[0]?.act === 'last',
    )
  return `${acknowledged.length} acknowledged, ${refused} refused; nodes write again ${Math.round(median(gaps))} ms after it answers, at most ${Math.round(Math.max(...gaps))}`
})
await attack('what was acknowledged is there', async () => {
  const byQuery = new Map<string, string[]>()
  for (const [query, value] of acknowledged) byQuery.set(query, [...(byQuery.get(query) ?? []), value])
  const counted: string[] = []
  for (const [query, values] of byQuery) {
    const wanted = new Set(values)
    const find = async () => {
      const column = query.split(' ').at(-1)
      const { rows } = await server.run(url, `select distinct ${column} as v from ${query} = any($1)`, [
        [...wanted],
      ])
      return rows.length === wanted.size
    }
    await eventually(`all of ${query}`, find)
    counted.push(`${wanted.size} ${query.split(' ')[0]}`)
  }
  return counted.join(', ')
})
await attack('no parcel has two channels', async () => {
  const { rows } = await server.run(url, 'select name from channels group by grid, name having count(*) > 1')
  if (rows.length > 0) throw new Error(`${rows.length} have`)
  return 'none'
})

for (const step of undo) await step()
