/** Debian's Redis on a free port, in memory only. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Test } from 'tap'
import { connectRedis, type Redis } from '../../../src/cluster/redis/connection.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { eventually } from '../eventually.js'

const REDIS = '/usr/bin/redis-server'

/** Why Redis cannot be run here; `false` when it can. */
export const noRedis: string | false = !existsSync(REDIS) && 'not installed: redis-server'

export interface TestRedis {
  readonly url: string
  readonly pid: () => number
  /** A connection of the service's own kind, closed when the test ends. */
  connect(): Promise<Redis>
  /** It answers nothing, and connections to it stay open. */
  pause(): void
  resume(): void
  /** It is gone, with all that it kept. */
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startRedis(t: Pick<Test, 'teardown'>): Promise<TestRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const log = { info: () => undefined, warn: () => undefined }
  const connections: Redis[] = []
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    child = spawn(REDIS, args, { stdio: 'ignore' })
    await eventually('Redis answers', async () => {
      const probe = await connectRedis({ url, timers: systemTimers, log })
      await probe.close()
      return true
    })
  }
  async function stop(): Promise<void> {
    const running = child
    if (!running || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }
  await start()
  t.teardown(async () => {
    await Promise.all(connections.map((one) => one.close()))
    await stop()
  })
  return {
    url,
    pid: () => child?.pid ?? 0,
    async connect() {
      const redis = await connectRedis({ url, timers: systemTimers, log })
      connections.push(redis)
      return redis
    },
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
    stop,
    start,
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
