/** Connections to Redis: a command fails soon while Redis is away, and the connection heals by itself. */

import { createClient } from '@redis/client'
import type { Timers } from '../../voice/ports.js'

export type RedisClient = ReturnType<typeof createOurClient>

/** A command that is not answered by then has failed; whether it was carried out is not known. */
const COMMAND_TIMEOUT_MS = 1000
const CONNECT_TIMEOUT_MS = 2000
/** A connection on which nothing came for this long is broken: it is pinged more often than that. */
const SILENT_AFTER_MS = 3000
const PING_INTERVAL_MS = 1000
const LONGEST_PAUSE_MS = 500

/** Keys of this service are told from others in the same Redis by it. */
export const KEY_PREFIX = 'opensim-voice:'

export interface RedisLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
}

export interface Redis {
  /** Whether the connection is up, as far as is known. */
  isUp(): boolean
  /** Calls back each time the connection is up again. */
  onUp(callback: () => void): void
  /** Runs commands. @throws Error when Redis is away, or does not answer within a second */
  run<T>(work: (client: RedisClient) => Promise<T>): Promise<T>
  /** A further connection, for commands that wait. It has no limit of time for each command. */
  openWaiting(): Promise<RedisClient>
  close(): Promise<void>
}

export interface RedisOptions {
  /** `redis://` or, with TLS, `rediss://`. */
  readonly url: string
  readonly timers: Timers
  readonly log: RedisLog
}

/** @throws Error that says what to do when Redis cannot be reached */
export async function connectRedis({ url, timers, log }: RedisOptions): Promise<Redis> {
  let wasUp = false
  let isClosed = false
  // The first connection is tried once: a service that is told of a Redis does not start without.
  const client = createOurClient(url, () => wasUp)
  const ups: (() => void)[] = []
  let isTold = false
  client.on('error', (error: Error) => {
    if (isTold || !wasUp || isClosed) return
    isTold = true
    log.warn(
      { reason: error.message },
      'Redis cannot be reached: what is live goes on, and it is tried again',
    )
  })
  client.on('ready', () => {
    if (isTold) log.info({}, 'Redis is reached again')
    isTold = false
    if (wasUp) for (const callback of ups) callback()
  })
  await reached(client, url)
  wasUp = true
  const waiting: RedisClient[] = []

  return {
    isUp: () => client.isReady,
    onUp: (callback) => void ups.push(callback),
    run: (work) => within(timers, COMMAND_TIMEOUT_MS, work(client)),
    async openWaiting() {
      const another = client.duplicate()
      another.on('error', () => undefined)
      await another.connect()
      waiting.push(another)
      return another
    },
    async close() {
      isClosed = true
      for (const one of [...waiting, client]) one.destroy()
    },
  }
}

function createOurClient(url: string, triesAgain: () => boolean) {
  return createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENT_AFTER_MS,
      reconnectStrategy: (retries) =>
        triesAgain() && Math.min(20 * 2 ** Math.min(retries, 10), LONGEST_PAUSE_MS),
    },
  })
}

async function reached(client: RedisClient, url: string): Promise<void> {
  try {
    await client.connect()
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    throw new Error(
      `REDIS_URL: Redis at ${placeOf(url)} cannot be used (${why}): start it, or correct the setting.`,
      { cause: error },
    )
  }
}

/** Host and port, without what proves who one is. */
function placeOf(url: string): string {
  return new URL(url).host
}

function within<T>(timers: Timers, milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(milliseconds, () => reject(new Error('Redis did not answer in time.')))
    work.then(resolve, reject).finally(cancel)
  })
}
