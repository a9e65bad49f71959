/**
 * Caches admins, their keys and their second factors, whole tables of few rows: every request of the console asks for
 * them, and the console must work while the database is away, because it says so.
 */

import type { Admin, AdminKey, AdminKeyStore, AdminStore } from '../../voice/admins/admin-ports.js'
import type { AdminFactor, AdminFactorStore } from '../../voice/admins/second-factor/factor-ports.js'
import type { Bus } from '../../voice/bus.js'
import { ignoreUnwritable } from '../health.js'
import { createKnownWhole } from './known-rows.js'

/** The command `admin reset-password` tells nobody what it changes. */
const MAX_AGE_MS = 1000

export interface AdminStores {
  readonly admins: AdminStore
  readonly adminKeys: AdminKeyStore
  readonly adminFactors: AdminFactorStore
}

export interface CachedAdminStores extends AdminStores {
  /** Reads all, so that it is known while the database is away. */
  preload(): Promise<void>
}

/** @param bus tells what others changed, and is told what this process changes */
export function cacheAdmins(
  { admins, adminKeys, adminFactors }: AdminStores,
  bus: Pick<Bus, 'publish' | 'subscribe'>,
): CachedAdminStores {
  const whole = <T>(load: () => Promise<T>) => {
    const known = createKnownWhole(load, MAX_AGE_MS)
    // Read again at once: what counts while the database is away is the last that is known.
    bus.subscribe('admins-changed', () => {
      known.outdate()
      known.read().catch(() => undefined)
    })
    return known.read
  }
  const allAdmins = whole(admins.list)
  const allKeys = whole(adminKeys.list)
  const allFactors = whole(() => adminFactors.list())
  const isRequired = whole(adminFactors.isRequired)

  /** Tells everybody, also when a write failed: it may have arrived. */
  async function changed<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } finally {
      bus.publish('admins-changed', {})
    }
  }

  return {
    admins: {
      find: async (name) => (await allAdmins()).find((admin: Admin) => admin.name === name),
      list: allAdmins,
      create: (admin) => changed(admins.create(admin)),
      update: (name, patch) => changed(admins.update(name, patch)),
      changeRoleButLastOwner: (name, role) => changed(admins.changeRoleButLastOwner(name, role)),
      deleteButLastOwner: (name) => changed(admins.deleteButLastOwner(name)),
    },
    adminKeys: {
      list: allKeys,
      async findByHash(hash) {
        const known = (await allKeys()).find((key: AdminKey) => key.hash === hash)
        // Another node may have signed somebody in a moment ago.
        return known ?? adminKeys.findByHash(hash).catch(ignoreUnwritable)
      },
      add: (key) => changed(adminKeys.add(key)),
      touch: adminKeys.touch,
      delete: (filter) => changed(adminKeys.delete(filter)),
    },
    adminFactors: {
      async list(adminName) {
        const all = await allFactors()
        return adminName === undefined ? all : all.filter((one: AdminFactor) => one.adminName === adminName)
      },
      isRequired,
      add: (factors) => changed(adminFactors.add(factors)),
      use: (id, use) => changed(adminFactors.use(id, use)),
      delete: (filter) => changed(adminFactors.delete(filter)),
      setRequired: (required) => changed(adminFactors.setRequired(required)),
    },
    async preload() {
      await Promise.all([allAdmins(), allKeys(), allFactors(), isRequired()])
    },
  }
}
