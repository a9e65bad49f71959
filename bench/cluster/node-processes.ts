/** Real nodes as processes, with a Redis and a PostgreSQL of their own. */

import { execFileSync } from 'node:child_process'
import { type Postgres, startPostgres } from '../../test/helpers/servers/postgres.js'
import { startRedis, type TestRedis } from '../../test/helpers/servers/redis.js'
import { type Service, startService } from '../../test/helpers/service.js'
import { cpuSeconds } from '../media/process-cpu.js'

export const REGION_SECRET = 'a-secret-of-all-regions-of-the-bench'

export interface NodeProcesses {
  readonly nodes: readonly Service[]
  readonly redis: TestRedis
  readonly postgres: Postgres
  /** Seconds of processor time that PostgreSQL's processes have used so far. */
  postgresCpu(): number
  /** Transactions so far. */
  transactions(): Promise<number>
  stop(): Promise<void>
}

export async function startNodes(count: number, env: Record<string, string> = {}): Promise<NodeProcesses> {
  const ends: (() => unknown)[] = []
  const t = { teardown: (end: () => unknown) => void ends.unshift(end) }
  const [redis, postgres] = [await startRedis(t), await startPostgres(t)]
  const database = await postgres.makeDatabase()
  const nodes: Service[] = []
  while (nodes.length < count) {
    nodes.push(
      await startService({
        REDIS_URL: redis.url,
        DATABASE_URL: database,
        CLUSTER_SECRET: 'a-secret-of-all-nodes-of-the-bench',
        REGION_SECRET,
        VIVOX_ADMIN_PASSWORD: 'vivox-password-of-the-bench',
        ADMIN_PASSWORD: 'admin-password-of-the-bench',
        PUBLIC_URL: 'http://localhost',
        SIP_DOMAIN: 'localhost',
        TRUST_PROXY: '127.0.0.1',
        LOG_LEVEL: 'error',
        ...env,
      }),
    )
  }
  return {
    nodes,
    redis,
    postgres,
    postgresCpu() {
      const children = execFileSync('pgrep', ['-P', String(postgres.pid())], { encoding: 'utf8' })
      return children
        .trim()
        .split('\n')
        .reduce((sum, pid) => sum + cpuSeconds(Number(pid)), 0)
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
