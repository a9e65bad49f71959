/** Real nodes as processes, with a Redis and a PostgreSQL of their own. */

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Postgres, startPostgres } from '../../test/helpers/servers/postgres.js'
import { startRedis, type TestRedis } from '../../test/helpers/servers/redis.js'
import type { Service } from '../../test/helpers/service.js'
import { startFrom } from '../measure/other-checkout.js'
import { cpuSeconds } from '../media/process-cpu.js'

export const REGION_SECRET = 'a-secret-of-all-regions-of-the-bench'

export interface NodeProcesses {
  readonly nodes: readonly Service[]
  /** Where each is reached, by its name. */
  readonly named: ReadonlyMap<string, string>
  /** The addresses of each service: one has all nodes, or each node is a service by itself. */
  readonly services: readonly (readonly string[])[]
  readonly redis: TestRedis
  readonly postgres: Postgres
  /** Seconds of processor time that PostgreSQL's processes have used so far. */
  postgresCpu(): number
  /** Transactions so far. */
  transactions(): Promise<number>
  stop(): Promise<void>
}

export interface NodesOptions {
  /** Each node is a service by itself, with its own database and its own part of Redis. */
  readonly areApart: boolean
  /** A folder with another build of this project. */
  readonly checkout: string | undefined
  readonly env: Record<string, string>
}

export async function startNodes(
  count: number,
  { areApart, checkout, env }: NodesOptions,
): Promise<NodeProcesses> {
  const ends: (() => unknown)[] = []
  const t = { teardown: (end: () => unknown) => void ends.unshift(end) }
  const [redis, postgres] = [await startRedis(t), await startPostgres(t)]
  const database = await postgres.makeDatabase()
  const nodes: Service[] = []
  while (nodes.length < count) {
    nodes.push(
      await startFrom(checkout, {
        REDIS_URL: areApart ? `${redis.url}/${nodes.length}` : redis.url,
        DATABASE_URL: areApart ? await postgres.makeDatabase() : database,
        CLUSTER_SECRET: 'a-secret-of-all-nodes-of-the-bench',
        REGION_SECRET,
        VIVOX_ADMIN_PASSWORD: 'vivox-password-of-the-bench',
        ADMIN_PASSWORD: 'admin-password-of-the-bench',
        PUBLIC_URL: 'http://localhost',
        SIP_DOMAIN: 'localhost',
        TRUST_PROXY: '127.0.0.1',
        LOG_LEVEL: 'error',
        ...(checkout === undefined && { NODE_NAME: `node${nodes.length + 1}` }),
        ...env,
      }),
    )
  }
  const urls = nodes.map(({ url }) => url)
  return {
    nodes,
    named: new Map(urls.map((url, index) => [`node${index + 1}`, url])),
    services: areApart ? urls.map((url) => [url]) : [urls],
    redis,
    postgres,
    postgresCpu() {
      const children = execFileSync('pgrep', ['-P', String(postgres.pid())], { encoding: 'utf8' })
      return children
        .trim()
        .split('\n')
        .reduce((sum, pid) => sum + (existsSync(`/proc/${pid}`) ? cpuSeconds(Number(pid)) : 0), 0)
    },
    async transactions() {
      const { rows } = await postgres.run(
        postgres.url('postgres'),
        'select sum(xact_commit + xact_rollback) as count from pg_stat_database',
      )
      return Number(rows[0]?.count)
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
      for (const end of ends) await end()
    },
  }
}
