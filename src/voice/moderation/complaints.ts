/** What residents tell the moderators about each other. */

import { VoiceError } from '../../errors.js'
import type { Complaint, ComplaintStore } from '../admins/admin-ports.js'
import { plainText } from '../chat/plain-text.js'
import { avatarKey, type GridId } from '../grids/grid.js'
import { createRequestLimit } from '../limits/rates.js'
import type { Clock, Stopwatch } from '../ports.js'

/** Complaints of a grid that are kept; the oldest give way. */
const KEPT = 1000

/** Complaints of one resident. */
const COUNT = 5
const WINDOW_MS = 10 * 60_000

export interface Complaints {
  /** @throws VoiceError `bad-request` without a word, `rate-limited`, `store-unwritable` */
  add(complaint: Omit<Complaint, 'id' | 'at'>): Promise<void>
  /** Those that are open, or all by and about one resident; the newest first. */
  list: ComplaintStore['list']
  /** A moderator has dealt with it. False when there is none of that number that is open. @param by the moderator */
  close(grid: GridId, id: number, by: string): Promise<boolean>
}

export function createComplaints(store: ComplaintStore, clock: Clock, stopwatch: Stopwatch): Complaints {
  const limit = createRequestLimit(stopwatch, COUNT, WINDOW_MS)
  return {
    async add(complaint) {
      const words = plainText(complaint.words)
      if (words === '') throw new VoiceError('bad-request', 'Say in a few words what happened.')
      if (!limit.take(avatarKey(complaint))) {
        throw new VoiceError('rate-limited', 'You have told the moderators a lot: wait ten minutes.')
      }
      await store.add({ ...complaint, words, at: clock() }, KEPT)
    },
    list: store.list,
    close: (grid, id, by) => store.close(grid, id, { by, at: clock() }),
  }
}
