/** What Redis does: commands, and its processor time. */

import { connect } from 'node:net'
import type { TestRedis } from '../../test/helpers/servers/redis.js'
import { cpuSeconds } from '../media/process-cpu.js'

export interface RedisLoad {
  readonly seconds: number
  /** Share of one core. */
  readonly cores: number
  readonly commandsPerSecond: number
  /** Calls a second of each command, those within scripts as well. */
  readonly calls: ReadonlyMap<string, number>
}

/** Begins to watch. @returns ends it, and tells what there was meanwhile */
export async function watchRedisLoad(server: Pick<TestRedis, 'connect' | 'pid'>) {
  const redis = await server.connect()
  const read = async () => {
    const text = await tried(() => redis.run((client) => client.info('all')))
    const calls = new Map(
      [...text.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)].map(([, name = '', count]) => [
        name,
        Number(count),
      ]),
    )
    const commands = Number(/^total_commands_processed:(\d+)/m.exec(text)?.[1])
    return { calls, commands, cpu: cpuSeconds(server.pid()), at: performance.now() }
  }
  const before = await read()
  return async (): Promise<RedisLoad> => {
    const after = await read()
    const seconds = (after.at - before.at) / 1000
    const perSecond = ([name, count]: [string, number]): [string, number] => [
      name,
      (count - (before.calls.get(name) ?? 0)) / seconds,
    ]
    return {
      seconds,
      cores: (after.cpu - before.cpu) / seconds,
      commandsPerSecond: (after.commands - before.commands) / seconds,
      calls: new Map([...after.calls].map(perSecond)),
    }
  }
}

const MOST_TRIES = 20
const RETRY_MS = 500

/** A process that is kept from the processor for seconds has lost its connection, and gets it back. */
async function tried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === MOST_TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}

/** The commands that come most often, for a printed line. */
export function mostCalled({ calls }: RedisLoad, count = 5): string {
  return [...calls]
    .filter(([, perSecond]) => perSecond >= 1)
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([name, perSecond]) => `${name} ${perSecond.toFixed(0)}`)
    .join(', ')
}

/** A command as it goes to Redis (RESP): made once, so that whoever repeats it takes nothing of the machine. */
export function commandBytes(parts: readonly string[]): Buffer {
  return Buffer.from(
    `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`,
  )
}

/** Repeats a command whose answer is an empty list, as fast as Redis takes it. @returns how often it was answered */
export async function repeatCommand(
  url: string,
  command: Buffer,
  seconds: number,
  atOnce = 4,
): Promise<number> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const until = performance.now() + seconds * 1000
  const EMPTY_LIST_BYTES = '*0\r\n'.length
  let received = 0
  let answered = 0
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('connect', () => {
      for (let sent = 0; sent < atOnce; sent += 1) socket.write(command)
    })
    socket.on('data', (data) => {
      if (data[0] === 0x2d) return reject(new Error(data.toString()))
      received += data.length
      for (; (answered + 1) * EMPTY_LIST_BYTES <= received; answered += 1) {
        if (performance.now() < until) socket.write(command)
        else {
          socket.destroy()
          return resolve(answered)
        }
      }
      return undefined
    })
  })
}
