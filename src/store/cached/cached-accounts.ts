/** Caches accounts by grid and name: regions ask for one at every voice start, and finding it takes as long as all the rest of an answer. */

import type { Account } from '../../voice/accounts/account.js'
import type { Bus } from '../../voice/bus.js'
import { type GridId, gridKey } from '../../voice/grids/grid.js'
import type { AccountStore } from '../../voice/ports.js'
import { isUnwritable } from '../health.js'
import type { SqlAccountStore } from '../tables/accounts.js'
import { createKnownRows } from './known-rows.js'

/** More residents than are in voice at once. */
const MAX_ACCOUNTS = 50_000
/** Read ahead: of each grid those that were seen last. */
const MAX_PRELOADED = 20_000
const MAX_AGE_MS = 60_000

export interface CachedAccountStore extends AccountStore {
  /** Reads the accounts that will be asked for, so that they are known while the database is away. */
  preload(grids: readonly GridId[]): Promise<void>
}

/** @param bus tells what others changed, and is told what this process changes */
export function cacheAccounts(
  store: SqlAccountStore,
  bus: Pick<Bus, 'publish' | 'subscribe'>,
): CachedAccountStore {
  const known = createKnownRows<Account>({ most: MAX_ACCOUNTS, maxAgeMs: MAX_AGE_MS })
  /** Accounts that are shut out are never forgotten: nobody comes in because the database is away. */
  const shutOut = new Map<string, Account>()

  function note(account: Account | undefined, key: string): Account | undefined {
    if (account?.disabled) shutOut.set(key, account)
    else shutOut.delete(key)
    return account
  }

  async function read(grid: GridId, name: string): Promise<Account | undefined> {
    const key = gridKey(grid, name)
    try {
      return await known.read(grid, name, async () => note(await store.find(grid, name), key))
    } catch (error) {
      if (!isUnwritable(error)) throw error
      return shutOut.get(key)
    }
  }

  let isOwn = false
  bus.subscribe('account-changed', ({ grid, name }) => {
    if (!isOwn) known.outdate(grid, name)
  })

  /** What this process changed it knows already. */
  function publish(grid: GridId, name: string): void {
    isOwn = true
    bus.publish('account-changed', { grid, name })
    isOwn = false
  }

  return {
    find(grid, name) {
      const fresh = known.fresh(grid, name)
      return fresh ? Promise.resolve(fresh) : read(grid, name)
    },
    async search(grid, text, limit) {
      try {
        return await store.search(grid, text, limit)
      } catch (error) {
        if (!isUnwritable(error)) throw error
        const fits = (account: Account) =>
          account.grid === grid &&
          (account.name.toLowerCase().includes(text) || account.agentId?.includes(text))
        const found = known.all().filter(fits)
        return found.toSorted((one, other) => other.lastSeenAt - one.lastSeenAt).slice(0, limit)
      }
    },
    async create(account) {
      const { grid, name } = account
      const made = await store.create(account)
      if (!made) known.outdate(grid, name)
      else {
        known.keep(grid, name, account)
        // Others know nothing of it that could be outdated: an account that is missing is not kept.
        note(account, gridKey(grid, name))
      }
      return made
    },
    async update(grid, name, patch) {
      const key = gridKey(grid, name)
      try {
        const done = await store.update(grid, name, patch)
        known.patch(grid, name, (account) => ({ ...account, ...patch }))
        const account = known.fresh(grid, name)
        if (account) note(account, key)
        else if (patch.disabled !== undefined) note(await store.find(grid, name), key)
        const matters = Object.keys(patch).some((what) => what !== 'lastSeenAt')
        if (done && matters) publish(grid, name)
        return done
      } catch (error) {
        // A write that failed may have arrived.
        known.outdate(grid, name)
        throw error
      }
    },
    async preload(grids) {
      for (const grid of grids) {
        const recent = await store.search(grid, '', MAX_PRELOADED)
        for (const account of recent.toReversed()) known.keep(grid, account.name, account)
      }
      for (const account of await store.listDisabled()) note(account, gridKey(account.grid, account.name))
    },
  }
}
