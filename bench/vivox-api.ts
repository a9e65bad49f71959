/**
 * The cost of the account and channel API: requests per second and p99 of the requests that a region makes most,
 * beside a bare Fastify route that returns a constant of the same size, and on PostgreSQL beside SQLite, in one run.
 * With the argument `postgres` the latter alone, with `sqlite` the former alone, with numbers those of accounts. Ratios are
 * medians of short turns, one after the other: by the requests of a second, and by the processor time of the server for each,
 * which other work disturbs less. Both are asked by the same connections, and both should take a whole core.
 */

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import Fastify, { type FastifyInstance } from 'fastify'
import { openStore, type Store } from '../src/store/store.js'
import { vivoxCompat } from '../src/vivox-compat/plugin.js'
import { withoutOwnQuery } from '../src/vivox-compat/wire/params.js'
import { accountNameOf } from '../src/voice/accounts/account-name.js'
import { createAccounts } from '../src/voice/accounts/accounts.js'
import { createChannels } from '../src/voice/channels/channels.js'
import { MAIN_GRID } from '../src/voice/grids/grid.js'
import { createFaultLog } from '../src/voice/log/fault-log.js'
import { createSignInThrottle } from '../src/voice/sign-in/sign-in-throttle.js'
import { systemTimers } from '../src/voice/time/timers.js'
import { gateOf, NO_CONFINEMENT } from '../test/helpers/regions/region-authority.js'
import { noPostgres, startPostgres } from '../test/helpers/servers/postgres.js'
import { type LoadResult, startLoadProcess } from './load/http-load.js'
import { row } from './table/row.js'

const ACCOUNTS = (process.argv.slice(2).find((arg) => /^\d/.test(arg)) ?? '100,10000,100000,1000000')
  .split(',')
  .map(Number)
const CHANNELS = 5000
const CONNECTIONS = 8
const SECONDS = 0.5
const ROUNDS = 11
/** Until most is compiled. */
const WARM_UP_SECONDS = 2
/** The number of different names that are requested in turn. */
const SAMPLE = 2000

const admin = { user: 'vadmin', password: 'vpass' }

async function build(store: Store): Promise<FastifyInstance> {
  const throttle = createSignInThrottle(systemTimers)
  const app = Fastify({ rewriteUrl: ({ url = '' }) => withoutOwnQuery(url) })
  app.decorateRequest('pageGrid', MAIN_GRID)
  await app.register(vivoxCompat, {
    accounts: createAccounts({ store: store.accounts, secret: 'secret', throttle, clock: Date.now }),
    channels: createChannels(store.channels, Date.now),
    moderation: { kick: () => true, kickAll: () => 0, setMuted: () => {}, setAllMuted: () => {} },
    regionGate: gateOf({ user: admin.user, password: () => admin.password }),
    ...NO_CONFINEMENT,
    tokenSecret: 'secret',
    throttle,
    sipDomainOf: () => 'voice.invalid',
    pagesUrl: () => 'https://voice.invalid:8443',
    faults: createFaultLog({ log: app.log, stopwatch: systemTimers }),
    clock: Date.now,
    stopwatch: systemTimers,
  })
  return app
}

const newAccount = () => {
  const agentId = randomUUID()
  const now = Date.now()
  return {
    grid: MAIN_GRID,
    name: accountNameOf(agentId),
    agentId,
    passwordHash: '-',
    keyId: null,
    disabled: false,
    createdAt: now,
    lastSeenAt: now,
  }
}

/** @returns the names of a sample */
async function fillAccounts(store: Store, count: number): Promise<readonly string[]> {
  const made = Array.from({ length: count }, newAccount)
  for (const account of made) await store.accounts.create(account)
  return made.slice(0, SAMPLE).map(({ name }) => name)
}

/** The same for many, as one transaction. */
function fillFile(file: string, count: number): readonly string[] {
  const database = new Database(file)
  const insert = database.prepare(
    `insert into accounts (grid, name, agent_id, password_hash, key_id, disabled, created_at, last_seen_at)
     values (@grid, @name, @agentId, @passwordHash, @keyId, 0, @createdAt, @lastSeenAt)`,
  )
  const names: string[] = []
  database.transaction(() => {
    for (let made = 0; made < count; made += 1) {
      const { disabled: _, ...account } = newAccount()
      insert.run(account)
      // From all of them, so that they lie all over the file.
      if (made % Math.max(1, Math.floor(count / SAMPLE)) === 0) names.push(account.name)
    }
  })()
  database.close()
  return names
}

async function fillChannels(store: Store): Promise<readonly string[]> {
  const names = Array.from({ length: CHANNELS }, () => randomUUID() as string)
  for (const name of names) {
    await store.channels.create({
      grid: MAIN_GRID,
      name,
      parentId: null,
      description: 'Voice Test:Your Parcel',
      regionSettings: { type: 'positional', mode: 'open', rollOff: 2, maxRangeMetres: 60 },
      createdAt: Date.now(),
    })
  }
  return names.slice(0, SAMPLE)
}

async function token(app: FastifyInstance): Promise<string> {
  const { body } = await app.inject(`/api2/viv_signin.php?userid=${admin.user}&pwd=${admin.password}`)
  return /<auth_token>([^<]+)/.exec(body)?.[1] ?? ''
}

function print(
  what: string,
  { requestsPerSecond, p50Ms, p99Ms, bad, cpuMs, share }: Measured,
  more = '',
): void {
  const numbers = `${Math.round(requestsPerSecond)} req/s, ${(cpuMs * 1000).toFixed(1)} µs of the processor (${(share * 100).toFixed(0)} % of a core), p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`
  process.stdout.write(`vivox-api ${what}: ${numbers}${bad > 0 ? `, ${bad} BAD` : ''}${more}\n`)
}

/** For README's table. */
const told: string[] = []

type Run = (seconds: number, paths: readonly string[]) => Promise<LoadResult>

interface Measured extends LoadResult {
  /** Processor time of this process for each request, milliseconds. */
  readonly cpuMs: number
  /** Of one core, that this process had. */
  readonly share: number
}

interface Contestant {
  readonly run: Run
  readonly paths: readonly string[]
}

/** What each contestant did in each of its turns. */
async function inTurns(...contestants: readonly Contestant[]): Promise<readonly (readonly Measured[])[]> {
  for (const { run, paths } of contestants) await run(WARM_UP_SECONDS, paths)
  const turns = contestants.map((): Measured[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, { run, paths }] of contestants.entries()) {
      const before = process.cpuUsage()
      const load = await run(SECONDS, paths)
      const { user, system } = process.cpuUsage(before)
      const spentMs = (user + system) / 1000
      const cpuMs = spentMs / (load.requestsPerSecond * SECONDS)
      turns[n]?.push({ ...load, cpuMs, share: spentMs / (SECONDS * 1000) })
    }
  }
  return turns
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

function middle(turns: readonly Measured[]): Measured {
  const of = (what: keyof Measured) => median(turns.map((turn) => turn[what]))
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    bad: turns.reduce((sum, { bad }) => sum + bad, 0),
    cpuMs: of('cpuMs'),
    share: of('share'),
  }
}

/** One by the other, turn by turn. */
function ratios(ones: readonly Measured[], others: readonly Measured[]) {
  const ratioOf = (what: 'requestsPerSecond' | 'cpuMs') =>
    median(ones.map((one, turn) => one[what] / (others[turn]?.[what] ?? Number.NaN)))
  return { requests: ratioOf('requestsPerSecond'), byProcessor: 1 / ratioOf('cpuMs') }
}

async function compare(what: string, call: Contestant, bare: Contestant): Promise<void> {
  const [calls = [], bares = []] = await inTurns(call, bare)
  const { requests, byProcessor } = ratios(calls, bares)
  const times = `${requests.toFixed(2)} × a bare route of the same size, by processor time ${byProcessor.toFixed(2)} ×`
  print(what, middle(calls), `, ${times}`)
  print(`${what}, bare route of the same size`, middle(bares))
  told.push(`${what}: ${Math.round(middle(calls).requestsPerSecond)}/s, ${times}`)
}

const getAccountPath = (auth: string) => (name: string) =>
  `/api2/viv_get_acct.php?auth_token=${auth}&user_name=${name}`
const searchPath = (auth: string) => (name: string) =>
  `/api2/viv_chan_search.php?cond_channame=${name}&auth_token=${auth}`
const passwordPath = (auth: string) => (name: string) =>
  `/api2/viv_adm_password.php?user_name=${name}&new_pwd=e3226103Z8067Z47&auth_token=${auth}`

/** The same requests on both databases, in turn. */
async function comparePostgres(): Promise<void> {
  if (noPostgres) return void process.stdout.write(`vivox-api postgres: skipped: ${noPostgres}\n`)
  const undo: (() => unknown)[] = []
  const directory = mkdtempSync(join(tmpdir(), 'vivox-api-'))
  const load = startLoadProcess()
  try {
    const server = await startPostgres({ teardown: (step) => void undo.push(step) }, {})
    const contestants: Record<string, Contestant[]> = { get_acct: [], chan_search: [], adm_password: [] }
    for (const databaseUrl of [undefined, await server.makeDatabase()]) {
      const store = await openStore({ file: join(directory, 'voice.db'), databaseUrl })
      const app = await build(store)
      undo.unshift(
        () => app.close(),
        () => store.close(),
      )
      await app.listen({ port: 0, host: '127.0.0.1' })
      const { port } = app.server.address() as AddressInfo
      const run: Run = (seconds, paths) => load.run({ port, connections: CONNECTIONS, seconds, paths })
      const auth = await token(app)
      const names = await fillAccounts(store, SAMPLE)
      const channels = await fillChannels(store)
      contestants.get_acct?.push({ run, paths: names.map(getAccountPath(auth)) })
      contestants.chan_search?.push({ run, paths: channels.map(searchPath(auth)) })
      contestants.adm_password?.push({ run, paths: names.map(passwordPath(auth)) })
    }
    for (const [what, both] of Object.entries(contestants)) {
      const [sqlite = [], postgres = []] = await inTurns(...both)
      const { requests } = ratios(postgres, sqlite)
      print(`${what} on PostgreSQL`, middle(postgres), `, ${requests.toFixed(2)} × SQLite`)
      told.push(`${what} on PostgreSQL ${requests.toFixed(2)} × that on SQLite`)
      print(`${what} on SQLite`, middle(sqlite))
    }
  } finally {
    load.stop()
    for (const step of undo) await step()
    rmSync(directory, { recursive: true })
  }
}

async function compareBare(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'vivox-api-'))
  const file = join(directory, 'voice.db')
  const store = await openStore({ file })
  const load = startLoadProcess()
  const app = await build(store)
  const constants = new Map<string, string>()
  const bareApp = Fastify()
  bareApp.get('/bare/:what', async (request, reply) => {
    const { what } = request.params as { what: string }
    return reply.header('cache-control', 'no-store').type('text/xml; charset=utf-8').send(constants.get(what))
  })
  const runOn = async (server: FastifyInstance): Promise<Run> => {
    await server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.server.address() as AddressInfo
    return (seconds, paths) => load.run({ port, connections: CONNECTIONS, seconds, paths })
  }
  try {
    const run = await runOn(app)
    const runBare = await runOn(bareApp)
    const auth = await token(app)
    const channels = await fillChannels(store)
    let stored = 0
    for (const count of ACCOUNTS) {
      const names = fillFile(file, count - stored)
      stored = count
      const paths = names.map(getAccountPath(auth))
      constants.set('acct', (await app.inject(paths[0] ?? '')).body)
      await compare(`get_acct, ${count} accounts`, { run, paths }, { run: runBare, paths: ['/bare/acct'] })
      const [written = []] = await inTurns({ run, paths: names.map(passwordPath(auth)) })
      print(`adm_password, ${count} accounts`, middle(written))
    }
    const paths = channels.map(searchPath(auth))
    constants.set('search', (await app.inject(paths[0] ?? '')).body)
    const bare = { run: runBare, paths: ['/bare/search'] }
    await compare(`chan_search, ${CHANNELS} channels`, { run, paths }, bare)
  } finally {
    load.stop()
    await app.close()
    await bareApp.close()
    await store.close()
    rmSync(directory, { recursive: true })
  }
}

if (!process.argv.includes('postgres')) await compareBare()
if (!process.argv.includes('sqlite')) await comparePostgres()
row(told.join('; '))
