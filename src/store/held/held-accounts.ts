/** Holds accounts and passwords in memory that could not be stored when a region provisioned them, until they can be. */

import type { Account } from '../../voice/accounts/account.js'
import { type GridId, gridKey } from '../../voice/grids/grid.js'
import type { AccountPatch, AccountStore } from '../../voice/ports.js'
import { isUnwritable } from '../health.js'
import type { Backlog } from './written-later.js'

/** More residents than come while a disk is full. */
const MAX_HELD = 5000

/** @param holdsNew whether new accounts are held; not where other nodes might make the same one */
export function holdUnwrittenAccounts(store: AccountStore, backlog: Backlog, holdsNew = true): AccountStore {
  /** New accounts; `changed` holds changes of stored ones. Both by grid and name. */
  const made = new Map<string, Account>()
  const changed = new Map<string, AccountPatch>()

  const keyOf = ({ grid, name }: Account) => gridKey(grid, name)
  const asHeld = (account: Account): Account =>
    changed.size === 0 ? account : { ...account, ...changed.get(keyOf(account)) }

  function requireRoom(error: unknown): void {
    if (!isUnwritable(error) || made.size + changed.size >= MAX_HELD) throw error
  }

  function find(grid: GridId, name: string): Promise<Account | undefined> {
    const found = store.find(grid, name)
    // Nearly always, and every request of a region waits for it.
    if (made.size + changed.size === 0) return found
    return found.then((stored) => (stored ? asHeld(stored) : made.get(gridKey(grid, name))))
  }

  /** Stores an account as it is in the end: another region may change it again meanwhile. */
  async function writeMade(key: string): Promise<void> {
    const account = made.get(key)
    if (!account) return
    await store.create(account)
    const latest = made.get(key)
    made.delete(key)
    if (latest && latest !== account) await store.update(latest.grid, latest.name, latest)
  }

  async function writeChanged(grid: GridId, name: string): Promise<void> {
    const key = gridKey(grid, name)
    const patch = changed.get(key)
    if (!patch) return
    await store.update(grid, name, patch)
    if (changed.get(key) === patch) changed.delete(key)
  }

  async function change(grid: GridId, name: string, patch: AccountPatch): Promise<true> {
    const key = gridKey(grid, name)
    changed.set(key, { ...changed.get(key), ...patch })
    await backlog.write(() => writeChanged(grid, name))
    return true
  }

  return {
    find,
    async search(grid, text, limit) {
      const stored = (await store.search(grid, text, limit)).map(asHeld)
      const held = [...made.values()].filter(
        (account) =>
          account.grid === grid &&
          (account.name.toLowerCase().includes(text) || account.agentId?.includes(text)),
      )
      return [...held, ...stored].slice(0, limit)
    },
    async create(account) {
      const key = keyOf(account)
      if (made.has(key)) return false
      try {
        return await store.create(account)
      } catch (error) {
        if (account.disabled || !holdsNew) throw error
        requireRoom(error)
        made.set(key, account)
        await backlog.write(() => writeMade(key))
        return true
      }
    },
    async update(grid, name, patch) {
      const key = gridKey(grid, name)
      // Shutting a resident out must survive a restart: it is stored, or it fails.
      const forGood = 'disabled' in patch
      if (forGood) await writeMade(key)
      const held = made.get(key)
      if (held) {
        made.set(key, { ...held, ...patch })
        return true
      }
      // A direct write would be overwritten by earlier changes that still wait.
      if (changed.has(key) && !forGood) return change(grid, name, patch)
      try {
        return await store.update(grid, name, patch)
      } catch (error) {
        if (forGood) throw error
        requireRoom(error)
        return (await store.find(grid, name)) ? change(grid, name, patch) : false
      }
    },
  }
}
