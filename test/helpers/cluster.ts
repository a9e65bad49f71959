/** Several nodes of the service in the test's process, over one real Redis and one store. */

import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { choiceFor } from '../../src/cluster/area.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { eventually } from './eventually.js'
import { projectRoot } from './project-root.js'
import { testUuid } from './regions/region.js'
import { placeCertificate } from './servers/certificate.js'
import { startRedis, type TestRedis } from './servers/redis.js'
import { someUdpPort } from './service.js'
import { startTestApp, type TestApp } from './test-app.js'

export const CLUSTER_SECRET = 'a-secret-of-all-nodes-of-the-tests'

export interface TestCluster {
  readonly redis: TestRedis
  readonly nodes: readonly TestApp[]
  /** Starts one more. */
  add(): Promise<TestApp>
  /** Starts one more as a process of its own. */
  addProcess(): Promise<NodeProcess>
  /** A new region that falls to that node. */
  regionOf(node: TestApp | NodeProcess): string
}

/** A node that can be killed. */
export interface NodeProcess {
  readonly url: string
  readonly secrets: TestApp['secrets']
  readonly nodeId: string
  readonly processId: number
  /** Ends it, and waits until it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Waits until every node knows of all others. */
export async function startCluster(
  t: Test,
  count: number,
  env: Record<string, string> = {},
): Promise<TestCluster> {
  const redis = await startRedis(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-cluster-'))
  await placeCertificate(dataDir)
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const nodes: TestApp[] = []

  async function add(): Promise<TestApp> {
    // As the examples of load balancers call them.
    const nodeName = `node${nodes.length + 1}`
    const cluster = { redisUrl: redis.url, nodeUrl: undefined, nodeName, secret: CLUSTER_SECRET }
    const node = await startTestApp(t, { env, dataDir, cluster })
    nodes.push(node)
    await eventually('all nodes know of each other', () =>
      nodes.every((one) => one.cluster?.nodes().length === nodes.length),
    )
    return node
  }
  while (nodes.length < count) await add()

  async function addProcess(): Promise<NodeProcess> {
    const cluster = { redisUrl: redis.url, nodeUrl: undefined, secret: CLUSTER_SECRET }
    const settings = {
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      MEDIA_PORT_MIN: someUdpPort(),
      ...env,
    }
    const program = join(projectRoot, 'dist/test/helpers/cluster-node.js')
    const child = fork(program, [JSON.stringify({ env: settings, cluster })], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    t.teardown(() => child.kill('SIGKILL'))
    const { port, nodeId } = await new Promise<{ port: number; nodeId: string }>((resolve, reject) => {
      child.once('message', resolve as (message: unknown) => void)
      child.once('exit', (code) => reject(new Error(`a node ended: ${code}`)))
    })
    await eventually('the others know of it', () =>
      nodes.every((one) => one.cluster?.nodes().some(({ id }) => id === nodeId)),
    )
    return {
      url: `http://localhost:${port}`,
      secrets: nodes[0]?.secrets ?? (await Promise.reject(new Error('there is no other node'))),
      nodeId,
      processId: child.pid ?? 0,
      async kill(signal) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill(signal)
        await ended
      },
    }
  }

  return {
    redis,
    nodes,
    add,
    addProcess,
    regionOf(node) {
      const nodeId = 'nodeId' in node ? node.nodeId : node.cluster?.self().id
      const ids = nodes[0]?.cluster?.nodes().map(({ id }) => id) ?? []
      for (;;) {
        const id = testUuid()
        if (choiceFor(`${MAIN_GRID}/${id}`, ids) === nodeId) return id
      }
    },
  }
}
