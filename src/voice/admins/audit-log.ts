/** The audit log: every act of an admin and every refused sign-in, for as long as there is room. */

import type { Clock } from '../ports.js'
import type { AuditEntry, AuditStore } from './admin-ports.js'

const KEPT_ENTRIES = 20_000
/** The log is trimmed once in this many entries. */
const TRIM_EVERY = 500
const MAX_TEXT = 200

export interface AuditLog {
  /** Notes an act. Texts are cut to 200 characters. @returns its number, or `undefined` if it can only be stored later */
  note(
    act: Pick<AuditEntry, 'actor' | 'address' | 'grid' | 'act' | 'subject'> &
      Partial<Pick<AuditEntry, 'detail'>>,
  ): Promise<number | undefined>
  find: AuditStore['find']
  list: AuditStore['list']
  markUndone: AuditStore['markUndone']
}

export function createAuditLog(store: AuditStore, clock: Clock): AuditLog {
  let noted = 0
  return {
    async note({ actor, address, grid, act, subject, detail = {} }) {
      noted += 1
      if (noted % TRIM_EVERY === 0) await store.trim(KEPT_ENTRIES)
      return store.append({
        at: clock(),
        actor: actor.slice(0, MAX_TEXT),
        address,
        grid,
        act,
        subject: subject.slice(0, MAX_TEXT),
        detail,
      })
    },
    find: store.find,
    list: store.list,
    markUndone: store.markUndone,
  }
}
