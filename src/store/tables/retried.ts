/** Transactions that lose against another process are tried again: only databases with several writers let them lose. */

import { isConflict } from '../postgres/faults.js'

const TRIES = 5

/**
 * @param work makes its changes in one transaction, so that it can be repeated
 * @param isLost which errors say so
 * @throws what the last try throws
 */
export async function retried<T>(
  work: () => Promise<T>,
  isLost: (error: unknown) => boolean = isConflict,
): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (left === 0 || !isLost(error)) throw error
    }
  }
}
