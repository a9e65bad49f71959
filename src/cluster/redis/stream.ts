/**
 * A stream of messages through Redis that every node reads in one and the same order. What was told while a node could
 * not reach Redis is read later: messages are kept for a while, and what a node says meanwhile waits for its turn.
 */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Timers } from '../../voice/ports.js'
import { KEY_PREFIX, type Redis, type RedisClient } from './connection.js'

/**
 * The form of the messages. A node leaves out those of a higher number, which a newer version wrote; whoever changes
 * the form of a message in a way that this version would misread raises it one release after the readers learnt it.
 */
const MESSAGE_VERSION = 1

const KEY = `${KEY_PREFIX}bus`
/** Entries that are kept at least: each holds all that a node said within a moment. */
const MAX_ENTRIES = 20_000
/** Messages that wait for Redis; beyond that the oldest is lost, and everybody is told so. */
const MAX_QUEUED = 20_000
const WAIT_MS = 1000
const RETRY_MS = 100
const AT_ONCE = 500

/** A topic and its message. */
export type Told = readonly [topic: string, message: unknown]

export interface RedisStream {
  /** Tells all other nodes, in the order of the calls; now or as soon as Redis is reached. */
  tell(topic: string, message: unknown): void
  /** Calls back with each message of another node. */
  onTold(callback: (told: Told) => void): void
  /** Calls back when messages were lost: whoever follows them has to load anew. */
  onMissed(callback: () => void): void
  close(): Promise<void>
}

export interface StreamOptions {
  readonly redis: Redis
  readonly nodeId: string
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

const parseMessages = Compile(Type.Array(Type.Tuple([Type.String(), Type.Unknown()])))

/** Stands for messages that were lost before they reached Redis. */
const LOST: Told = ['messages-lost', {}]

/** @throws Error when Redis cannot be reached */
export async function openStream({ redis, nodeId, timers, onError }: StreamOptions): Promise<RedisStream> {
  const heard: ((told: Told) => void)[] = []
  const missed: (() => void)[] = []
  let queue: Told[] = []
  let isWriting = false
  let isClosed = false
  let isSure = true
  let last = await redis.run(newest)
  const reader = await redis.openWaiting()
  reader.on('ready', () => {
    isSure = false
  })

  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    while (queue.length > 0 && !isClosed) {
      const batch = queue.slice(0, AT_ONCE)
      const entry = { v: String(MESSAGE_VERSION), from: nodeId, told: JSON.stringify(batch) }
      const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: MAX_ENTRIES } as const
      try {
        await redis.run((client) => client.xAdd(KEY, '*', entry, { TRIM: trim }))
        queue = queue.slice(batch.length)
      } catch {
        // Where it was written all the same, the others hear it twice, which does no harm.
        await pause(timers, RETRY_MS)
      }
    }
    isWriting = false
  }

  function read(id: string, { v, from, told = '[]' }: Readonly<Record<string, string>>): void {
    last = id
    if (from === nodeId || Number(v) > MESSAGE_VERSION) return
    const messages: unknown = JSON.parse(told)
    if (!parseMessages.Check(messages)) return
    for (const message of messages) {
      try {
        if (message[0] === LOST[0]) for (const callback of missed) callback()
        else for (const callback of heard) callback(message)
      } catch (error) {
        onError(error)
      }
    }
  }

  /** After a break: is all that was told since still there? Redis may have been emptied, or the break was too long. */
  async function makeSure(): Promise<void> {
    const isThere = last === '0-0' || ((await reader.xRange(KEY, last, last)) ?? []).length > 0
    if (!isThere) {
      last = await newest(reader)
      for (const callback of missed) callback()
    }
    isSure = true
  }

  async function follow(): Promise<void> {
    while (!isClosed) {
      try {
        if (!isSure) await makeSure()
        const streams = await reader.xRead({ key: KEY, id: last }, { BLOCK: WAIT_MS, COUNT: AT_ONCE })
        const entries = streams?.[0]?.messages ?? []
        for (const { id, message } of entries) read(id, message)
        // Whoever is that far behind may be overtaken by what is thrown away.
        if (entries.length === AT_ONCE) isSure = false
      } catch {
        if (!isClosed) await pause(timers, RETRY_MS)
      }
    }
  }
  const following = follow().catch(onError)

  return {
    tell(topic, message) {
      queue.push([topic, message])
      if (queue.length > MAX_QUEUED) queue = [LOST, ...queue.slice(queue.length - MAX_QUEUED + 2)]
      write().catch(onError)
    },
    onTold: (callback) => void heard.push(callback),
    onMissed: (callback) => void missed.push(callback),
    async close() {
      isClosed = true
      reader.destroy()
      await following
    },
  }
}

/** The id of the newest entry. */
async function newest(client: RedisClient): Promise<string> {
  return ((await client.xRevRange(KEY, '+', '-', { COUNT: 1 })) ?? [])[0]?.id ?? '0-0'
}

function pause(timers: Timers, milliseconds: number): Promise<void> {
  return new Promise((resolve) => void timers.after(milliseconds, resolve))
}
