/** Uses of second factors that could not be stored count at once: a full disk locks no operator out, and lets no code in twice. */

import type { AdminFactorStore } from '../../voice/admins/second-factor/factor-ports.js'
import { isUnwritable } from '../health.js'
import type { Backlog } from './written-later.js'

type Filter = Parameters<AdminFactorStore['delete']>[0]

export function holdUnwrittenFactors(store: AdminFactorStore, backlog: Backlog): AdminFactorStore {
  /** The highest counter of each factor that is not stored yet. */
  const used = new Map<string, number>()
  /** Ids of factors that are deleted but still stored. */
  const gone = new Set<string>()

  // An authenticator may count nothing.
  const isHigher = (counter: number, before: number) => counter > before || (counter === 0 && before === 0)
  const isUsed = (id: string, counter: number) => !isHigher(counter, used.get(id) ?? -1)

  async function list(adminName?: string) {
    const stored = await store.list(adminName)
    if (used.size === 0 && gone.size === 0) return stored
    return stored
      .filter(({ id }) => !gone.has(id))
      .map((factor) => ({ ...factor, counter: Math.max(factor.counter, used.get(factor.id) ?? 0) }))
  }

  async function deleteLater(filter: Filter): Promise<number> {
    const { adminName, id, kind } = filter
    const meant = (await list(adminName)).filter(
      (factor) => (id === undefined || factor.id === id) && (kind === undefined || factor.kind === kind),
    )
    for (const factor of meant) gone.add(factor.id)
    await backlog.write(async () => {
      for (const factor of meant) {
        await store.delete({ adminName, id: factor.id })
        gone.delete(factor.id)
      }
    })
    return meant.length
  }

  return {
    ...store,
    list,
    async use(id, use) {
      if (gone.has(id) || isUsed(id, use.counter)) return false
      try {
        return await store.use(id, use)
      } catch (error) {
        if (!isUnwritable(error)) throw error
        const stored = (await store.list()).find((factor) => factor.id === id)
        if (!stored || isUsed(id, use.counter) || !isHigher(use.counter, stored.counter)) return false
        used.set(id, use.counter)
        await backlog.write(async () => {
          await store.use(id, use)
          if (used.get(id) === use.counter) used.delete(id)
        })
        return true
      }
    },
    async delete(filter) {
      if (filter.id !== undefined && gone.has(filter.id)) return 0
      try {
        return await store.delete(filter)
      } catch (error) {
        if (!isUnwritable(error)) throw error
        return deleteLater(filter)
      }
    },
  }
}
