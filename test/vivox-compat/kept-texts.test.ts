/** What is kept of requests for long takes no more memory than its letters, and passwords that came with it are gone. */

import { randomUUID } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { createKnownRows } from '../../src/store/cached/known-rows.js'
import type { VivoxRequest } from '../../src/vivox-compat/request.js'
import { newAccount } from '../../src/vivox-compat/requests/new-account.js'
import { foundChannels } from '../../src/vivox-compat/wire/channel-xml.js'
import { parseParams } from '../../src/vivox-compat/wire/params.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { MASTER } from '../helpers/regions/region-authority.js'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** What is in memory for each of so many things that are kept, bytes. */
async function bytesOfEach(count: number, keep: (index: number) => unknown): Promise<number> {
  const kept: unknown[] = []
  collect()
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < count; index += 1) kept.push(await keep(index))
  collect()
  return (process.memoryUsage().heapUsed - before) / kept.length
}

const LONG = 1_000_000
const longQuery = (index: number) => `username=somebody-with-a-name-${index}&pwd=${'p'.repeat(LONG)}`
const nameIn = (query: string) => parseParams(query).get('username') ?? ''

t.test('a name that was cut out of a request does not keep the rest of it in memory', async (t) => {
  t.ok((await bytesOfEach(30, (index) => nameIn(longQuery(index)))) > LONG / 2, 'as it would')
  const rows = createKnownRows<true>({ most: 1000, maxAgeMs: 1000 })
  t.ok((await bytesOfEach(30, (index) => rows.keep(MAIN_GRID, nameIn(longQuery(index)), true))) < LONG / 10)
  t.equal(rows.fresh(MAIN_GRID, nameIn(longQuery(7))), true)
  const made: string[] = []
  const services = { accounts: { create: async ({ name }: { name: string }) => void made.push(name) } }
  const ask = (index: number) => {
    const params = parseParams(longQuery(index).replace('pwd=', 'pwd=secret&rest='))
    return newAccount({ grid: MAIN_GRID, authority: MASTER, params, services } as unknown as VivoxRequest)
  }
  t.ok((await bytesOfEach(30, ask)) < LONG / 10)
  t.equal(made[7], nameIn(longQuery(7)))
})

t.test('an answer that is written once is in memory in one piece', async (t) => {
  const channel = (id: number) => ({
    grid: MAIN_GRID,
    id,
    name: randomUUID(),
    parentId: null,
    description: 'Somewhere:Parcel',
    regionSettings: {},
    adminSettings: {},
    pinned: false,
    createdAt: 1,
    lastUsedAt: 1,
  })
  const bytes = await bytesOfEach(2000, (index) => {
    const found = channel(1000 + index)
    return [found, foundChannels([found], 'voice.example')]
  })
  t.ok(bytes < 1700, `${bytes} bytes`)
})

t.test('of the grid that has most the row that was read longest ago is forgotten first', async (t) => {
  const rows = createKnownRows<number>({ most: 3, maxAgeMs: 1_000_000 })
  rows.keep('small', 'one', 1)
  for (const [index, name] of ['one', 'two', 'three', 'four'].entries()) rows.keep('large', name, index)
  rows.keep('large', 'three', 7)
  t.equal(rows.fresh('small', 'one'), 1)
  t.equal(rows.fresh('large', 'one'), undefined)
  t.equal(rows.fresh('large', 'two'), undefined)
  t.equal(rows.fresh('large', 'three'), 7)
  t.strictSame(rows.all(), [1, 3, 7])
})
