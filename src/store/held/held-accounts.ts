/** Accounts and passwords that could not be written down when a region provisioned them: held in memory until they can be. */

import type { Account } from '../../voice/accounts/account.js'
import type { AccountStore } from '../../voice/ports.js'
import { isUnwritable } from '../health.js'
import type { Backlog } from './backlog.js'

/** More residents than come while a disk is full. */
const MAX_HELD = 5000

type Patch = Partial<Omit<Account, 'name'>>

export function holdUnwrittenAccounts(store: AccountStore, backlog: Backlog): AccountStore {
  /** New accounts, and what has changed of stored ones. */
  const made = new Map<string, Account>()
  const changed = new Map<string, Patch>()

  const asHeld = (account: Account): Account => ({ ...account, ...changed.get(account.name) })

  function requireRoom(error: unknown): void {
    if (!isUnwritable(error) || made.size + changed.size >= MAX_HELD) throw error
  }

  async function find(name: string): Promise<Account | undefined> {
    const stored = await store.find(name)
    return stored ? asHeld(stored) : made.get(name)
  }

  /** Another region may change it again meanwhile: what holds last is written. */
  async function writeMade(name: string): Promise<void> {
    const account = made.get(name)
    if (!account) return
    await store.create(account)
    const latest = made.get(name)
    made.delete(name)
    if (latest && latest !== account) await store.update(name, latest)
  }

  async function writeChanged(name: string): Promise<void> {
    const patch = changed.get(name)
    if (!patch) return
    await store.update(name, patch)
    if (changed.get(name) === patch) changed.delete(name)
  }

  async function change(name: string, patch: Patch): Promise<true> {
    changed.set(name, { ...changed.get(name), ...patch })
    await backlog.write(() => writeChanged(name))
    return true
  }

  return {
    find,
    async search(text, limit) {
      const stored = (await store.search(text, limit)).map(asHeld)
      const held = [...made.values()].filter(
        ({ name, agentId }) => name.toLowerCase().includes(text) || agentId?.includes(text),
      )
      return [...held, ...stored].slice(0, limit)
    },
    async create(account) {
      if (made.has(account.name)) return false
      try {
        return await store.create(account)
      } catch (error) {
        if (account.disabled) throw error
        requireRoom(error)
        made.set(account.name, account)
        await backlog.write(() => writeMade(account.name))
        return true
      }
    },
    async update(name, patch) {
      // Who is shut out must stay so: that is done for good, or not at all.
      const forGood = 'disabled' in patch
      if (forGood) await writeMade(name)
      const held = made.get(name)
      if (held) {
        made.set(name, { ...held, ...patch })
        return true
      }
      // Written by itself it would be overtaken by what waits from before.
      if (changed.has(name) && !forGood) return change(name, patch)
      try {
        return await store.update(name, patch)
      } catch (error) {
        if (forGood) throw error
        requireRoom(error)
        return (await store.find(name)) ? change(name, patch) : false
      }
    },
  }
}
