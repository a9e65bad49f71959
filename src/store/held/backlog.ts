/** What could not be written down when it was decided: kept in memory in its order, and written as soon as that works. */

import { isUnwritable, type StoreHealth, type StoreLog } from '../health.js'

/** More than moderators decide in a day; beyond it the oldest is lost. */
const MAX_KEPT = 10_000

export interface Backlog {
  /**
   * Writes it now, or later where nothing can be written: then it resolves to `undefined` at once.
   * @throws whatever else goes wrong with it
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
          log.error({ err: error }, 'what was to be written down later could not be')
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
      // What was decided last is what counts in the end.
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
