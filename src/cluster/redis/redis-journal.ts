/** What the owner of a grid keeps in Redis for the node that follows it: tickets and codes, each until its time is over. */

import type { Timers } from '../../voice/ports.js'
import type { Journal } from '../../voice/sign-in/journal.js'
import { KEY_PREFIX, type Redis } from './connection.js'

export interface RedisJournal extends Journal {
  /** All that is kept. @throws Error when Redis does not answer */
  read(): Promise<ReadonlyMap<string, unknown>>
}

const RETRY_MS = 200
/** A Redis that is away holds nobody up for longer: what was noted is written when it is back. */
const LONGEST_WAIT_MS = 1500
const AT_ONCE = 200

/** @param kind tells the keys of several journals apart */
export function createRedisJournal(redis: Redis, kind: string, timers: Timers): RedisJournal {
  const prefix = `${KEY_PREFIX}${kind}:`
  /** The newest of each key; `undefined`: to be forgotten. */
  let unwritten = new Map<string, { readonly text: string; readonly until: number } | undefined>()
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    while (unwritten.size > 0) {
      const batch = unwritten
      unwritten = new Map()
      try {
        await redis.run(async (client) => {
          const commands = client.multi()
          for (const [key, value] of batch) {
            const restMs = value ? Math.floor(value.until - timers.now()) : 0
            if (value && restMs > 0) commands.set(prefix + key, value.text, { PX: restMs })
            else commands.del(prefix + key)
          }
          await commands.exec()
        })
      } catch {
        unwritten = new Map([...batch, ...unwritten])
        await new Promise<void>((resolve) => void timers.after(RETRY_MS, resolve))
      }
    }
  }

  function begin(): void {
    writing ??= write().finally(() => {
      writing = undefined
    })
  }

  return {
    note(key, value, ttlMs) {
      unwritten.set(key, { text: JSON.stringify(value), until: timers.now() + ttlMs })
      begin()
    },
    forget(key) {
      unwritten.set(key, undefined)
      begin()
    },
    async kept() {
      const late = new Promise<void>((resolve) => void timers.after(LONGEST_WAIT_MS, resolve))
      await Promise.race([writing, late])
    },
    async read() {
      const entries = new Map<string, unknown>()
      let cursor = '0'
      do {
        const some = await redis.run((client) => client.scan(cursor, { MATCH: `${prefix}*`, COUNT: AT_ONCE }))
        cursor = some.cursor
        const texts = some.keys.length === 0 ? [] : await redis.run((client) => client.mGet(some.keys))
        for (const [index, text] of texts.entries()) {
          const key = some.keys[index]
          if (text !== null && key !== undefined) entries.set(key.slice(prefix.length), JSON.parse(text))
        }
      } while (cursor !== '0')
      return entries
    },
  }
}
