/** The audit log: every act of an admin and every refused sign-in, for as long as there is room for those of a grid. */

import type { GridId } from '../grids/grid.js'
import type { Clock } from '../ports.js'
import type { AuditEntry, AuditStore } from './admin-ports.js'

/** Of each grid, and of the whole service: one that is busy does not push out what was done on another. */
export const KEPT_ENTRIES = 20_000
/** A grid's log is trimmed once in this many entries of its own. */
export const TRIM_EVERY = 500
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
  const noted = new Map<GridId | null, number>()
  return {
    async note({ actor, address, grid, act, subject, detail = {} }) {
      const count = (noted.get(grid) ?? 0) + 1
      noted.set(grid, count % TRIM_EVERY)
      if (count === TRIM_EVERY) await store.trim(grid, KEPT_ENTRIES)
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
