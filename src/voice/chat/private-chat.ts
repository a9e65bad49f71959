/** Lines between two residents: told to the open pages of both, and to nobody else. */

import { VoiceError } from '../../errors.js'
import { type Avatar, avatarKey, type GridId, isSameAvatar } from '../grids/grid.js'
import type { Clock, Timers } from '../ports.js'
import type { ResidentPage, Residents } from '../residents/residents.js'
import { createChatLogs } from './chat-logs.js'
import type { Cursor, History, Line } from './line.js'
import type { Sent } from './room-chat.js'
import { type LineJudge, plainName } from './written.js'

export interface PrivateChat {
  /** @throws VoiceError `peer-unreachable`, `not-allowed` to oneself, `rate-limited`, `message-invalid`, `message-too-large` */
  write(page: ResidentPage, to: Avatar, sent: Sent): void
  /** Changes the writer's own line, within `EDIT_MS`. @throws VoiceError `not-found`, `not-allowed`, and as `write` */
  edit(page: ResidentPage, other: Avatar, lineId: string, text: string): void
  /** @throws VoiceError `not-found`, `not-allowed` */
  remove(page: ResidentPage, other: Avatar, lineId: string): void
  writes(page: ResidentPage, to: Avatar): void
  read(page: ResidentPage, other: Avatar, after: Cursor | undefined): History
  /** Whether the other has a page open and may be written to. */
  reaches(page: ResidentPage, to: Avatar): boolean
  /** The grid is served no more. */
  forgetGrid(grid: GridId): void
}

export interface PrivateChatOptions {
  readonly judge: LineJudge
  readonly residents: Residents
  /** Whether one may write to the other: neither has blocked the other. */
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  readonly clock: Clock
  readonly timers: Timers
}

export function createPrivateChat({ judge, residents, mayReach, ...time }: PrivateChatOptions): PrivateChat {
  const logs = createChatLogs(time)

  const keyOf = (one: Avatar, other: Avatar) => [avatarKey(one), avatarKey(other)].sort().join(' ')

  function tellBoth(one: Avatar, other: Avatar, line: Line): void {
    residents.tell(one, { type: 'private-line', with: other.agentId, line })
    residents.tell(other, { type: 'private-line', with: one.agentId, line })
  }

  const reaches = (page: Avatar, to: Avatar) => mayReach(page, to) && residents.pagesOf(to).length > 0

  /** Who has blocked the writer and who has no page open look the same. @throws VoiceError `peer-unreachable` */
  function requireReach(page: Avatar, to: Avatar): void {
    if (reaches(page, to)) return
    throw new VoiceError('peer-unreachable', 'They cannot be reached now: they have no voice page open.')
  }

  /** @throws VoiceError `not-found`, `not-allowed` */
  function findOwn(page: Avatar, other: Avatar, lineId: string) {
    const log = logs.find(keyOf(page, other))
    const logged = log?.find(lineId)
    if (!log || !logged || logged.line.removedBy) throw new VoiceError('not-found', 'This line is gone.')
    if (logged.line.from === page.agentId && log.isFresh(logged)) return { log, logged }
    throw new VoiceError('not-allowed', 'A line can be changed by its writer only, for five seconds.')
  }

  return {
    reaches,
    forgetGrid: logs.forgetGrid,
    write(page, to, { nonce, text }) {
      if (isSameAvatar(page, to)) throw new VoiceError('not-allowed', 'You cannot write to yourself.')
      const key = keyOf(page, to)
      const known = logs.find(key)?.known(page.agentId, nonce)
      if (known) return page.tell({ type: 'private-line', with: to.agentId, line: known })
      requireReach(page, to)
      const plain = judge.text(text)
      judge.spend(page)
      const { grid, agentId: from, name } = page
      const isOpen = () => [{ grid, agentId: from }, to].some((end) => residents.pagesOf(end).length > 0)
      tellBoth(page, to, logs.open(key, isOpen).add({ from, name: plainName(name), text: plain, nonce }))
    },
    edit(page, other, lineId, text) {
      const { log, logged } = findOwn(page, other, lineId)
      requireReach(page, other)
      const plain = judge.text(text)
      judge.spend(page)
      tellBoth(page, other, log.edit(logged, plain))
    },
    remove(page, other, lineId) {
      const { log, logged } = findOwn(page, other, lineId)
      tellBoth(page, other, log.remove(logged, 'writer'))
    },
    writes(page, to) {
      if (!isSameAvatar(page, to) && mayReach(page, to))
        residents.tell(to, { type: 'private-writes', with: page.agentId })
    },
    read(page, other, after) {
      const log = logs.find(keyOf(page, other))
      return log?.history(page.agentId, after, true) ?? { lines: [], upTo: undefined, missed: false }
    },
  }
}
