/** Writes that could not be made at once: kept in memory in their order, and made as soon as the store can be written. */

import { isUnwritable, type StoreHealth, type StoreLog } from '../health.js'

/** More than moderators decide in a day; beyond it the oldest write is lost. */
const MAX_KEPT = 10_000

export interface Backlog {
  /**
   * Makes a write now, or later if the store cannot be written; it then resolves to `undefined` at once.
   * @throws any other error
   */
  write<T>(work: () => Promise<T>): Promise<T | undefined>
}

export function createBacklog(health: StoreHealth, log: StoreLog): Backlog {
  const kept: (() => Promise<unknown>)[] = []
  let writing = false

  function keep(work: () => Promise<unknown>): void {
    kept.push(work)
    if (kept.length > MAX_KEPT) kept.shift()
  }

  async function writeKept(): Promise<void> {
    if (writing) return
    writing = true
    try {
      for (let [next] = kept; next; [next] = kept) {
        try {
          await next()
        } catch (error) {
          if (isUnwritable(error)) return
          log.error({ err: error }, 'a postponed write failed')
        }
        kept.shift()
      }
    } finally {
      writing = false
    }
  }

  health.events.on('writable', () => void writeKept())

  return {
    async write(work) {
      // Queued behind earlier writes, so that the last decision counts in the end.
      if (kept.length > 0) {
        keep(work)
        await writeKept()
        return undefined
      }
      try {
        return await work()
      } catch (error) {
        if (!isUnwritable(error)) throw error
        keep(work)
        return undefined
      }
    },
  }
}
