/** Holds console sessions in memory that could not be stored; otherwise a full disk would lock its operator out. They end with the process. */

import type { AdminKey, AdminKeyStore } from '../../voice/admins/admin-ports.js'
import { isUnwritable } from '../health.js'
import type { Backlog } from './written-later.js'

/** More than people sign in while a disk is full. */
const MAX_HELD = 1000

type KeyFilter = Parameters<AdminKeyStore['delete']>[0]

export function holdUnwrittenKeys(store: AdminKeyStore, backlog: Backlog): AdminKeyStore {
  const held = new Map<string, AdminKey>()
  /** Ids of keys that are revoked but not deleted yet. */
  const revoked = new Set<string>()

  const counts = (key: AdminKey | undefined) => (key && !revoked.has(key.id) ? key : undefined)

  async function list(): Promise<readonly AdminKey[]> {
    return [...(await store.list()), ...held.values()].filter(counts)
  }

  async function writeDown(id: string): Promise<void> {
    const key = held.get(id)
    if (!key) return
    await store.add(key)
    held.delete(id)
  }

  async function revoke(filter: KeyFilter): Promise<number> {
    const ended = (await list()).filter((key) => isMeant(key, filter))
    for (const { id } of ended) {
      if (!held.delete(id)) revoked.add(id)
    }
    await backlog.write(async () => {
      await store.delete(filter)
      for (const { id } of ended) revoked.delete(id)
    })
    return ended.length
  }

  return {
    list,
    async findByHash(hash) {
      const found = await store.findByHash(hash)
      return counts(found ?? [...held.values()].find((key) => key.hash === hash))
    },
    async add(key) {
      try {
        await store.add(key)
      } catch (error) {
        // A token is for programs and for long: one that vanishes with the next restart would be a trap.
        if (!isUnwritable(error) || key.kind === 'token' || held.size >= MAX_HELD) throw error
        held.set(key.id, key)
        await backlog.write(() => writeDown(key.id))
      }
    },
    async touch(id, lastUsedAt) {
      const key = held.get(id)
      if (key) held.set(id, { ...key, lastUsedAt })
      else await store.touch(id, lastUsedAt)
    },
    async delete(filter) {
      try {
        const deleted = await store.delete(filter)
        const ended = [...held.values()].filter((key) => isMeant(key, filter))
        for (const { id } of ended) held.delete(id)
        return deleted + ended.length
      } catch (error) {
        if (!isUnwritable(error)) throw error
        return revoke(filter)
      }
    },
  }
}

function isMeant(key: AdminKey, { id, adminName, kind, expiredBefore }: KeyFilter): boolean {
  return (
    (id === undefined || key.id === id) &&
    (adminName === undefined || key.adminName === adminName) &&
    (kind === undefined || key.kind === kind) &&
    (expiredBefore === undefined || (key.expiresAt !== null && key.expiresAt <= expiredBefore))
  )
}
