/** All conversations that somebody has written in lately. Nothing of them is stored. */

import { forgetGrid, type GridId } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { Clock, Timers } from '../ports.js'
import { type ChatLog, createChatLog } from './chat-log.js'

/** A conversation in which nobody is any more is forgotten this long after its last line. */
export const FORGET_AFTER_MS = 10 * 60_000

/** More conversations at once than this lose their history, the oldest first. */
const MAX_LOGS = 2000

export interface ChatLogs {
  find(key: string): ChatLog | undefined
  /** The log of a conversation, which begins if there is none. @param isAlive whether somebody is still in it */
  open(key: string, isAlive: () => boolean): ChatLog
  /** The grid is served no more. Their keys begin with their grid. */
  forgetGrid(grid: GridId): void
}

export function createChatLogs({
  clock,
  timers,
}: {
  readonly clock: Clock
  readonly timers: Timers
}): ChatLogs {
  const logs = new Map<string, ChatLog>()

  function forgetLater(
    key: string,
    log: ChatLog,
    isAlive: () => boolean,
    milliseconds = FORGET_AFTER_MS,
  ): void {
    timers.after(milliseconds, () => {
      if (logs.get(key) !== log) return
      const left = log.usedAt + FORGET_AFTER_MS - timers.now()
      if (left <= 0 && !isAlive()) return void logs.delete(key)
      forgetLater(key, log, isAlive, left > 0 ? left : FORGET_AFTER_MS)
    })
  }

  return {
    find: (key) => logs.get(key),
    open(key, isAlive) {
      const known = logs.get(key)
      const log = known ?? createChatLog(clock, timers)
      remember(logs, key, log, MAX_LOGS)
      if (!known) forgetLater(key, log, isAlive)
      return log
    },
    forgetGrid: (grid) => forgetGrid(logs, grid),
  }
}
