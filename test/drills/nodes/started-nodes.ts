/** Nodes as an operator runs them: processes of the built service behind HAProxy, with a Redis and a PostgreSQL of their own. */

import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { choiceFor } from '../../../src/cluster/area.js'
import { createLink, type Link } from '../../../src/cluster/links/link.js'
import { KEY_PREFIX } from '../../../src/cluster/redis/connection.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { CLUSTER_SECRET } from '../../helpers/cluster.js'
import { eventually } from '../../helpers/eventually.js'
import { testUuid } from '../../helpers/regions/region.js'
import { freePort } from '../../helpers/servers/coturn.js'
import { startFrontServer } from '../../helpers/servers/front-server.js'
import { haproxy } from '../../helpers/servers/load-balancers.js'
import { type Postgres, startPostgres } from '../../helpers/servers/postgres.js'
import { startRedis, type TestRedis } from '../../helpers/servers/redis.js'
import { hubOf, type Service, startService } from '../../helpers/service.js'
import type { Teardown } from './teardown.js'

// The balancer's certificate is the drill's own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

const secrets = {
  regionSecret: 'a-region-secret-of-the-drills',
  vivoxAdminPassword: 'a-vivox-password-of-the-drills',
  adminPassword: 'an-admin-password-of-the-drills',
}

const METRICS_TOKEN = 'a-metrics-token-of-the-drills'
const METRICS_READER = { authorization: `Bearer ${METRICS_TOKEN}` }

/** Where a node is, and how it is reached: by default on this machine. */
export interface NodePlace {
  /** A command that it runs under. */
  readonly under?: readonly string[]
  /** Its address for the others. */
  readonly host?: string
  /** Where it finds this machine's Redis and PostgreSQL. */
  readonly redisUrl?: string
  readonly databaseUrl?: string
}

export interface StartedNode {
  readonly name: string
  readonly url: string
  readonly port: number
  /** New at each start. */
  id(): string
  service(): Service
  isUp(): boolean
  /** With its hub, as when the machine dies. */
  kill(): Promise<void>
  /** @param signal by default that of an operator who stops it. @returns how long it took, in milliseconds */
  stop(signal?: NodeJS.Signals): Promise<number>
  /** Starts it again, on the same port. @param program another build's `main.js` */
  start(program?: string): Promise<void>
  /** Whether it says that it owns that region. Asked as other nodes do. @throws LinkLost when it does not answer */
  owns(regionId: string): Promise<boolean>
  metric(name: string): Promise<number>
}

export interface StartedNodes {
  readonly nodes: readonly StartedNode[]
  /** The balancer's address, and the secrets: what residents, regions and admins use. */
  readonly front: { readonly url: string; readonly secrets: typeof secrets & { readonly signingKey: string } }
  readonly redis: TestRedis
  readonly postgres: Postgres
  /** The address of the database that the nodes share. */
  readonly databaseUrl: string
  /** A new region that falls to that node. */
  regionOf(node: StartedNode): string
  /** The node with what belongs to the grid, as Redis says; one that becomes it by being asked for something of it. */
  gridOwner(): Promise<StartedNode>
  /** Waits until every node knows that many. */
  allKnow(count: number): Promise<void>
}

export interface StartedNodesOptions {
  readonly count?: number
  readonly env?: Readonly<Record<string, string>>
  /** The build that they start with, by default this one. */
  readonly program?: string
  /** Where a node runs, by its number; called once Redis and PostgreSQL answer. */
  readonly place?: (
    number: number,
    at: { readonly redisUrl: string; readonly databaseUrl: string },
  ) => NodePlace | Promise<NodePlace>
}

const linkSecret = createHmac('sha256', CLUSTER_SECRET).update('links between nodes').digest('base64url')

/** They end with the drill. */
export async function startNodes(t: Teardown, options: StartedNodesOptions = {}): Promise<StartedNodes> {
  const { count = 3, env = {}, program, place = () => ({}) } = options
  const redis = await startRedis(t)
  const postgres = await startPostgres(t)
  const databaseUrl = await postgres.makeDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'voice-drill-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  const frontPort = await freePort()
  const url = `https://localhost:${frontPort}`
  const shared = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    CLUSTER_SECRET,
    REGION_SECRET: secrets.regionSecret,
    VIVOX_ADMIN_PASSWORD: secrets.vivoxAdminPassword,
    ADMIN_PASSWORD: secrets.adminPassword,
    PUBLIC_URL: url,
    TRUST_PROXY: '127.0.0.1',
    METRICS_TOKEN,
    LOG_LEVEL: 'warn',
    ...env,
  }
  const nodes: StartedNode[] = []
  for (let number = 0; number < count; number += 1) {
    const at = await place(number, { redisUrl: redis.url, databaseUrl })
    nodes.push(await startNode(t, `node ${number + 1}`, shared, at, program))
  }
  const addresses = nodes.map((node) => new URL(node.url).host)
  await startFrontServer(t, haproxy, { directory, port: frontPort, nodes: addresses })
  const asked = await redis.connect()

  const started: StartedNodes = {
    nodes,
    front: { url, secrets: { ...secrets, signingKey: CLUSTER_SECRET } },
    redis,
    postgres,
    databaseUrl,
    regionOf(node) {
      const ids = nodes.map(({ id }) => id())
      for (;;) {
        const id = testUuid()
        if (choiceFor(`${MAIN_GRID}/${id}`, ids) === node.id()) return id
      }
    },
    gridOwner: () =>
      eventually('the grid is owned', async () => {
        await signedInAdmin({ url, secrets })
        const value = await asked.run((client) => client.get(`${KEY_PREFIX}area:${MAIN_GRID}/grid`))
        return nodes.find((node) => value?.startsWith(node.id()))
      }),
    async allKnow(known) {
      for (const node of nodes) {
        if (!node.isUp()) continue
        await eventually(
          `${node.name} knows ${known} nodes`,
          async () => (await readyOf(node.url)).nodes.length === known,
          60_000,
        )
      }
    },
  }
  await started.allKnow(count)
  await eventually('the balancer passes on', async () => (await fetch(`${url}/healthz`)).ok)
  return started
}

async function startNode(
  t: Teardown,
  name: string,
  shared: Readonly<Record<string, string>>,
  { under = [], host = '127.0.0.1', redisUrl, databaseUrl }: NodePlace,
  firstProgram: string | undefined,
): Promise<StartedNode> {
  const port = await freePort()
  const url = `http://${host}:${port}`
  let running: Service
  let id = ''
  let isUp = false
  const asked = askWhoOwns(url)

  async function start(program?: string): Promise<void> {
    // `$0` is the Node that was chosen, and the program that follows it is another one.
    const other = program === undefined ? [] : ['/bin/sh', '-c', `exec "$0" ${program}`]
    running = await startService(
      {
        ...shared,
        HOST: host === '127.0.0.1' ? host : '0.0.0.0',
        PORT: String(port),
        NODE_URL: url,
        ...(redisUrl && { REDIS_URL: redisUrl }),
        ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      },
      [...under, ...other],
    )
    id = await eventually(
      `${name} knows itself`,
      async () => (await readyOf(url)).nodes.find(({ self }) => self)?.id,
    )
    isUp = true
  }
  await start(firstProgram)
  t.teardown(async () => {
    asked.close()
    await running.stop('SIGKILL')
  })

  async function end(signal: NodeJS.Signals): Promise<number> {
    isUp = false
    const { milliseconds } = await running.stop(signal)
    return milliseconds
  }
  return {
    name,
    url,
    port,
    id: () => id,
    service: () => running,
    isUp: () => isUp,
    async kill() {
      const hub = hubOf(running)
      const ended = end('SIGKILL')
      if (hub !== undefined) process.kill(hub, 'SIGKILL')
      await ended
    },
    stop: (signal = 'SIGTERM') => end(signal),
    start,
    owns: (regionId) => asked.owns(regionId),
    async metric(metricName) {
      const text = await (await fetch(`${url}/metrics`, { headers: METRICS_READER })).text()
      return Number(text.match(new RegExp(`^${metricName} (\\d+)$`, 'm'))?.[1])
    },
  }
}

/** Asks a node as other nodes do, over a link that is opened when it is needed. */
export function askWhoOwns(url: string) {
  let link: Link | undefined
  return {
    /** @throws LinkLost when it does not answer */
    async owns(regionId: string): Promise<boolean> {
      link ??= createLink({
        url,
        secret: linkSecret,
        timers: systemTimers,
        onLost: () => {
          link = undefined
        },
      })
      const asked = { method: 'POST', url: '/cluster/ask/live-region', headers: {}, address: '' }
      const { body } = await link.request(asked, Buffer.from(JSON.stringify({ grid: MAIN_GRID, regionId })))
      return JSON.parse(body.toString()) !== null
    },
    close: () => link?.close(),
  }
}

interface Ready {
  readonly redis: boolean
  readonly nodes: readonly { readonly id: string; readonly self: boolean; readonly areas: number }[]
}

export async function readyOf(url: string): Promise<Ready> {
  return (await (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })).json()) as Ready
}
